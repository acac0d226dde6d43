/** Control totals: exports that are not those that were announced are refused before anything is decided. */
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,u1,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s2,u2,emoticon-plus,apple,,KRW,2022-10-01,2022-10-31
"s3",u3,emoticon-plus,apple,"100.50",USD,soon,2022-10-31
`;
const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;
const EXPORTS = "exports/subscriptions.csv exports/rentals.csv";

async function story(control: string, files: Parameters<typeof smallCase>[0] = {}): Promise<SmallCase> {
  return smallCase({
    "exports/subscriptions.csv": SUBSCRIPTIONS,
    "exports/rentals.csv": RENTALS,
    "control.csv": control,
    ...files,
  });
}

const shaOf = (text: string) => createHash("sha256").update(text).digest("hex");
const SUMS = `file,rows,sha256,sum:price
subscriptions.csv,3,${shaOf(SUBSCRIPTIONS)},4000.5
exports/rentals.csv,2,,
`;

describe("exports that are as announced", () => {
  test.for([
    ["rows alone", "file,rows\nsubscriptions.csv,3\nrentals.csv,2\n"],
    ["hashes and sums where they are given", SUMS],
    ["a sum with other decimals", SUMS.replace("4000.5", "4000.500")],
    [
      "lines in another order, with a byte order mark and CRLF",
      "\ufefffile,rows\r\nrentals.csv,2\r\nsubscriptions.csv,3\r\n",
    ],
  ] as const)("%s", async ([, control]) => {
    const made = await story(control);
    expect(await made.run(`plan ${RULES} --control control.csv --out plan ${EXPORTS}`)).toMatchObject({ exit: 0 });
    expect(await made.run("apply plan --yes --max-rejects 1 --control control.csv")).toMatchObject({ exit: 0 });
  });

  test("the control file is part of what a plan was made from", async () => {
    const made = await story(SUMS);
    await made.run(`plan ${RULES} --control control.csv --out plan ${EXPORTS}`);
    made.write("control.csv", SUMS.replace("subscriptions.csv,3", "subscriptions.csv,4"));
    const ran = await made.run("apply plan --yes --max-rejects 1");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-stale" });
    expect(ran.message).toContain("control.csv");
    expect(ran.message).toContain("--control control.csv");
  });

  test("but not what a run is decided again from", async () => {
    const made = await story(SUMS);
    await made.run(`apply ${RULES} --control control.csv --yes --max-rejects 1 ${EXPORTS}`);
    rmSync(made.path("control.csv"));
    expect(await made.run("verify --recompute")).toMatchObject({ exit: 0 });
  });

  test("standard input and gzip", async () => {
    const made = await story("file,rows,sum:price\n-,3,4000.5\nrentals.csv.gz,2,\n", {
      "rentals.csv.gz": gzipSync(RENTALS),
    });
    const line = `plan ${RULES} --control control.csv --out plan - rentals.csv.gz`;
    expect(await made.run(line, { stdin: [Buffer.from(SUBSCRIPTIONS)] })).toMatchObject({ exit: 0 });
    expect(readFileSync(made.path("plan/refund-credit.csv"), "utf8")).toContain("s1");
  });
});

describe("exports that are not as announced are refused, with every difference", () => {
  test.for([
    [
      "a row more",
      SUMS.replace("subscriptions.csv,3", "subscriptions.csv,2"),
      "exports/subscriptions.csv  rows  expected 2, found 3",
    ],
    ["a row less", SUMS.replace("rentals.csv,2", "rentals.csv,3"), "exports/rentals.csv  rows  expected 3, found 2"],
    [
      "other bytes",
      SUMS.replace(shaOf(SUBSCRIPTIONS), shaOf(RENTALS)),
      `sha256  expected ${shaOf(RENTALS).slice(0, 8)}…, found ${shaOf(SUBSCRIPTIONS).slice(0, 8)}…`,
    ],
    ["another sum", SUMS.replace("4000.5", "4000.51"), "sum:price  expected 4000.51, found 4000.50"],
    [
      "a sum of a column that is not there",
      SUMS.replace("sum:price", "sum:cost"),
      "sum:cost  expected 4000.5, found no such column",
    ],
    [
      "a sum of a column that holds text",
      SUMS.replace("sum:price", "sum:channel"),
      "sum:channel  expected 4000.5, found no number in row 1",
    ],
    [
      "an export that is not announced",
      SUMS.replace(/exports\/rentals.*\n/, ""),
      "exports/rentals.csv  is not in the control file",
    ],
    [
      "an announced file that is not among the exports",
      `${SUMS}coupons.csv,7,,\n`,
      "coupons.csv  is not among the exports",
    ],
    ["an export under two names", `${SUMS}rentals.csv,2,,\n`, "stands in the control file under another name too"],
  ] as const)("%s", async ([, control, says]) => {
    const made = await story(control);
    for (const line of [
      `plan ${RULES} --control control.csv --out plan ${EXPORTS}`,
      `apply ${RULES} --control control.csv --yes --max-rejects 1 ${EXPORTS}`,
    ]) {
      const ran = await made.run(line);
      expect(ran).toMatchObject({ exit: 3, failure: "control-differs", out: "" });
      expect(ran.message).toContain(says);
      expect(treeOf(made.folder).filter((path) => /^(plan|\.plan|compensations\/\d)/.test(path))).toEqual([]);
    }
  });

  test("also when a plan is applied", async () => {
    const made = await story(SUMS.replace("4000.5", "4001").replace("rentals.csv,2", "rentals.csv,1"));
    await made.run(`plan ${RULES} --out plan ${EXPORTS}`);
    const { exit, message } = await made.run("apply plan --yes --max-rejects 1 --control control.csv");
    expect(exit).toBe(3);
    expect(message).toContain("sum:price  expected 4001, found 4000.50");
    expect(message).toContain("rows  expected 1, found 2");
    expect(treeOf(made.path("compensations"))).toEqual([]);
  });

  test("a name that two exports have", async () => {
    const made = await story("file,rows\nrentals.csv,2\n", { "more/rentals.csv": RENTALS.replaceAll("r1", "r2") });
    const { message } = await made.run(`plan ${RULES} --control control.csv exports/rentals.csv more/rentals.csv`);
    expect(message).toContain("rentals.csv  names 2 exports; write its path");
  });
});

test("an export that changes between counting and deciding is refused", async () => {
  const made = await story(SUMS);
  const beforeReading = () => made.write("exports/rentals.csv", RENTALS.replaceAll("r1", "r7"));
  const ran = await made.run(`plan ${RULES} --control control.csv --out plan ${EXPORTS}`, { beforeReading });
  expect(ran).toMatchObject({ exit: 3, failure: "input-changed" });
  expect(ran.message).toContain("exports/rentals.csv");
  expect(treeOf(made.folder)).not.toContain("plan/");
});

describe("a control file that cannot be used is refused with its line", () => {
  test.for([
    ["without rows", "file\nrentals.csv\n", ":1:"],
    [
      "with a misspelt column",
      "file,rows,sha265\nrentals.csv,2,x\n",
      ':1: the control file cannot be used: there is no control total "sha265"',
    ],
    [
      "with rows that are no count",
      "file,rows\nrentals.csv,many\n",
      ':2: the control file cannot be used: rows is no count: "many"',
    ],
    ["with an empty count", "file,rows\nrentals.csv,\n", ":2:"],
    ["with half a hash", "file,rows,sha256\nrentals.csv,2,abc\n", ":2:"],
    ["with a sum that is none", "file,rows,sum:price\nrentals.csv,2,1e5\n", ":2:"],
    ["with a file twice", "file,rows\nrentals.csv,2\nrentals.csv,2\n", ":3:"],
    ["that is no CSV", 'file,rows\n"rentals.csv,2\n', ":1:"],
    ["that is empty", "", ":1:"],
  ] as const)("%s", async ([, control, says]) => {
    const made = await story(control);
    const ran = await made.run(`plan ${RULES} --control control.csv ${EXPORTS}`);
    expect(ran).toMatchObject({ exit: 3, failure: "control-invalid" });
    expect(ran.message).toContain(`control.csv${says}`);
  });

  test("that is missing", async () => {
    const made = await story("");
    expect(await made.run(`plan ${RULES} --control nowhere.csv ${EXPORTS}`)).toMatchObject({ failure: "file-missing" });
  });
});

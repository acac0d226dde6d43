/** Empty lines are no rows, before the header and behind it, in whatever file is read; line numbers stay those of the file. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const ROWS = [
  "rental_id,user_id,service,started_at,expires_at",
  "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00",
  "",
  "r2,u2,kakaopage,2022-10-14T10:00,2022-10-20T10:00",
  "r3,u3,kakaopage,2022-10-14T10:00,soon",
  "r4,u4,kakaopage,2022-10-14T10:00,2022-10-20T10:00",
  "r4,u4,kakaopage,2022-10-14T10:00,2022-10-20T11:00",
];
/** More than a block of them. */
const MANY = 600_000;

const BEFORE = [
  ["none", "", 0],
  ["one", "\n", 1],
  ["one in CRLF", "\r\n", 1],
  ["some behind a byte order mark", "\ufeff\n\n\n", 3],
  ["more than a block of them", "\n".repeat(MANY), MANY],
] as const;

function story(before: string, end = "\n"): Promise<SmallCase> {
  const text = `${before}${ROWS.join(end)}${end}`;
  return smallCase({
    "a.csv": text,
    "packed.csv.gz": gzipSync(text, { level: 0 }),
    "control.csv": `${before}file,rows\n\na.csv,5\n`,
  });
}

describe.for(BEFORE)("before the header: %s", ([, before, lines]) => {
  test("a plan", async () => {
    const made = await story(before);
    expect(await made.run(`plan ${RULES} --out plan --control control.csv a.csv`)).toMatchObject({ exit: 0 });
    const given = made.rows("plan/adjusted-expiry.csv").map((row) => `${row.get("record_id")} ${row.get("line")}`);
    expect(given).toEqual([`r1 ${lines + 2}`, `r2 ${lines + 4}`]);
    const rejected = made.rows("plan/rejects/a.csv").map((row) => `${row.get("rental_id")} ${row.get("_line")}`);
    expect(rejected).toEqual([`r3 ${lines + 5}`, `r4 ${lines + 6}`, `r4 ${lines + 7}`]);
  });

  test("a packed export, of which rows are looked up from its front", async () => {
    const made = await story(before);
    expect(await made.run(`plan ${RULES} --out plan packed.csv.gz`)).toMatchObject({ exit: 0 });
    const rejected = made.rows("plan/rejects/packed.csv").map((row) => row.get("_line"));
    expect(rejected).toEqual([`${lines + 5}`, `${lines + 6}`, `${lines + 7}`]);
  });

  test("explain", async () => {
    const made = await story(before);
    const { exit, out } = await made.run(`explain r2 ${RULES} a.csv`);
    expect([exit, out]).toEqual([0, expect.stringMatching(new RegExp(`a\\.csv.*\\b${lines + 4}\\b`))]);
  });

  test("damage behind it", async () => {
    const made = await smallCase({
      "a.csv": `${before}${ROWS[0]}\nr1,u"1,s,2022-10-14,2022-10-20\n`,
      "control.csv": "file,rows\na.csv,1\n",
    });
    for (const line of [
      `plan ${RULES} --out plan a.csv`,
      `plan ${RULES} --out plan --control control.csv a.csv`,
      `whatif --policy policy.yaml --policy policy.yaml --outage=outage.yaml a.csv`,
    ]) {
      const { exit, message } = await made.run(line);
      expect([line, exit, message]).toEqual([line, 3, expect.stringContaining(`a.csv:${lines + 2}: `)]);
      expect(message).toContain(`at byte ${Buffer.byteLength(before) + (ROWS[0] ?? "").length + 1 + 4}`);
    }
  });
});

test("a fixture case, in CRLF, with empty lines in what it expects", async () => {
  const made = await smallCase({
    "exports/a.csv": `\r\n\r\n${ROWS.slice(0, 4).join("\r\n")}\r\n`,
    "expected/adjusted-expiry.csv": "\n\nrecord_id,line\n\nr1,4\n\nr2,6\n",
  });
  expect(await made.run("check .")).toMatchObject({ exit: 0 });
  made.write("expected/adjusted-expiry.csv", "\n\nrecord_id,line\n\nr1,4\n\nr2,5\n");
  const { exit, out } = await made.run("check .");
  expect(exit).toBe(1);
  expect(out).toContain("adjusted-expiry.csv:7");
});

test("a fixture case of which the only records of a rule contradict each other does not reach it", async () => {
  const made = await smallCase({
    "exports/a.csv": `\n\n${[...ROWS.slice(0, 1), ...ROWS.slice(5)].join("\n")}\n`,
    "expected/adjusted-expiry.csv": "record_id\n",
  });
  const { out } = await made.run("check --coverage .");
  expect(out).toContain("0 of 3 rules");
});

test("a list", async () => {
  const made = await smallCase({
    "a.csv": `${ROWS.join("\n")}\n`,
    "policy.yaml": POLICY.replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: vip.csv }"),
    "vip.csv": "\r\n\nuser_id\r\n\nu2\n",
  });
  await made.run(`plan ${RULES} --out plan a.csv`);
  expect(made.rows("plan/adjusted-expiry.csv").map((row) => row.get("record_id"))).toEqual(["r2"]);
});

test("nothing but empty lines is no export", async () => {
  const made = await smallCase({ "a.csv": "\n\r\n\n", "b.csv": "\n".repeat(3_000_000) });
  for (const file of ["a.csv", "b.csv"]) {
    const ran = await made.run(`plan ${RULES} --out plan ${file}`);
    expect(ran).toMatchObject({ exit: 3, failure: "export-empty" });
  }
});

test("a fault of a control file is told with its line", async () => {
  const made = await smallCase({ "a.csv": `${ROWS.join("\n")}\n`, "control.csv": "\nfile,rows\n\na.csv,x\n" });
  const { message } = await made.run(`plan ${RULES} --out plan --control control.csv a.csv`);
  expect(message).toContain("control.csv:4: ");
});

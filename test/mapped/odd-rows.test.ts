/** Rows that a mapping makes far longer, or empty, come to what the same rows come to that are written so in their file. */
import { expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { outputsOf, rulesOf } from "./outputs.ts";

const RULES = rulesOf({
  outage: "outage: long-rows\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n",
  policy: `policy: long-rows
revision: 2022-10-19
zone: Asia/Seoul
rules:
  - rule: days
    why: Everybody gets three days
    for: { record: subscription, memo: { not: none } }
    if: { held: during-outage }
    give: { extend: 3 days }
`,
  asOf: Date.UTC(2022, 9, 21),
});

const HEADER = "subscription_id,user_id,service,plan,price,currency,auto_renew,started_at,expires_at,next_billing_at";

/** Rows enough for one batch of the kernel, and long enough that what is collected of a batch has no room in one piece. */
test.for([
  ["300 rows, each longer by a constant of 24 KiB", 300, 24 * 1024],
  ["3 rows, each longer by 200 KiB", 3, 200 * 1024],
  ["rows that are longer than a cell may be, by a cell of the most bytes", 60, 64 * 1024],
] as const)("%s", async ([, count, length]) => {
  const folder = await tempFolder();
  const memo = "m".repeat(length);
  const row = (index: number) => `s${index},u${index},melon,"a, ""b""",9900,KRW,true,2022-09-20,,2022-10-20`;
  const rows = Array.from({ length: count }, (_, index) => row(index));
  const canonical = [`${HEADER},memo`, ...rows.map((each) => `${each},${memo}`), ""].join("\n");
  const mapped = [HEADER, ...rows, ""].join("\n");
  const mapping = `mapping: long-rows\nrecord: subscription\ncolumns:\n  memo: { always: ${memo} }\n`;
  const [expected, found] = [
    await outputsOf(RULES, [{ name: "subs.csv", bytes: Buffer.from(canonical) }], folder),
    await outputsOf(RULES, [{ name: "subs.csv", bytes: Buffer.from(mapped), mapping }], folder),
  ];
  if (expected instanceof Failure || found instanceof Failure) throw expected instanceof Failure ? expected : found;
  expect(found.files).toEqual(expected.files);
  expect(found.rejects.map((each) => each.length)).toEqual(expected.rejects.map((each) => each.length));
  expect(found.files["adjusted-expiry.csv"]?.length ?? 0).toBe(length > 64 * 1024 ? 0 : count);
});

test("a row of one cell that stands for nothing is a reject, and so are the rows around it", async () => {
  const rows = ["NULL", "s1,u1", "NULL", '"NULL"', "s2"];
  const mapped = [HEADER, ...rows, ""].join("\n");
  const mapping = "mapping: nothing\nrecord: subscription\nmissing: [NULL]\ncolumns: { user_id: user_id }\n";
  const found = await outputsOf(RULES, [{ name: "subs.csv", bytes: Buffer.from(mapped), mapping }], await tempFolder());
  if (found instanceof Failure) throw found;
  const told = found.rejects[0]?.map((row) => ["subscription_id", "_code", "_line"].map((name) => row.get(name)));
  expect(told).toEqual([
    ["", "column-count", "2"],
    ["s1", "column-count", "3"],
    ["", "column-count", "4"],
    ["", "column-count", "5"],
    ["s2", "column-count", "6"],
  ]);
});

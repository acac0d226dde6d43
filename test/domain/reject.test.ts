/** What is said of a cell that cannot be read. */
import { describe, expect, test } from "vitest";
import { REJECT_CODES, rejectAdvice, rejectsFile, rejectText } from "../../src/domain/reject.ts";

function said(value: string): string {
  const fault = { code: "time-invalid", column: "expires_at", value } as const;
  return `${rejectText(fault)}. ${rejectAdvice(fault)}`;
}

describe("a time that is none", () => {
  const EMPTY = "expires_at holds a word for nothing, not a date or time. Leave the cell empty where there is no time.";
  test.for(
    [
      ...["NULL", "null", "(null)", "<NULL>", "\\N", "n/a", "#N/A", "None", "undefined", "NaN", "NaT", "-", "--"],
      ...[
        "0",
        "00",
        "0000-00-00",
        "0000-00-00 00:00",
        "0000-00-00 00:00:00",
        "0000-00-00T00:00:00.000Z",
        "0000-00-00 00:00:00+00",
      ],
    ].map((value) => [value] as const),
  )("%s: leave the cell empty", ([value]) => {
    expect(said(value)).toBe(EMPTY);
  });

  const WRITE =
    "expires_at is not a date or time. Write it as 2022-02-28 or 2022-02-28T23:59:00+09:00, or in a form that a mapping names.";
  test.for(
    [
      "nul",
      "nulls",
      "soon",
      "---",
      "1",
      "10",
      "0000-00-01",
      "0000-01-00",
      "0000-00-00 01:00",
      "2022-00-00",
      "0000-00-00 x",
      " ",
    ].map((value) => [value] as const),
  )("unlike %j: write it as we read it", ([value]) => {
    expect(said(value)).toBe(WRITE);
  });
});

test.for(REJECT_CODES.map((code) => [code] as const))("%s says what it is and what to do", ([code]) => {
  const fault = { code, column: "price", value: "NULL" };
  expect(rejectText(fault).length).toBeGreaterThan(10);
  expect(rejectAdvice(fault)).toMatch(/^[A-Z].*\.$/);
});

describe("the file of an export's rejects", () => {
  test.for([
    ["subs.csv", "rejects/subs.csv"],
    ["subs.TSV", "rejects/subs.TSV"],
    ["subs.txt", "rejects/subs.txt"],
    ["subs.xlsx", "rejects/subs.xlsx.csv"],
    ["subs.parquet", "rejects/subs.parquet.csv"],
    ["subs.jsonl", "rejects/subs.jsonl.csv"],
    ["subs", "rejects/subs.csv"],
  ] as const)("of %s is %s", ([name, file]) => {
    expect(rejectsFile(name)).toBe(file);
  });
});

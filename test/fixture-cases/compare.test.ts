/** What is expected against what was found: rows by record and rule, values by key, and nothing but what is named. */
import { describe, expect, test } from "vitest";
import { compareValues, updatedText, valueDifferences } from "../../src/fixture-cases/compare-json.ts";
import { compareRows, type Expected, findFault, updatedRows } from "../../src/fixture-cases/compare-rows.ts";
import type { CaseFindings, FoundTable } from "../../src/fixture-cases/found.ts";
import { readCsvTable } from "../../src/input/csv-reader.ts";
import { caseDifferenceText } from "../../src/report/check.ts";
import { checkEn } from "../../src/report/sentences/check-en.ts";

const COLUMNS = ["rule", "record_id", "new_value", "source", "line"];

const FOUND = `rule,record_id,new_value,source,line
days,r1,2022-11-13,rentals.csv,2
days,r2,2022-11-14,rentals.csv,3
hours,r2,2022-11-15,rentals.csv,3
`;

function tableOf(text: string): Expected["table"] {
  const table = readCsvTable(Buffer.from(text));
  if ("fault" in table) throw new Error(table.fault);
  return table;
}

function foundTable(text = FOUND): FoundTable {
  return { columns: COLUMNS, rows: tableOf(text).rows.map(({ cells }) => cells) };
}

const unaffected = "record_id,reason,source,line\nr9,not-held,rentals.csv,7\n";
const nothingElse: CaseFindings = {
  tables: new Map([["unaffected.csv", foundTable(unaffected)]]),
  summary: {},
  rejected: [{ id: "r8", code: "time-invalid", source: "rentals.csv", line: 6 }],
};

function differences(text: string, whole = true): readonly string[] {
  const expected = { file: "expected.csv", table: tableOf(text), output: "adjusted-expiry.csv", whole };
  return compareRows(expected, foundTable(), nothingElse)
    .map((difference) => caseDifferenceText(difference, checkEn))
    .flatMap(({ place, lines }) => lines.map((line) => `${place}: ${line}`));
}

describe("expected rows", () => {
  const all = "record_id\nr1\nr2\nr2\n";
  const listed = "record_id,rule,new_value\nr1,days,2022-11-13\nr2,hours,2022-11-15\n";

  test.for([
    ["the id alone, in any order", "record_id\nr2\nr1\nr2\n", []],
    ["the column why is not compared", "record_id,why\nr1,because\nr2,\nr2,\n", []],
    [
      "a cell that differs",
      "record_id,rule,new_value\nr1,days,2022-11-12\nr2,days,2022-11-14\nr2,hours,2022-11-15\n",
      ["expected.csv:2: r1 by days: new_value  2022-11-12 → 2022-11-13"],
    ],
    [
      "without a rule, rows of one record stand in order",
      "record_id,new_value\nr1,2022-11-13\nr2,2022-11-15\nr2,2022-11-14\n",
      [
        "expected.csv:3: r2: new_value  2022-11-15 → 2022-11-14",
        "expected.csv:4: r2: new_value  2022-11-14 → 2022-11-15",
      ],
    ],
    [
      "a row too many, and what it gets instead",
      `${all}r9\n`,
      ["expected.csv:5: r9 is missing: it gets nothing, not-held (rentals.csv:7)"],
    ],
    [
      "a row that was rejected",
      `${all}r8\n`,
      ["expected.csv:5: r8 is missing: its row rentals.csv:6 is rejected, time-invalid"],
    ],
    [
      "a row of no export",
      `${all}r7\n`,
      ["expected.csv:5: r7 is missing: no export has a record r7 that could be in adjusted-expiry.csv"],
    ],
    [
      "a row too few",
      listed,
      ["expected.csv:3: r2 by days is not expected (rentals.csv:3); if it is right, add: r2,days,2022-11-14"],
    ],
    ["no row at all", "record_id\n", [1, 2, 3].map(() => expect.stringContaining("expected.csv:1: "))],
  ] as const)("%s", ([, text, expected]) => {
    expect(differences(text)).toEqual(expected);
  });

  test("of a decisive file may be some of all", () => {
    expect(differences(listed, false)).toEqual([]);
    expect(differences("record_id\nr9\n", false)).toHaveLength(1);
  });

  test.for([
    ["without record_id", "rule\ndays\n", "it has no column record_id"],
    [
      "a column of no output",
      "record_id,new_vaule\nr1,x\n",
      "adjusted-expiry.csv has no column new_vaule; it has rule",
    ],
    ["a column that appears twice", "record_id,rule,rule\nr1,a,b\n", "the column rule appears twice"],
  ] as const)("%s cannot be compared", ([, text, expected]) => {
    const file = { file: "expected.csv", table: tableOf(text), output: "adjusted-expiry.csv", whole: true };
    expect(findFault(file, COLUMNS)).toContain(expected);
  });

  test.for([
    [
      "in the columns it has, with the reasons that were written",
      "record_id,new_value,why\nr2,2022-11-01,the second\nr1,,the first\nr7,,gone\n",
      true,
      ["r1,2022-11-13,the first", "r2,2022-11-14,the second", "r2,2022-11-15,"],
    ],
    ["decisive, without new rows", "record_id,new_value\nr1,\nr7,\n", false, ["r1,2022-11-13"]],
  ] as const)("are rewritten %s", ([, text, whole, expected]) => {
    const file = { file: "", table: tableOf(text), output: "", whole };
    expect(updatedRows(file, foundTable()).map((cells) => cells.join(","))).toEqual(expected);
  });
});

describe("an expected summary", () => {
  const found = {
    totals: { read: 3, review: 0 },
    credits: { KRW: "431788000" },
    warnings: [{ code: "rule-unused", about: "films", records: 0 }],
  };
  const lines = (text: string) =>
    valueDifferences(text, "summary.json", compareValues(JSON.parse(text), found))
      .map((difference) => caseDifferenceText(difference, checkEn))
      .flatMap(({ place, lines: texts }) => texts.map((line) => `${place}: ${line}`));

  test.for([
    ["the same", '{ "totals": { "read": 3 } }', []],
    ["nothing", "{}", []],
    ["a part of a list's values", '{ "warnings": [{ "code": "rule-unused" }] }', []],
    ["a value", '{\n  "totals": {\n    "read": 4 }\n}', ["summary.json:3: totals.read  4 → 3"]],
    [
      "a number is no text",
      '{ "credits": { "KRW": 431788000 } }',
      ['summary.json:1: credits.KRW  431788000 → "431788000"'],
    ],
    ["a key that is not there", '{ "total": 3 }', ["summary.json:1: total  3 → (no such key)"]],
    ["a key of every object", '{ "toString": 3 }', ["summary.json:1: toString  3 → (no such key)"]],
    ["an item", '{ "warnings":\n [{ "about": "film" }] }', ['summary.json:2: warnings[0].about  "film" → "films"']],
    ["a shorter list", '{ "warnings": [] }', [`summary.json:1: warnings  [] → ${JSON.stringify(found.warnings)}`]],
  ] as const)("%s", ([, text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });

  const update = (text: string) => updatedText(text, compareValues(JSON.parse(text), found), found);

  test("keeps its form where single values change", () => {
    const text = '{ "credits": { "KRW": "1" },\n  "totals": { "review": 7,  "read": 12 }\n}\n';
    expect(update(text)).toBe('{ "credits": { "KRW": "431788000" },\n  "totals": { "review": 0,  "read": 3 }\n}\n');
  });

  test.for([
    ['{ "gone": 1, "totals": { "read": 3 } }', { totals: { read: 3 } }],
    ['{ "warnings": [], "credits": {} }', { warnings: found.warnings, credits: {} }],
    ['{ "credits": { "KRW": "" } }', { credits: found.credits }],
  ] as const)("%s is rewritten with the keys it has", ([text, expected]) => {
    expect(JSON.parse(update(text))).toEqual(expected);
    expect(lines(update(text))).toEqual([]);
  });
});

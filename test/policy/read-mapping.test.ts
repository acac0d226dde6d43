/** A mapping that says what it means: each key as it is understood, each default, and the same from both forms of the file. */
import { describe, expect, test } from "vitest";
import { type ColumnMapping, comparableName, type ExportMapping, type Mapping } from "../../src/domain/mapping.ts";
import { readMapping } from "../../src/policy/read-mapping.ts";

/** The only export of a mapping of subscriptions with these lines. */
function exportOf(keys: string): ExportMapping {
  const { exports } = readMapping(`mapping: m\nrecord: subscription\n${keys}`, "mapping.yaml");
  const [only, ...others] = exports;
  if (only === undefined || others.length > 0) throw new Error(`${exports.length} exports`);
  return only;
}

function columnOf(line: string): ColumnMapping {
  const [only] = exportOf(`columns:\n  ${line}`).columns;
  if (only === undefined) throw new Error("no column");
  return only;
}

const DEFAULTS: ExportMapping = {
  match: undefined,
  record: "subscription",
  encoding: undefined,
  delimiter: undefined,
  quote: "standard",
  escape: undefined,
  beforeHeader: 0,
  header: undefined,
  sheet: undefined,
  missing: new Set(),
  skip: [],
  rows: undefined,
  newer: undefined,
  ids: "warn",
  time: undefined,
  columns: [],
};

const COLUMN = {
  words: undefined,
  otherwise: { kind: "keep" },
  missing: undefined,
  number: undefined,
  time: undefined,
} as const;

const TIME = {
  patterns: [{ kind: "iso" }],
  century: undefined,
  through: "day",
  midnight: "moment",
  twice: undefined,
  never: undefined,
  zone: undefined,
} as const;

test("a mapping that says only a kind has every default", () => {
  expect(readMapping("mapping: m\nrecord: subscription", "mapping.yaml")).toEqual({ name: "m", exports: [DEFAULTS] });
});

describe("an export", () => {
  test.for<readonly [keys: string, expected: Partial<ExportMapping>]>([
    ["match: subs_*.csv", { match: "subs_*.csv" }],
    ["encoding: EUC_KR", { encoding: "cp949" }],
    ["encoding: utf8", { encoding: "utf-8" }],
    ["delimiter: ;", { delimiter: 0x3b }],
    ['delimiter: "\\t"', { delimiter: 0x09 }],
    ["delimiter: '|'", { delimiter: 0x7c }],
    ["delimiter: ' '", { delimiter: 0x20 }],
    ["quote: none", { quote: "none" }],
    ["quote: standard", { quote: "standard" }],
    ["escape: \\", { escape: "\\" }],
    ["before-header: 2", { beforeHeader: 2 }],
    ["before-header: 0", { beforeHeader: 0 }],
    ["before-header: 9999", { beforeHeader: 9999 }],
    ['header: [번호, " 만료일 "]', { header: ["번호", "만료일"] }],
    ["sheet: 결제 내역", { sheet: "결제 내역" }],
    ["missing: NULL", { missing: new Set(["NULL"]) }],
    ['missing: ["", "NULL", "\\\\N"]', { missing: new Set(["NULL", "\\N"]) }],
    ["skip: { 상태: 합계 }", { skip: [{ column: "상태", values: new Set(["합계"]), negated: false }] }],
    ["skip: { 상태: [합계, 소계] }", { skip: [{ column: "상태", values: new Set(["합계", "소계"]), negated: false }] }],
    ['skip: { 상태: "" }', { skip: [{ column: "상태", values: new Set([""]), negated: false }] }],
    ["skip: { 상태: { not: 정상 } }", { skip: [{ column: "상태", values: new Set(["정상"]), negated: true }] }],
    [
      "skip: { 상태: { not: [정상, 해지] } }",
      { skip: [{ column: "상태", values: new Set(["정상", "해지"]), negated: true }] },
    ],
    ["skip: { 상태: { empty: true } }", { skip: [{ column: "상태", values: new Set([""]), negated: false }] }],
    ["skip: { 상태: { empty: false } }", { skip: [{ column: "상태", values: new Set([""]), negated: true }] }],
    ["rows: { key: subscription_id, of: line-items }", { rows: "line-items" }],
    ["rows: { key: [subscription_id], of: line-items }", { rows: "line-items" }],
    ["rows: { key: [service, subscription_id], of: line-items }", { rows: "line-items" }],
    ["newer: last-file", { newer: { kind: "last-file" } }],
    ["newer: changed_at", { newer: { kind: "column", column: "changed_at" } }],
    ['newer: " 변경일 "', { newer: { kind: "column", column: "변경일" } }],
    ["ids: strict", { ids: "strict" }],
    ["zone: UTC", { time: { ...TIME, zone: "UTC" } }],
  ])("%s", ([keys, expected]) => {
    expect(exportOf(keys)).toEqual({ ...DEFAULTS, ...expected });
  });
});

describe("a column", () => {
  test.for<readonly [line: string, name: string, expected: Partial<ColumnMapping>]>([
    ["expires_at: 만료일", "expires_at", { source: { kind: "from", names: ["만료일"] } }],
    ['expires_at: " 만료일 "', "expires_at", { source: { kind: "from", names: ["만료일"] } }],
    ["expires_at: [만료일, 종료일]", "expires_at", { source: { kind: "from", names: ["만료일", "종료일"] } }],
    ["expires_at: { from: 만료일 }", "expires_at", { source: { kind: "from", names: ["만료일"] } }],
    ["expires_at: { from: [만료일, 종료일] }", "expires_at", { source: { kind: "from", names: ["만료일", "종료일"] } }],
    ["등급: 회원등급", "등급", { source: { kind: "from", names: ["회원등급"] } }],
    ["service: { always: melon }", "service", { source: { kind: "always", text: "melon" } }],
    ["expires_at: { always: 2024-12-31 }", "expires_at", { source: { kind: "always", text: "2024-12-31" } }],
    ["price: { always: 0 }", "price", { source: { kind: "always", text: "0" } }],
    [
      "channel: { values: { 웹: web, 앱: app } }",
      "channel",
      {
        words: new Map([
          ["웹", "web"],
          ["앱", "app"],
        ]),
      },
    ],
    [
      "auto_renew: { values: { 사용: true, 해지: false } }",
      "auto_renew",
      {
        words: new Map([
          ["사용", "true"],
          ["해지", "false"],
        ]),
      },
    ],
    ["channel: { values: { 0012: a } }", "channel", { words: new Map([["0012", "a"]]) }],
    ["channel: { values: { a: b }, else: keep }", "channel", { words: new Map([["a", "b"]]) }],
    [
      "channel: { values: { a: b }, else: reject }",
      "channel",
      { words: new Map([["a", "b"]]), otherwise: { kind: "reject" } },
    ],
    [
      "channel: { values: { a: b }, else: review }",
      "channel",
      { words: new Map([["a", "b"]]), otherwise: { kind: "review" } },
    ],
    [
      "channel: { values: { a: b }, else: other }",
      "channel",
      { words: new Map([["a", "b"]]), otherwise: { kind: "word", word: "other" } },
    ],
    ["channel: { missing: '-' }", "channel", { missing: new Set(["-"]) }],
    ["channel: { missing: ['', '-'] }", "channel", { missing: new Set(["-"]) }],
    ["channel: { missing: [''] }", "channel", { missing: new Set() }],
    ["price: { number: { group: ',' } }", "price", { number: { group: ",", decimal: ".", affix: [] } }],
    ["price: { number: { decimal: ',' } }", "price", { number: { group: undefined, decimal: ",", affix: [] } }],
    [
      'price: { number: { group: "\\u00a0", decimal: "," } }',
      "price",
      { number: { group: "\u00a0", decimal: ",", affix: [] } },
    ],
    ["price: { number: { affix: 원 } }", "price", { number: { group: undefined, decimal: ".", affix: ["원"] } }],
    [
      "price: { number: { affix: [₩, 원] } }",
      "price",
      { number: { group: undefined, decimal: ".", affix: ["₩", "원"] } },
    ],
    ["expires_at: { time: iso }", "expires_at", { time: TIME }],
    [
      "expires_at: { time: yyyyMMdd }",
      "expires_at",
      { time: { ...TIME, patterns: [{ kind: "letters", text: "yyyyMMdd" }] } },
    ],
    [
      "expires_at: { time: [epoch-seconds, yyyyMMdd] }",
      "expires_at",
      {
        time: {
          ...TIME,
          patterns: [
            { kind: "epoch", unit: "seconds" },
            { kind: "letters", text: "yyyyMMdd" },
          ],
        },
      },
    ],
    [
      "expires_at: { time: yyMMdd, century: 2000 }",
      "expires_at",
      { time: { ...TIME, patterns: [{ kind: "letters", text: "yyMMdd" }], century: 2000 } },
    ],
    ["expires_at: { through: before }", "expires_at", { time: { ...TIME, through: "before" } }],
    ["expires_at: { midnight: day }", "expires_at", { time: { ...TIME, midnight: "day" } }],
    ["expires_at: { twice: later }", "expires_at", { time: { ...TIME, twice: "later" } }],
    [
      "expires_at: { twice: earlier, never: forward }",
      "expires_at",
      { time: { ...TIME, twice: "earlier", never: "forward" } },
    ],
  ])("%s", ([line, name, expected]) => {
    expect(columnOf(line)).toEqual({ name, source: { kind: "from", names: [name] }, ...COLUMN, ...expected });
  });

  test("has the zone of its export in its times", () => {
    const { time, columns } = exportOf("zone: UTC\ncolumns: { expires_at: { time: yyyyMMdd }, started_at: 시작 }");
    expect([time?.zone, ...columns.map((column) => column.time?.zone)]).toEqual(["UTC", "UTC", undefined]);
  });
});

test("a mapping of one export is the same in both forms", () => {
  const keys = [
    "match: a.csv",
    "record: rental",
    "encoding: cp949",
    "skip: { 상태: 합계 }",
    "columns: { expires_at: { from: 만료일, time: yyyyMMdd } }",
  ];
  const read = (text: string): Mapping => readMapping(text, "mapping.yaml");
  const listed = read(`mapping: m\nexports:\n  - ${keys.join("\n    ")}`);
  expect(read(["mapping: m", ...keys].join("\n"))).toEqual(listed);
  expect(listed.exports.length).toBe(1);
});

test("several exports stay in their order", () => {
  const { exports } = readMapping(
    "mapping: m\nexports:\n  - { match: b.csv, record: rental }\n  - { match: a.csv, record: coupon }\n  - record: claim",
    "mapping.yaml",
  );
  expect(exports.map(({ match, record }) => [match, record])).toEqual([
    ["b.csv", "rental"],
    ["a.csv", "coupon"],
    [undefined, "claim"],
  ]);
});

test.for([
  ["a", "a"],
  [" a\t", "a"],
  ["\u00a0a\u3000", "a"],
  ["\ufeffa", "a"],
  ["A b", "A b"],
  ["\u1100\u1161\u11a8", "각"],
  ["e\u0301", "é"],
] as const)("the name %j is compared as %j", ([name, compared]) => {
  expect(comparableName(name)).toBe(compared);
});

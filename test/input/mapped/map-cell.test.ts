/** Cells under a mapping: empty cells, words, and numbers with groups, decimals and affixes. */
import { expect, test } from "vitest";
import type { NumberForm } from "../../../src/domain/mapping.ts";
import { type CellMapping, canonicalNumber, mapCell } from "../../../src/input/mapped/map-cell.ts";

const WON: NumberForm = { group: ",", decimal: ".", affix: ["₩", "원"] };
const EURO: NumberForm = { group: ".", decimal: ",", affix: ["€", "EUR"] };
const SPACED: NumberForm = { group: " ", decimal: ",", affix: [] };
const BARE: NumberForm = { group: undefined, decimal: ".", affix: [] };

test.for([
  [WON, "4,900", "4900"],
  [WON, "₩4,900", "4900"],
  [WON, "4,900원", "4900"],
  [WON, " ₩ 4,900 원 ", "4900"],
  [WON, "4900", "4900"],
  [WON, "1,234,567.50", "1234567.50"],
  [WON, "-4,900", "-4900"],
  [WON, "0", "0"],
  [WON, "4,90", undefined],
  [WON, "49,00,0", undefined],
  [WON, "4900,000", undefined],
  [WON, ",900", undefined],
  [WON, "4,900.", undefined],
  [WON, ".5", undefined],
  [WON, "4.9.0", undefined],
  [WON, "$4,900", undefined],
  [WON, "₩₩4,900", undefined],
  [WON, "(4,900)", undefined],
  [WON, "4,900 원원", undefined],
  [WON, "", undefined],
  [WON, "₩", undefined],
  [WON, "1e3", undefined],
  [WON, "４９００", undefined],
  [EURO, "4.900,00", "4900.00"],
  [EURO, "4.900", "4900"],
  [EURO, "4.90", undefined],
  [EURO, "4,90 €", "4.90"],
  [EURO, "EUR 4,90", "4.90"],
  [SPACED, "12 345,6", "12345.6"],
  [SPACED, "12345,6", "12345.6"],
  [SPACED, "1 2345,6", undefined],
  [BARE, "4900.10", "4900.10"],
  [BARE, "4,900", undefined],
] as const)("a number of the form %j: %j is %j", ([form, text, expected]) => {
  expect(canonicalNumber(text, form)).toBe(expected);
});

const CELL: CellMapping = {
  missing: new Set(["NULL", "-"]),
  words: new Map([
    ["웹", "web"],
    ["없음", ""],
  ]),
  otherwise: { kind: "keep" },
  number: undefined,
};

test.for([
  ["NULL", CELL, ""],
  ["-", CELL, ""],
  ["null", CELL, "null"],
  ["웹", CELL, "web"],
  ["없음", CELL, ""],
  ["애플", CELL, "애플"],
  ["애플", { ...CELL, otherwise: { kind: "word", word: "other" } }, "other"],
  ["", { ...CELL, otherwise: { kind: "word", word: "other" } }, ""],
  ["4,900", { ...CELL, number: WON }, "4900"],
  ["NULL", { ...CELL, number: WON }, ""],
  ["4.90", { ...CELL, number: EURO }, "?4.90"],
  ["웹", { ...CELL, otherwise: { kind: "reject" } }, "web"],
  ["애플", { ...CELL, otherwise: { kind: "reject" } }, "애플"],
  ["web", { ...CELL, otherwise: { kind: "reject" } }, "?web"],
  ["web", CELL, "web"],
  ["무료", { ...CELL, words: new Map([["무료", "0"]]), number: EURO }, "0"],
] as const)("%j becomes, case %#", ([text, mapping, expected]) => {
  expect(mapCell(text, mapping)).toBe(expected);
});

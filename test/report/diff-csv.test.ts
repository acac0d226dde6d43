/** Cells of a diff as a spreadsheet reads them. */
import { describe, expect, test } from "vitest";
import type { ChangeGroup } from "../../src/domain/change.ts";
import { diffCsv } from "../../src/report/diff-csv.ts";

const SIDE = { label: "plan", policy: "p", revision: "r", outage: "o" };

function statRow(service: string, paid: string): string | undefined {
  const group: ChangeGroup = {
    kind: "given",
    service,
    rule: "r",
    rows: 1,
    ends: 0,
    payments: 1,
    minus: 0,
    plus: 1,
    before: {},
    after: { KRW: paid },
  };
  const view = { before: undefined, after: SIDE, same: 0, groups: [group], credits: { before: {}, after: {} } };
  return [...diffCsv({ ...view, changes: undefined, showValues: false })][1];
}

describe("no cell is taken for a formula, and no number for text", () => {
  test.for([
    ["a plain cell", "melon", "378", "given,melon,r,1,0,1,KRW,,378\n"],
    ["an amount that is taken back", "melon", "-378", "given,melon,r,1,0,1,KRW,,-378\n"],
    ["an amount with decimals", "melon", "-3.87", "given,melon,r,1,0,1,KRW,,-3.87\n"],
    ["a formula", "=1+1", "378", "given,'=1+1,r,1,0,1,KRW,,378\n"],
    ["a formula with a full-width sign", "＝1+1", "378", "given,'＝1+1,r,1,0,1,KRW,,378\n"],
    ["a full-width minus before figures", "－1", "378", "given,'－1,r,1,0,1,KRW,,378\n"],
    ["a full-width letter", "Ａ=1", "378", "given,Ａ=1,r,1,0,1,KRW,,378\n"],
    ["a formula after a minus", "-1+cmd", "378", "given,'-1+cmd,r,1,0,1,KRW,,378\n"],
    ["a formula with a comma", '@f("a","b")', "378", 'given,"\'@f(""a"",""b"")",r,1,0,1,KRW,,378\n'],
  ] as const)("%s", ([, service, paid, expected]) => {
    expect(statRow(service, paid)).toBe(expected);
  });
});

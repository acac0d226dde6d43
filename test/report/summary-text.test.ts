/** The summary on a terminal: the outcome first and last, tables that line up, colour only from the palette. */
import { describe, expect, test } from "vitest";
import type { Palette } from "../../src/report/palette.ts";
import type { Summary } from "../../src/report/summary.ts";
import { headlineOf, planLines, type SummaryStyle } from "../../src/report/summary-text.ts";
import { NO_ROWS, PLAIN_SUMMARY } from "../support/plain-summary.ts";

const plain = (text: string) => text;
const PLAIN_STYLE: SummaryStyle = {
  language: "en",
  palette: { strong: plain, faint: plain, good: plain, warning: plain, bad: plain },
  width: Number.POSITIVE_INFINITY,
  all: false,
};
const BASIS = "  Outage pangyo, policy paid-services, revision 2022-10-21, as of 2022-10-21T11:00:00+09:00";
const EXAMPLE = { fault: { code: "time-invalid", column: "expires_at", value: "soon" }, shown: "soon" } as const;

function linesOf(change: Partial<Summary> = {}): readonly string[] {
  const summary = { ...PLAIN_SUMMARY, ...change };
  return planLines({ summary, review: [], samples: [], rejectExamples: [] }, PLAIN_STYLE);
}

describe("the headline", () => {
  const only = (totals: Partial<Summary["totals"]>, more: Partial<Summary> = {}): Summary => ({
    ...PLAIN_SUMMARY,
    extended: 0,
    credited: 0,
    credits: {},
    ...more,
    totals: { ...NO_ROWS, ...totals },
  });

  test.for([
    ["nothing read", only({}), "0 rows read: 0 compensated, 0 not affected"],
    ["one row", only({ read: 1, unaffected: 1 }), "1 row read: 0 compensated, 1 not affected"],
    [
      "one end",
      only({ read: 1, compensated: 1 }, { extended: 1 }),
      "1 row read: 1 compensated (1 end adjusted), 0 not affected",
    ],
    [
      "one payment",
      only({ read: 1, compensated: 1 }, { credited: 1, credits: { KRW: "378" } }),
      "1 row read: 1 compensated (1 payment: 378 KRW), 0 not affected",
    ],
    [
      "duplicates",
      only({ read: 3, unaffected: 1, duplicate: 2 }),
      "3 rows read: 0 compensated, 1 not affected, 2 duplicates",
    ],
    [
      "all at once",
      PLAIN_SUMMARY,
      "1,204,331 rows read: 431,000 compensated (320,000 ends adjusted; 111,000 payments: 43,178,000 KRW, 1,500.50 MELON-CASH), 4 to review, 20 compensated before, 773,300 not affected, 1 duplicate, 6 rejected",
    ],
  ] as const)("says %s", ([, summary, expected]) => {
    expect(headlineOf(summary, "en")).toBe(expected);
  });
});

describe("the lines", () => {
  test("begin and end with the headline, and show everything in between in tables that line up", () => {
    const headline = headlineOf(PLAIN_SUMMARY, "en");
    const samples = [
      {
        record: "rental",
        record_id: "r1",
        holder: "••••01",
        service: "kakaopage",
        before: "2022-10-20T10:00",
        after: "2022-10-24T10:00",
        rule: "rental-hours",
      },
      {
        record: "subscription",
        record_id: "카카오-2",
        holder: "",
        service: "emoticon-plus",
        before: "",
        after: "378 KRW",
        rule: "in-app-credit",
      },
    ];
    const rejectExamples = [{ code: "time-invalid", place: "rentals.csv:1842", example: EXAMPLE }];
    expect(planLines({ summary: PLAIN_SUMMARY, review: [], samples, rejectExamples }, PLAIN_STYLE)).toEqual([
      headline,
      BASIS,
      "",
      "By service and rule",
      "  service        rule                        layer  records  adjusted            paid  review",
      "  kakaopage      rental-hours                time   320,000   320,000",
      "  emoticon-plus  in-app-credit               time   111,000            43,178,000 KRW",
      "  emoticon-plus  (value that no rule names)               4                                 4",
      "",
      "Not affected, by reason",
      "  no-rule       300  no rule is for this kind of record and service",
      "  not-held  773,000  it was not held during the outage",
      "",
      "Rejected: 6 rows, 8 faults",
      '  time-invalid 8  e.g. rentals.csv:1842: expires_at is not a date or time: "soon"',
      "      Write it as 2022-02-28 or 2022-02-28T23:59:00+09:00, or in a form that a mapping names.",
      "",
      "Before and after",
      "  record    holder  service        before            after             by rule",
      "  r1        ••••01  kakaopage      2022-10-20T10:00  2022-10-24T10:00  rental-hours",
      "  카카오-2          emoticon-plus                    378 KRW           in-app-credit",
      "",
      "Look at this first",
      "  web-days: no record got anything from this rule. It may stand behind a more general rule, or name a value that does not exist",
      "",
      headline,
    ]);
  });

  test("leave out what there is nothing of", () => {
    const headline = headlineOf(PLAIN_SUMMARY, "en");
    const lines = linesOf({ by_rule: [], unaffected: {}, warnings: [] });
    expect(lines).toEqual([headline, BASIS, "", headline]);
  });

  test("name the layer only where there are several", () => {
    const [first] = PLAIN_SUMMARY.by_rule;
    if (first === undefined) throw new Error("the summary has no rule");
    expect(linesOf({ by_rule: [first] })).toContain("  service    rule          records  adjusted  paid  review");
    expect(linesOf({ by_rule: [first, { ...first, layer: "goodwill" }] })).toContain(
      "  service    rule          layer     records  adjusted  paid  review",
    );
  });

  test("are coloured by the palette and by nothing else", () => {
    const marked: Palette = {
      strong: (text) => `<b>${text}</b>`,
      faint: (text) => `<i>${text}</i>`,
      good: (text) => `<good>${text}</good>`,
      warning: (text) => `<warning>${text}</warning>`,
      bad: (text) => `<bad>${text}</bad>`,
    };
    const rejectExamples = [{ code: "time-invalid", place: "a.csv:2", example: EXAMPLE }];
    const lines = planLines(
      { summary: PLAIN_SUMMARY, review: [], samples: [], rejectExamples },
      { ...PLAIN_STYLE, palette: marked },
    );
    expect(lines[0]).toBe(`<b>${headlineOf(PLAIN_SUMMARY, "en")}</b>`);
    expect(lines).toContain("<i>Rejected: 6 rows, 8 faults</i>");
    expect(lines).toContain('<bad>  time-invalid 8  e.g. a.csv:2: expires_at is not a date or time: "soon"</bad>');
    expect(lines.join("\n")).toContain("\n<warning>  web-days: no record got anything");
    const bare = lines.map((line) => line.replace(/<\/?\w+>/g, ""));
    expect(bare).toEqual(planLines({ summary: PLAIN_SUMMARY, review: [], samples: [], rejectExamples }, PLAIN_STYLE));
  });

  test("never end in blanks", () => {
    expect(linesOf().filter((line) => line !== line.trimEnd())).toEqual([]);
  });
});

/** The words of every area stand in both languages: whole, different, and none without use. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NOTES, REVIEW_REASONS, UNAFFECTED_REASONS } from "../../src/domain/decision.ts";
import type { FindingFacts, LintCheck, WitnessAnswer } from "../../src/domain/lint-finding.ts";
import { RECORD_KINDS } from "../../src/domain/record.ts";
import type { Fault } from "../../src/domain/reject.ts";
import { DIFF_SENTENCES } from "../../src/report/diff-view.ts";
import { RUN_SENTENCES } from "../../src/report/run-text.ts";
import { checkEn } from "../../src/report/sentences/check-en.ts";
import { checkKo } from "../../src/report/sentences/check-ko.ts";
import { lintEn } from "../../src/report/sentences/lint-en.ts";
import { lintKo } from "../../src/report/sentences/lint-ko.ts";
import { PROGRESS_SENTENCES } from "../../src/report/sentences/progress.ts";
import { whatIfEn } from "../../src/report/sentences/whatif-en.ts";
import { whatIfKo } from "../../src/report/sentences/whatif-ko.ts";
import { WARNINGS } from "../../src/report/summary.ts";
import { SUMMARY_SENTENCES } from "../../src/report/summary-text.ts";
import type { WhatIf } from "../../src/report/whatif-report.ts";
import { NO_ROWS, PLAIN_SUMMARY } from "../support/plain-summary.ts";

const AREAS = {
  summary: [SUMMARY_SENTENCES.en, SUMMARY_SENTENCES.ko],
  runs: [RUN_SENTENCES.en, RUN_SENTENCES.ko],
  diff: [DIFF_SENTENCES.en, DIFF_SENTENCES.ko],
  whatif: [whatIfEn, whatIfKo],
  check: [checkEn, checkKo],
  lint: [lintEn, lintKo],
  progress: [PROGRESS_SENTENCES.en, PROGRESS_SENTENCES.ko],
} as const;

const FAULT: Fault = { code: "time-invalid", column: "expires_at", value: "soon" };
const WHAT_IF: WhatIf = {
  sides: [
    {
      policy: "p",
      revision: "1",
      outage: "o",
      files: { policy: "p.yaml", outage: "o.yaml" },
      rejected: 0,
      warnings: [],
      over_budget: [],
    },
    {
      policy: "p",
      revision: "2",
      outage: "o",
      files: { policy: "q.yaml", outage: "o.yaml" },
      rejected: 0,
      warnings: [],
      over_budget: [],
    },
  ],
  as_of: "2022-10-21T11:00:00+09:00",
  rows: 612,
  duplicates: 0,
  contradicting: 0,
  affected: 431,
  changed: 40,
  more: 30,
  less: 8,
  otherwise: 2,
  services: [],
  gain_most: [],
  lose_most: [],
  book: "not looked at",
};
const COMMITTING = { takesBack: undefined, benefits: 12, money: "4,536 KRW", outage: "pangyo" };
const ABOVE = { currency: "KRW", amount: "4536", most: "1000" };
const SHARE = { reached: 1, all: 2, percent: 50 };

const ANSWERS: readonly WitnessAnswer[] = [
  { kind: "no-record" },
  ...UNAFFECTED_REASONS.map((reason) => ({ kind: "unaffected", reason }) as const),
  { kind: "overlapping", rules: ["web", "app"] },
  ...[undefined, "web"].map((rule): WitnessAnswer => {
    const ends = { field: "expires_at", newValue: "2022-11-13", extendedBy: "3 days", notes: NOTES } as const;
    return {
      kind: "affected",
      gifts: [
        ...REVIEW_REASONS.map((reason) => ({ rule, kind: "review", reason, because: "ask" }) as const),
        { rule, kind: "payment", amount: "378 KRW", notes: NOTES },
        { rule, kind: "adjustment", ...ends },
      ],
    };
  }),
];

/** What each check may find: every variant that reads differently. */
const FOUND: { readonly [check in LintCheck]: readonly FindingFacts[check][] } = {
  unreachable: [
    { rule: "web", fate: "taken", by: ["all"] },
    { rule: "web", fate: "excluded", by: ["all", "app"] },
  ],
  "never-matches": [{ rule: "web" }],
  overlap: [{ rule: "web", other: "app" }],
  "gives-nothing": [undefined, ...RECORD_KINDS].map((kind) => ({ rule: "web", kind })),
  "column-unusual": [undefined, ...RECORD_KINDS].map((kind) => ({ rule: "web", kind })),
  "never-holds": [{ rule: "web" }],
  "service-not-down": [{ rule: "web", service: "melon" }],
  "service-unnamed": [{ service: "melon" }],
  spelling: [{ rule: "web", value: "Active", known: "active" }],
  "tier-below": [{ rule: "web" }],
  "dead-on-arrival": [{ rule: "web", until: "2022-10-21T11:00:00+09:00" }],
  "moves-charge": [{ rule: "web" }],
  "no-ceiling": [{ rule: "web" }],
  "wrong-kind": RECORD_KINDS.map((kind) => ({ rule: "web", kind })),
  "no-budget": ["KRW", undefined].map((unit) => ({ rule: "web", unit, amount: "378 KRW" })),
  "channel-hole": [
    { rule: "web", isFor: "others" },
    { rule: "web", isFor: "nobody" },
  ],
  "tier-above": [{ rule: "web" }],
  "not-comparable": [{ rule: "web", other: "app" }],
  "why-missing": [{ rule: "web" }],
};
const FINDINGS = Object.fromEntries(
  Object.entries(FOUND).map(([check, found]) => [`messages.${check}`, found.map((facts) => [facts])]),
);

/** What each sentence is called with; every variant that reads differently. */
const CALLS: {
  readonly [area in keyof typeof AREAS]: { readonly [sentence: string]: readonly (readonly unknown[])[] };
} = {
  summary: {
    headline: [[PLAIN_SUMMARY], [{ ...PLAIN_SUMMARY, totals: NO_ROWS, extended: 0, credited: 0, credits: {} }]],
    counterHeadline: [[PLAIN_SUMMARY, "0003"]],
    title: [["pangyo"]],
    counterTitle: [["0003"]],
    basis: [[{ outage: "pangyo", policy: "p", revision: "r", asOf: PLAIN_SUMMARY.as_of }]],
    review: REVIEW_REASONS.map((code) => [code]),
    values: [["channel", [{ value: "", count: 76 }], 4]],
    emptyChannel: [[]],
    unaffected: Object.keys(PLAIN_SUMMARY.unaffected).map((reason) => [reason]),
    rejected: [[6, 8]],
    fault: [["time-invalid"]],
    rejectExample: [
      ["a.csv:2", FAULT, "soon"],
      ["a.csv:2", { ...FAULT, value: "NULL" }, ""],
    ],
    rejectAdvice: [[FAULT], [{ ...FAULT, value: "NULL" }]],
    rejectedRowsIn: [["plan/rejects"]],
    warning: WARNINGS.flatMap((code) =>
      [1, 2].map((records) => [
        {
          code,
          about: "melon",
          records,
          example: { line: 12, column: "price", value: "4,900", fault: "price-invalid" },
        },
      ]),
    ),
    more: [[14]],
  },
  runs: {
    notCommitted: [["compensate apply demo"]],
    alreadyApplied: [["0003"]],
    nothingToGive: [
      [0, "book"],
      [2, "book"],
    ],
    committed: [["0003"]],
    takenBack: [["0003", "0004"]],
    askYes: [[COMMITTING], [{ ...COMMITTING, takesBack: "0003", money: "" }]],
    askOutage: [
      [COMMITTING, ABOVE],
      [COMMITTING, { ...ABOVE, most: undefined }],
    ],
    takesBack: [["0003"]],
    takenBackBy: [["0004"]],
    historyClosing: [[4, 2]],
    runTitle: [["0003", 4, ""]],
    revision: [["p", "r"]],
    madeBy: [["compensate 1", "2022e"]],
    input: [["a.csv", 12, "0f"]],
    given: [[COMMITTING], [{ ...COMMITTING, takesBack: "0003", money: "" }]],
    verified: [[4]],
    leftoversRemoved: [[1]],
    draftWritten: [["mapping.yaml"]],
    passedOver: [["exports/", ["notes.md"]]],
    leftOut: [[["a", "b", "c", "d", "e", "f", "g", "h", "i"]]],
    mappingUsed: [
      ["mapping.yaml", 1],
      ["mapping.yaml", 2],
      ["mapping.yaml", undefined],
    ],
    unmapped: [[["a.csv", "b.csv"]]],
    fileOrder: [[["a.csv", "b.csv"]]],
  },
  diff: {
    side: [[{ label: "plan", policy: "p", revision: "r", outage: "o" }]],
    headline: [[{ rows: 2, ends: 1, payments: 1, money: "378 KRW" }], [{ rows: 1, ends: 1, payments: 0, money: "" }]],
    headlineOfTwo: [
      [{ changed: 1, added: 2, removed: 3, same: 4 }, undefined],
      [{ changed: 1, added: 2, removed: 3, same: 4 }, ["378 KRW", ""]],
    ],
    group: [[{ kind: "added", service: "melon", rule: "web", rows: 2, money: "378 KRW" }]],
    more: [[14]],
  },
  whatif: {
    headline: [[WHAT_IF], [{ ...WHAT_IF, changed: 0 }]],
    side: [[{ policy: "p 1", policyFile: "p.yaml", outage: "o", outageFile: "o.yaml" }]],
    asOf: [["2022-10-21"]],
    gainMost: [["days"], ["KRW"]],
    loseMost: [["days"], ["KRW"]],
    duplicates: [[2]],
    lineItems: [[2]],
    superseded: [[2]],
    contradicting: [[2]],
    rejected: [
      [2, 0],
      [2, 1],
    ],
    overBudget: [["too much", 0]],
    warningUnder: [["odd", 1]],
  },
  check: {
    headline: [[{ cases: 4, passing: 1, differing: 2, differences: 3, failing: 1, rewritten: 1 }]],
    coverage: [
      [SHARE, 0, SHARE],
      [SHARE, 1, SHARE],
    ],
    coverageLine: [["50 %"]],
    coverageFault: [
      ["rules", 50, 60],
      ["conditions", 50, 60],
    ],
    missing: [["r1", "not-held"]],
    unexpected: [["r1", "a.csv:2", "r1,2"]],
    ifMeant: [["fixtures/one"], [undefined]],
    rewritten: [["a.csv"]],
    gapOf: [["melon-web", "…"]],
    neverPassed: [["if held: during-outage"]],
    tierUnreached: [["tier at-most 10"]],
    testGap: ["never-tried", "never-failed", "never-held"].map((gap) => ["if held", gap]),
  },
  lint: {
    ...FINDINGS,
    headline: [
      [{ policies: 1, invalid: 0, findings: { error: 0, warning: 0, info: 0 } }],
      [{ policies: 2, invalid: 1, findings: { error: 1, warning: 2, info: 3 } }],
    ],
    witness: [["claim", "service shop"]],
    gets: [[ANSWERS[0]]],
    answer: ANSWERS.map((answer) => [answer]),
    instead: ANSWERS.flatMap((answer) => [
      [{ kind: "alone", rule: "web", answer }],
      [{ kind: "spelled", column: "status", value: "active", answer }],
    ]),
    leftOut: [1, 1100].flatMap((rules) =>
      ["too-many", "times", "combinations", "moments"].map((why) => [{ rules, first: "r1", why, most: 200 }]),
    ),
  },
  progress: {
    read: [[{ percent: 41, done: 41, megabytes: 100 }], [{ percent: 0, done: 41, megabytes: undefined }]],
    rows: [[820_000]],
    speed: [[1_640_000]],
    left: [[2]],
    rejected: [[12]],
  },
};

interface Told {
  readonly key: string;
  readonly english: string;
  readonly korean: string;
}

interface Sentence {
  readonly key: string;
  readonly english: unknown;
  readonly korean: unknown;
}

/** @param calls without arguments unless given. */
function calledWith(
  { key, english, korean }: Sentence,
  calls: readonly (readonly unknown[])[] = [[]],
): readonly Told[] {
  const call = (say: unknown, args: readonly unknown[]) => String(Reflect.apply(Object(say), undefined, args));
  return calls.map((args) => ({ key, english: call(english, args), korean: call(korean, args) }));
}

/** Every text of an area in both languages. */
function toldIn(area: keyof typeof AREAS): readonly Told[] {
  const [en, ko] = AREAS[area];
  return Object.entries(en).flatMap(([key, english]): readonly Told[] => {
    const korean: unknown = Reflect.get(ko, key);
    if (typeof english !== "object") return calledWith({ key, english, korean }, CALLS[area][key]);
    return Object.entries(english).flatMap(([name, text]): readonly Told[] => {
      const said = { key: `${key}.${name}`, english: text, korean: Reflect.get(Object(korean), name) };
      if (typeof text === "function") return calledWith(said, CALLS[area][said.key]);
      return [{ ...said, english: String(text), korean: String(said.korean) }];
    });
  });
}

describe.for(Object.keys(AREAS) as (keyof typeof AREAS)[])("the words of %s", (area) => {
  const told = toldIn(area);

  test("are Korean in Korean, and English in English", () => {
    const isHangul = (text: string) => /[가-힣]/.test(text);
    expect(told.length).toBeGreaterThan(4);
    expect(told.filter(({ korean }) => !isHangul(korean))).toEqual([]);
    expect(told.filter(({ english }) => isHangul(english))).toEqual([]);
  });

  test("leave nothing out that is said: no undefined, no NaN, no blank at the end of a line but behind a question", () => {
    const texts = told.flatMap(({ english, korean }) => [english, korean]);
    expect(texts.filter((text) => /undefined|NaN|\[object/.test(text))).toEqual([]);
    expect(texts.filter((text) => /\s$/.test(text) && !/[:\]] $/.test(text))).toEqual([]);
  });

  test("are all used", () => {
    const source = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.includes("sentences"))
      .map((path) => readFileSync(join("src", path), "utf8"))
      .join("\n");
    const names = Object.keys(AREAS[area][0]);
    expect(
      names.filter(
        (name) =>
          !new RegExp(`\\b(?:say|SENTENCES\\S*)[^;]*?\\b${name}\\b|\\{[^{}]*\\b${name}\\b[^{}]*\\} = `).test(source),
      ),
    ).toEqual([]);
  });
});

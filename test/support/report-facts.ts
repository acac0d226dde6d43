/** Facts of a report, made up: a policy as long and amounts as large as any, and texts as hostile as any. */
import type { Figures } from "../../src/report/figures.ts";
import type { ReportFacts } from "../../src/report/report-facts.ts";
import type { Summary, SummaryRule } from "../../src/report/summary.ts";

const SHA256 = "5".repeat(64);

interface Names {
  readonly rules: readonly string[];
  readonly service: (index: number) => string;
  readonly text: string;
  readonly amount: string;
  readonly currency: string;
}

/** 200 rules with long names, and amounts of 31 digits. */
export function longFacts(): ReportFacts {
  return factsWith({
    rules: Array.from({ length: 200 }, (_, index) => `a-rule-with-a-name-that-goes-on-and-on-${index}`),
    service: (index) => `service-of-a-company-with-many-services-${index % 60}`,
    text: "A reason that is told at length, with_a_word_that_has_no_blank_".repeat(4),
    amount: "1234567890123456789012345678901",
    currency: "KRW",
  });
}

/** Every text that comes from a person or an export holds markup, a formula, and characters that turn text around. */
export function hostileFacts(): ReportFacts {
  const text = `=1+1</style></title><script>alert(1)</script><img src=x onerror="alert(2)">'"><i onload=alert(3)>\u202e\u0007\u200b&amp;`;
  return factsWith({ rules: [text, "", `${text}2`], service: () => text, text, amount: "3900", currency: "KRW" });
}

function factsWith(names: Names): ReportFacts {
  const { text } = names;
  return {
    summary: summaryWith(names),
    figures: figuresWith(names),
    state: { kind: "run", run: "0003", runs: 12_345, revertedBy: undefined },
    earlier: {
      run: "0001",
      as_of: text,
      policy: text,
      revision: text,
      totals: { read: 1, compensated: 1 },
      benefits: 1,
      credits: { [names.currency]: "1" },
    },
    origins: {
      tool: text,
      language: 3,
      time_zone_data: text,
      zone: "Asia/Seoul",
      windows: names.rules.map((_, index) => ({
        service: names.service(index),
        start: `2022-10-15T0${index % 10}:30:00.000Z`,
        end: "2022-10-20T14:00:00.000Z",
      })),
      terms: {
        title: text,
        source: text,
        excluded: [{ start: "2022-10-17T00:00:00.000Z", end: "2022-10-17T06:00:00.000Z" }],
        why: Object.fromEntries(names.rules.map((rule) => [rule, text])),
        limits: [
          { per: "run", layer: text, kind: "credit", most: names.amount, currency: names.currency },
          { per: "user", kind: "extend", most: text },
          { per: "run", kind: "records", most: "1000000" },
          { per: "record", kind: "price", most: "" },
        ],
      },
      rules: [{ role: "policy", path: text, sha256: SHA256 }],
      inputs: [{ path: text, kind: text, rows: 1_000_000_000, bytes: 1_000_000_000_000, sha256: SHA256 }],
      outputs: [{ file: text, bytes: 1_000_000_000_000, sha256: SHA256 }],
      over_budget: [text],
      book: { runs: 2, head: SHA256 },
    },
  };
}

function summaryWith({ rules, service, text, amount, currency }: Names): Summary {
  const totals = {
    read: 1_000_000_000,
    compensated: 400_000_000,
    review: 100_000_000,
    unaffected: 200_000_000,
    already_compensated: 100_000_000,
    rejected: 100_000_000,
    duplicate: 50_000_000,
    line_items: 40_000_000,
    superseded: 10_000_000,
  };
  return {
    outage: text,
    policy: text,
    revision: text,
    as_of: "2022-10-21T11:00:00+09:00",
    totals,
    extended: 300_000_000,
    credited: 100_000_000,
    credits: { [currency]: amount },
    by_rule: rules.map(
      (rule, index): SummaryRule => ({
        rule,
        layer: text,
        service: service(index),
        records: 5_000_000,
        extended: 1_500_000,
        review: 500_000,
        credits: { [currency]: amount },
      }),
    ),
    unaffected: { "not-held": 199_999_999, [text]: 1 },
    rejects: { "time-invalid": 99_999_999, [text]: 1 },
    exports: [{ file: text, kind: text, encoding: "utf-8", ...totals }],
    skipped: [{ file: text, because: text }],
    warnings: [
      { code: "dead-on-arrival", about: text, records: 300 },
      { code: "id-damaged", about: text, records: 2, example: { line: 3, column: text, value: text } },
    ],
  };
}

function figuresWith({ rules, service, text, amount, currency }: Names): Figures {
  const spread = { count: 5_000_000, smallest: "1", median: amount, largest: amount };
  return {
    format: 1,
    ends: [
      { day: "2022-10-15", before: 299_999_999, after: 0, dead: 0 },
      { day: "2022-10-18", before: 0, after: 300_000_000, dead: 1_000_000 },
      { day: "9999-12-31", before: 1, after: 0, dead: 0 },
    ],
    by_rule: rules.map((rule, index) => ({
      rule,
      layer: text,
      service: service(index),
      longer: { count: 1_500_000, smallest: "86400000", median: "259200000", largest: "31536000001" },
      paid: { [currency]: { ...spread, about: true } },
    })),
    amounts: [
      {
        currency,
        service: service(0),
        bins: [
          { from: "1", to: "2", count: 1, sum: "1" },
          { from: amount, to: amount, count: 99_999_999, sum: amount },
        ],
      },
    ],
    largest: [
      { currency, payments: [{ record: text, record_id: text, service: text, rule: text, amount }], sum: amount },
    ],
    review: [
      { service: text, rule: text, code: text, column: text, count: 1, values: [{ value: text, count: 1 }], others: 4 },
    ],
    reject_examples: [{ code: text, file: text, line: 3, column: text, value: text, message: text }],
    samples: [{ record: text, record_id: text, holder: text, service: text, before: text, after: text, rule: text }],
  };
}

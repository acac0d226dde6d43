/** The figures of a plan as `figures.json` has them, from what was gathered while the plan was settled. */
import { createCurrencyTable } from "../../domain/currency.ts";
import { formatMinor } from "../../domain/money.ts";
import { rejectAdvice, rejectText } from "../../domain/reject.ts";
import { shortened } from "../../domain/shortened.ts";
import { dateText } from "../../domain/write-iso.ts";
import type {
  AmountBins,
  Figures,
  LargestPayments,
  RejectFigure,
  ReviewFigures,
  RuleFigures,
  Spread,
} from "../../report/figures.ts";
import { maskedIn } from "../../report/views.ts";
import type { Policy } from "../../rules/policy.ts";
import type { StagedOutputs } from "../../run/run.ts";
import { rangesOf, type ValueRange } from "../../run/settle/counted-values.ts";
import { endDaysOf } from "../../run/settle/end-days.ts";
import { type FigureGroup, type GatheredFigures, groupFor } from "../../run/settle/figures.ts";
import { commonestValues, type ReviewCount } from "../../run/settle/review-counts.ts";
import type { RejectExample, RuleTally } from "../../run/settle/tally.ts";
import { drawnRanges, spreadOf } from "../../run/settle/value-figures.ts";
import { samplesOf } from "./sample-rows.ts";

export function figuresOf(
  { figures, tally }: Pick<StagedOutputs, "figures" | "tally">,
  { units }: Pick<Policy, "units">,
): Figures {
  const text = amountTexts(units);
  const rules = tally.byRule.map((rule) => ({ rule, group: groupFor(figures, rule) }));
  return {
    format: 1,
    ends: endDaysOf(figures.ends).map(({ day, ...counts }) => ({ day: dateText(day), ...counts })),
    by_rule: rules.map(({ rule, group }) => ruleFigures(rule, group, text)),
    amounts: amountBins(rules, text),
    largest: largestPayments(figures, text),
    review: rules.flatMap(({ rule, group }) => group.reviews.map((count) => reviewFigures(rule, count))),
    reject_examples: [...tally.rejects].map(([code, { example }]) => rejectFigure(code, example)),
    samples: samplesOf(figures.adjusted.rows.values(), figures.paid.rows.values(), { showValues: false }),
  };
}

type AmountText = (minor: bigint, currency: string) => string;

function amountTexts(units: Policy["units"]): AmountText {
  const currencies = createCurrencyTable(units);
  return (minor, code) => {
    const currency = currencies.find(code);
    if (currency === undefined) throw new Error(`an amount in ${code}, which nobody declared`);
    return formatMinor(minor, currencies.decimalsOf(currency));
  };
}

interface RuleGroup {
  readonly rule: RuleTally;
  readonly group: FigureGroup;
}

function ruleFigures(
  { rule, layer, service }: RuleTally,
  { longer, paid }: FigureGroup,
  text: AmountText,
): RuleFigures {
  return {
    rule,
    layer,
    service,
    ...(longer === undefined ? {} : { longer: spread(rangesOf(longer), String) }),
    paid: Object.fromEntries(
      inOrder(paid).map(([currency, values]) => [currency, spread(rangesOf(values), (minor) => text(minor, currency))]),
    ),
  };
}

function spread(ranges: readonly ValueRange[], text: (value: bigint) => string): Spread {
  const { count, smallest, median, largest, isAbout } = spreadOf(ranges);
  return {
    count,
    smallest: text(smallest),
    median: text(median),
    largest: text(largest),
    ...(isAbout ? { about: true } : {}),
  };
}

function amountBins(rules: readonly RuleGroup[], text: AmountText): readonly AmountBins[] {
  const ranges = new Map<string, Map<string, ValueRange[]>>();
  for (const { rule, group } of rules) {
    for (const [currency, values] of group.paid) {
      const ofCurrency = ranges.get(currency) ?? new Map<string, ValueRange[]>();
      const known = ofCurrency.get(rule.service) ?? [];
      ranges.set(currency, ofCurrency.set(rule.service, [...known, ...rangesOf(values)]));
    }
  }
  return inOrder(ranges).flatMap(([currency, ofCurrency]) =>
    inOrder(ofCurrency).map(([service, all]) => ({
      currency,
      service,
      bins: drawnRanges(all).map(({ least, most, count, sum }) => ({
        from: text(least, currency),
        to: text(most, currency),
        count,
        sum: text(sum, currency),
      })),
    })),
  );
}

function largestPayments({ largest }: GatheredFigures, text: AmountText): readonly LargestPayments[] {
  return inOrder(largest.byCurrency).map(([currency, { payments }]) => ({
    currency,
    payments: payments.map(({ amount, row }) => {
      if (row === undefined) throw new Error("a payment whose row was not read");
      const cell = (column: string) => row.get(column) ?? "";
      return {
        record: cell("record"),
        record_id: cell("record_id"),
        service: cell("service"),
        rule: cell("rule"),
        amount: text(BigInt(amount), currency),
      };
    }),
    sum: text(
      payments.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
      currency,
    ),
  }));
}

const MOST_VALUES = 8;

function reviewFigures({ rule, service }: RuleTally, review: ReviewCount): ReviewFigures {
  const { reason, column, count, isCut } = review;
  const values = commonestValues(review, MOST_VALUES).map(([value, rows]) => ({
    value: maskedIn(column, value),
    count: rows,
  }));
  const named = values.reduce((sum, value) => sum + value.count, 0);
  const others = column === "" ? 0 : count - named;
  return { service, rule, code: reason, column, count, values, others, ...(isCut ? { about: true } : {}) };
}

function rejectFigure(code: string, { export: file, line, fault }: RejectExample): RejectFigure {
  const { column, value } = fault;
  const message = `${rejectText(fault)}. ${rejectAdvice(fault)}`;
  return { code, file, line, column, value: shortened(maskedIn(column, value)), message };
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

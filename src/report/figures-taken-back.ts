/**
 * The figures of a counter-run: those of the run that it takes back, with before and after in each other's place and a minus before lengths and
 * amounts. Nothing is computed anew.
 *
 *     run 0003           2022-10-20: 38 before, 5 after   largest 1250 KRW
 *     its counter-run    2022-10-20: 5 before, 38 after   largest -1250 KRW
 */
import { negated } from "../domain/decimal-sum.ts";
import type { AmountBins, Figures, LargestPayments, RuleFigures, SampleFigure, Spread } from "./figures.ts";
import type { Summary } from "./summary.ts";

/** @param counter the summary and a few rows of the counter-run. */
export function figuresTakenBack(
  { format, ends, by_rule: rules, amounts, largest }: Figures,
  counter: { readonly summary: Pick<Summary, "by_rule">; readonly samples: readonly SampleFigure[] },
): Figures {
  const ofRule = ({ rule, layer, service }: Pick<RuleFigures, "rule" | "layer" | "service">) =>
    rules.find((known) => known.rule === rule && known.service === service) ?? { rule, layer, service, paid: {} };
  return {
    format,
    // Whether an end that is put back lies before the outage's end is no matter of the counter-run.
    ends: ends.map(({ day, before, after }) => ({ day, before: after, after: before, dead: 0 })),
    by_rule: counter.summary.by_rule.map((rule) => ruleBack(ofRule(rule))),
    amounts: amounts.map(binsBack),
    largest: largest.map(paymentsBack),
    review: [],
    reject_examples: [],
    samples: counter.samples,
  };
}

function ruleBack({ rule, layer, service, longer, paid }: RuleFigures): RuleFigures {
  return {
    rule,
    layer,
    service,
    ...(longer === undefined ? {} : { longer: spreadBack(longer) }),
    paid: Object.fromEntries(Object.entries(paid).map(([currency, spread]) => [currency, spreadBack(spread)])),
  };
}

/** By size, whatever the sign: the largest stays the one that is farthest from nothing. */
function spreadBack({ smallest, median, largest, ...rest }: Spread): Spread {
  return { ...rest, smallest: negated(smallest), median: negated(median), largest: negated(largest) };
}

/** Ascending again: the largest amount is the lowest one now. */
function binsBack({ bins, ...of }: AmountBins): AmountBins {
  const back = bins.map(({ from, to, count, sum }) => ({
    from: negated(to),
    to: negated(from),
    count,
    sum: negated(sum),
  }));
  return { ...of, bins: back.reverse() };
}

function paymentsBack({ currency, payments, sum }: LargestPayments): LargestPayments {
  return {
    currency,
    payments: payments.map((payment) => ({ ...payment, amount: negated(payment.amount) })),
    sum: negated(sum),
  };
}

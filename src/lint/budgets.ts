/**
 * Currencies and units that a policy can pay without a budget for the run.
 *
 * A rule says its currency or unit outright or by its bounds. Where only the row says the currency, `lint` calls it "the
 * price's currency": then a budget in any currency counts, because the currency of the rows is not known.
 */
import { type Currency, type CurrencyTable, createCurrencyTable, isIsoCurrency } from "../domain/currency.ts";
import type { Witness } from "../domain/lint-finding.ts";
import { formatMoney } from "../domain/money.ts";
import type { Amount, Give, Layer, Policy, Rule } from "../rules/policy.ts";
import { paying, payKey } from "./amounts.ts";
import type { Found } from "./finding.ts";
import { firstOf, placesWon, type Subject, specimensIn } from "./search.ts";
import { resultBy, witnessOf } from "./witness.ts";

/** A currency or unit, or the currency of the row. */
type Paid = Currency | "the price's currency";
const OF_ROW = "the price's currency";

/** One finding for each currency and unit, at the first rule that pays in it. */
export function findNoBudget(subject: Subject): readonly Found[] {
  const seen = new Set<Paid>();
  const currencies = createCurrencyTable(subject.policy.units);
  return paying(subject.policy).flatMap(({ layer, rule }) =>
    [...paidBy(rule, currencies)].flatMap((paid): readonly Found[] => {
      if (seen.has(paid) || hasBudget(subject.policy, layer, paid)) return [];
      const shown = show(rule, layer, paid, subject);
      if (shown === undefined) return [];
      seen.add(paid);
      const facts = { rule: rule.name, unit: paid === OF_ROW ? undefined : paid, amount: shown.amount };
      const spot = subject.spotOf(rule, "give", payKey(rule));
      return [{ check: "no-budget", facts, spot, about: paid, witness: shown.witness }];
    }),
  );
}

interface Shown {
  readonly amount: string;
  readonly witness: Witness;
}

function show(rule: Rule, layer: Layer, paid: Paid, { policy, scenes }: Subject): Shown | undefined {
  const currencies = createCurrencyTable(policy.units);
  return firstOf(placesWon(rule, layer, scenes), (place) =>
    firstOf(specimensIn(place, rule), (specimen) => {
      const wanted = paid === OF_ROW || !isIsoCurrency(paid) ? {} : { currency: paid };
      return firstOf([specimen, { ...specimen, cells: { ...specimen.cells, ...wanted } }], (one) => {
        const result = resultBy(rule.name, place.scene.decide(one));
        if (result?.kind !== "payment" || (paid !== OF_ROW && result.amount.currency !== paid)) return undefined;
        return { amount: formatMoney(result.amount, currencies), witness: witnessOf(one, place.scene) };
      });
    }),
  );
}

function paidBy({ give, for: selectors }: Rule, currencies: CurrencyTable): ReadonlySet<Paid> {
  const listed = selectors
    .filter(({ column }) => column === "currency")
    .flatMap(({ tests }) => tests.flatMap((test) => (test.kind === "any-of" ? [...test.values] : [])));
  const found = paidIn(give);
  if (!found.has(OF_ROW) || listed.length === 0) return found;
  const named = listed.flatMap((code) => currencies.read(code) ?? []);
  return new Set([...found, ...named].filter((paid) => paid !== OF_ROW));
}

function paidIn(give: Give): ReadonlySet<Paid> {
  if (give.kind === "tiers") return new Set(give.steps.flatMap((step) => [...paidIn(step.give)]));
  return new Set(give.kind === "credit" || give.kind === "grant" ? [paidAs(give.amount)] : []);
}

/** A bound in another currency than the row's is for a person to decide, so a bound says the currency as well. */
function paidAs(amount: Amount): Paid {
  switch (amount.kind) {
    case "flat":
      return amount.money.currency;
    case "each":
      return amount.each.currency;
    default: {
      const atMost = amount.atMost === "none" ? undefined : amount.atMost;
      const bound = amount.to ?? atMost ?? amount.atLeast ?? amount.moreThan;
      return amount.in ?? bound?.currency ?? OF_ROW;
    }
  }
}

function hasBudget({ limits }: Policy, layer: Layer, paid: Paid): boolean {
  return limits.some(({ per, layer: only, most }) => {
    if (per !== "run" || most.kind !== "credit" || (only !== undefined && only !== layer.name)) return false;
    return paid === OF_ROW ? isIsoCurrency(most.money.currency) : most.money.currency === paid;
  });
}

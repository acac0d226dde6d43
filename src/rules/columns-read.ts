/**
 * The columns that the rules for a kind and service look at, so that a faulty amount that none of them looks at costs no record
 * its row.
 *
 *     give: { extend: 3 days }                                    no amount
 *     give: { credit: { share: 72 hours, of: price, … } }         price, and with it currency
 *     give: { restore: { valid: 30 days } }                       remaining and amount, and with them currency
 *     for: { price: { at-least: 3000 } }                          price and currency
 *
 * Times and ids are no matter of rules: every row has them checked.
 */
import type { Outage } from "../domain/outage.ts";
import { COLUMNS } from "../domain/record.ts";
import { fieldsOf } from "./fields.ts";
import { columnsIn } from "./give.ts";
import type { Policy, Rule } from "./policy.ts";

/** @param chosenBy columns by which the windows of the outage differ. */
export function columnsReadBy(rules: readonly Rule[], chosenBy: readonly string[]): ReadonlySet<string> {
  const columns = new Set([
    ...chosenBy,
    ...rules.flatMap((rule) => [
      ...[...rule.for, ...rule.unless].map(({ column }) => column),
      ...fieldsOf(rule),
      ...columnsIn(rule.give),
    ]),
  ]);
  // An amount says nothing without its currency, not even where a rule only compares its number.
  return AMOUNTS.some((column) => columns.has(column)) ? columns.add("currency") : columns;
}

const AMOUNTS = Object.values(COLUMNS).flatMap(({ money }) => money);

/** All columns that a policy looks at for some record of an outage: to choose rules, to test a value, to count, or to change an end. */
export function columnsUsedBy({ layers, declaredValues }: Policy, { services }: Outage): ReadonlySet<string> {
  const chosenBy = [...services.values()].flatMap((windows) => windows.flatMap(({ where }) => [...where.keys()]));
  const rules = layers.flatMap((layer) => layer.rules);
  return new Set([...columnsReadBy(rules, chosenBy), ...declaredValues.keys()]);
}

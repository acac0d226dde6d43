/** The amounts of a row that some rule for its kind and service looks at, and whether its currency is looked at. */
import type { Computed, Give, Outage, Policy, Row, Rule, TierStep } from "../language.ts";
import { cell } from "./records.ts";
import { selects } from "./selectors.ts";
import { whereColumns } from "./windows.ts";

/** The rules that are for the row's kind and service, whatever else they ask for. */
export function rulesAbout(row: Row, { layers, rules = [] }: Policy): readonly Rule[] {
  const all = layers?.flatMap((layer) => layer.rules) ?? rules;
  return all.filter(
    ({ for: { record, service } }) =>
      (record === undefined || selects(record, row.kind)) &&
      (service === undefined || selects(service, cell(row, "service"))),
  );
}

const AMOUNTS = ["price", "amount", "remaining", "loss_amount"];

export function moneyLookedAt(row: Row, policy: Policy, outage: Outage): ReadonlySet<string> {
  const columns = rulesAbout(row, policy).flatMap((rule) => [
    ...Object.keys(rule.for),
    ...Object.keys(rule.unless ?? {}),
    ...(rule.if?.field === undefined ? [] : [rule.if.field]),
    ...benefitColumns(rule.give, row),
  ]);
  const all = new Set([...columns, ...whereColumns(row, outage)]);
  if (AMOUNTS.some((column) => all.has(column))) all.add("currency");
  return new Set([...all].filter((column) => column === "currency" || AMOUNTS.includes(column)));
}

function benefitColumns(give: Give, row: Row): readonly string[] {
  if (give === "nothing") return [];
  if ("restore" in give) return ["amount", "remaining"];
  if ("credit" in give && typeof give.credit !== "string") return computedColumns(give.credit, row);
  if ("grant" in give && typeof give.grant !== "string") return computedColumns(give.grant, row);
  return [];
}

const USUAL = { subscription: "price", rental: "price", coupon: "amount", claim: "loss_amount" };

function computedColumns(spec: Computed, row: Row): readonly string[] {
  if ("tiers" in spec) {
    const { by, steps } = spec.tiers;
    const given = steps.map(({ give }: TierStep) => give);
    return [
      by,
      ...given.flatMap((give) => (typeof give === "object" && "percent" in give ? computedColumns(give, row) : [])),
    ];
  }
  return "each" in spec ? [] : [spec.of ?? USUAL[row.kind]];
}

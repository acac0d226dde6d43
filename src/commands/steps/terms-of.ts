/** The words and ceilings of a policy and an outage that the manifest keeps for the report. */
import { createCurrencyTable } from "../../domain/currency.ts";
import { durationText } from "../../domain/duration.ts";
import type { Instant } from "../../domain/instant.ts";
import { formatMinor } from "../../domain/money.ts";
import type { Outage } from "../../domain/outage.ts";
import type { Ceiling, Terms } from "../../domain/terms.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { Limit, Policy } from "../../rules/policy.ts";

export function termsOf(policy: Policy, { title, source, excluded }: Outage): Terms {
  const rules = policy.layers.flatMap(({ rules: own }) => own);
  return {
    ...(title === undefined ? {} : { title }),
    ...(source === undefined ? {} : { source }),
    excluded: excluded.map(({ start, end }) => ({ start: utc(start), end: utc(end) })),
    why: Object.fromEntries(rules.flatMap(({ name, why }) => (why === undefined ? [] : [[name, why]]))),
    limits: policy.limits.map((limit) => ceilingOf(limit, policy)),
  };
}

function ceilingOf({ per, layer, most }: Limit, { units }: Policy): Ceiling {
  const common = { per, ...(layer === undefined ? {} : { layer }), kind: most.kind };
  switch (most.kind) {
    case "records":
      return { ...common, most: String(most.count) };
    case "credit": {
      const { minor, currency } = most.money;
      return { ...common, most: formatMinor(minor, createCurrencyTable(units).decimalsOf(currency)), currency };
    }
    case "price":
      return { ...common, most: "" };
    case "extend":
      return { ...common, most: durationText(most.by) };
    default:
      return unreachable(most);
  }
}

function utc(at: Instant): string {
  return new Date(at).toISOString();
}

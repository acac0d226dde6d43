/** Columns besides the canonical ones that a policy changes, and that are therefore read as ends of periods. */
import type { Policy, Rule } from "./policy.ts";

export function changedFields({ layers }: Policy): ReadonlySet<string> {
  return new Set(layers.flatMap(({ rules }) => rules.flatMap((rule) => changedBy(rule))));
}

/** The one that a rule changes, if it names any. */
export function changedBy({ give }: Rule): readonly string[] {
  return (give.kind === "extend" || give.kind === "move") && give.field !== undefined ? [give.field] : [];
}

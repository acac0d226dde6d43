/** Columns besides the canonical ones that a policy changes or asks about, and that are therefore read as ends of periods. */
import type { Policy, Rule } from "./policy.ts";

export function endFields({ layers }: Policy): ReadonlySet<string> {
  return new Set(layers.flatMap(({ rules }) => rules.flatMap(fieldsOf)));
}

/** The columns that a rule changes or asks about, if it names any. */
export function fieldsOf({ give, if: conditions }: Rule): readonly string[] {
  const changed = give.kind === "extend" || give.kind === "move" ? [give] : [];
  return [...changed, ...conditions].flatMap(({ field }) => field ?? []);
}

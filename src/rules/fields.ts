/** The columns besides the canonical ones that a policy changes or asks about: they are read as ends of periods. */
import { namedEnd } from "./give.ts";
import type { Policy, Rule } from "./policy.ts";

export function endFields({ layers }: Policy): ReadonlySet<string> {
  return new Set(layers.flatMap(({ rules }) => rules.flatMap(fieldsOf)));
}

/** The columns that a rule names as ends to change or to ask about. */
export function fieldsOf({ give, if: conditions }: Rule): readonly string[] {
  return [namedEnd(give), ...conditions.map(({ field }) => field)].filter((field) => field !== undefined);
}

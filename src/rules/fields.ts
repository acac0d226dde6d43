/** Columns besides the canonical ones that a policy changes, and that are therefore read as ends of periods. */
import type { Policy } from "./policy.ts";

export function changedFields({ layers }: Policy): ReadonlySet<string> {
  const fields = layers.flatMap(({ rules }) =>
    rules.flatMap(({ give }) =>
      (give.kind === "extend" || give.kind === "move") && give.field !== undefined ? [give.field] : [],
    ),
  );
  return new Set(fields);
}

/** Counts the rows that got nothing, from their codes. */
import { UNAFFECTED_REASONS, type UnaffectedReason } from "../domain/decision.ts";
import type { ReadRows } from "./read-exports.ts";
import { AFFECTED, CONFLICT, DUPLICATE, decidedCode, reasonOf } from "./rows.ts";
import { type Buckets, countIn } from "./tally.ts";

/**
 * Counts all rows that are not affected, and returns the reasons of the unaffected in their order.
 * @param limited records of which limits left nothing, by reason; they are counted in `buckets` already.
 */
export function countRows(
  { rows, exports }: ReadRows,
  buckets: readonly Buckets[],
  limited: ReadonlyMap<UnaffectedReason, number>,
): Map<UnaffectedReason, number> {
  const counts = new Map(limited);
  for (const [index, facts] of exports.entries()) {
    const into = buckets[index];
    if (into === undefined) continue;
    into.read = facts.rows;
    for (let ordinal = facts.firstRow; ordinal < facts.firstRow + facts.rows; ordinal += 1) {
      const code = rows.code(ordinal);
      if ((code & DUPLICATE) !== 0) into.duplicate += 1;
      else if ((code & CONFLICT) !== 0) into.rejected += 1;
      else if (decidedCode(code) < AFFECTED) countUnaffected(code, into, counts);
      else if (decidedCode(code) > AFFECTED) into.rejected += 1;
    }
  }
  return new Map(
    UNAFFECTED_REASONS.flatMap((reason) => (counts.has(reason) ? [[reason, counts.get(reason) ?? 0]] : [])),
  );
}

function countUnaffected(code: number, into: Buckets, counts: Map<UnaffectedReason, number>): void {
  const reason = reasonOf(code);
  if (reason === undefined) throw new Error(`no reason has the code ${code}`);
  into.unaffected += 1;
  countIn(counts, reason);
}

/** Counts all rows that are not affected, by their codes. */
import { UNAFFECTED_REASONS, type UnaffectedReason } from "../../domain/decision.ts";
import type { ReadRows } from "../rows/read-rows.ts";
import { AFFECTED, CONFLICT, DUPLICATE, decidedCode, isSuperseded, reasonOf } from "../rows/row-codes.ts";
import type { Buckets } from "./tally.ts";

/**
 * Counts all rows that are not affected, and returns how many rows have each reason, in the order of `UNAFFECTED_REASONS`.
 * @param limited how many records get nothing because of limits, by reason; `buckets` counts these records already.
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
    for (const [code, count] of rows.countCodes(facts.firstRow, facts.firstRow + facts.rows).entries()) {
      if (count === 0) continue;
      if (isSuperseded(code)) into.superseded += count;
      else if ((code & DUPLICATE) !== 0) into[facts.mapping?.rows === undefined ? "duplicate" : "lineItems"] += count;
      else if ((code & CONFLICT) !== 0) into.rejected += count;
      else if (decidedCode(code) < AFFECTED) countUnaffected(code, count, into, counts);
      else if (decidedCode(code) > AFFECTED) into.rejected += count;
    }
  }
  return new Map(
    UNAFFECTED_REASONS.flatMap((reason) => (counts.has(reason) ? [[reason, counts.get(reason) ?? 0]] : [])),
  );
}

function countUnaffected(code: number, count: number, into: Buckets, counts: Map<UnaffectedReason, number>): void {
  const reason = reasonOf(code);
  if (reason === undefined) throw new Error(`no reason has the code ${code}`);
  into.unaffected += count;
  counts.set(reason, (counts.get(reason) ?? 0) + count);
}

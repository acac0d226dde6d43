/** extend, move, reissue and restore: a new end for the old one. */

import type { Extend, Origin, Renewal, Span } from "../language.ts";
import { type Case, type Given, outageEnd } from "./case.ts";
import { DAY, type Duration, durationOf, firstInstantOf, NO_TIME, offsetAt, stepInstant, stepWall } from "./clocks.ts";
import { plain } from "./money.ts";
import { moneyIn } from "./records.ts";
import { spanOf } from "./spans.ts";
import { certainInstant, type End, stepEnd, writeLike } from "./times.ts";

/** Elapsed time first, as it was measured, then the calendar steps that were added to it. */
function pushed(origin: End | number, span: Span, all: Case): number {
  const { zone } = all.policy;
  const step = (from: End | number, by: Duration) =>
    typeof from === "number" ? stepInstant(from, by, zone) : stepEnd(from, by, zone);
  if (typeof span === "string") return step(origin, spanOf(span, all));
  const { plus = "PT0S", ...measured } = span;
  const { millis } = spanOf(measured, all);
  if (millis === 0) return step(origin, durationOf(plus));
  return stepInstant(step(origin, { ...NO_TIME, millis }), durationOf(plus), zone);
}

function currentEnd(field: string, { ends }: Case): End {
  const end = ends.get(field);
  if (end === undefined) throw new Error(`open-ended: ${field}`);
  return end;
}

/** Sharpened: what is counted from the end of an outage that this record was never in comes to nothing. */
function originOf(from: Origin, end: End, all: Case): End | number | undefined {
  const known = outageEnd(all) ?? Number.NEGATIVE_INFINITY;
  const outsideEnd = { ends: end.at, later: known, latest: Math.max(known, all.asOf) };
  if (from === "outage-end") return outageEnd(all);
  if (from === "as-of") return all.asOf;
  return outsideEnd[from] > end.at ? outsideEnd[from] : end;
}

export function extend({ by, from = "ends", "at-most": atMost, field: named }: Extend, all: Case): Given | string {
  const field = named ?? all.period.field;
  const end = currentEnd(field, all);
  const origin = originOf(from, end, all);
  if (origin === undefined) return "not-held";
  const wanted = pushed(origin, by, all);
  const most = atMost === undefined ? Number.POSITIVE_INFINITY : pushed(origin, atMost, all);
  const ceiling = ceilingFor(field, all);
  if (wanted > ceiling && ceiling < most && ceiling <= end.at) return "limit";
  const limit = Math.min(most, ceiling);
  return adjust("extend", field, Math.min(wanted, limit), wanted > limit ? ["capped"] : [], all);
}

/** Sharpened: the ceiling per record counts from the end that the row has, whatever layers did since. */
function ceilingFor(field: string, { policy, rowEnds }: Case): number {
  const end = rowEnds.get(field);
  const limits = (policy.limits ?? []).flatMap(({ extend: by }) => (by === undefined ? [] : [durationOf(by)]));
  return Math.min(...limits.map((by) => (end === undefined ? 0 : stepEnd(end, by, policy.zone))));
}

export function move({ to, field }: { to: string; field?: string }, all: Case): Given | string {
  return adjust("move", field ?? all.period.field, certainInstant(to, "end", all.policy.zone), [], all);
}

export function renew(action: "reissue" | "restore", renewal: Renewal, all: Case): Given | string {
  const { valid, from = "as-of" } = typeof renewal === "string" ? { valid: renewal } : renewal;
  const { field } = all.period;
  const { zone } = all.policy;
  const end = currentEnd(field, all);
  const origin = originOf(from, end, all);
  if (origin === undefined) return "not-held";
  const duration = durationOf(valid);
  // Sharpened: a validity with hours in it is counted from the instant, and rounds up like every end.
  if (typeof origin === "number" && end.isDate && duration.millis === 0) {
    // "A new validity counted from an instant onto a date counts that day as the first."
    const firstDay = Math.floor((origin + offsetAt(origin, zone)) / DAY) * DAY;
    const dayAfter = firstInstantOf(stepWall(firstDay, duration), zone);
    return adjust(action, field, dayAfter, [], all);
  }
  const at = typeof origin === "number" ? stepInstant(origin, duration, zone) : stepEnd(origin, duration, zone);
  return adjust(action, field, at, [], all);
}

export function restore(renewal: Renewal, all: Case): Given | string {
  const unspent = moneyIn(all.row, "remaining", all.policy) ?? moneyIn(all.row, "amount", all.policy);
  if (unspent === undefined) return { review: ["price-unknown", "value-unknown"] };
  if (unspent.minor === 0n) return "zero-amount";
  const renewed = renew("restore", renewal, all);
  if (typeof renewed === "string") return renewed;
  return { ...renewed, amount: plain(unspent, all.policy), currency: unspent.currency } as Given;
}

function adjust(
  action: "extend" | "move" | "reissue" | "restore",
  field: string,
  at: number,
  notes: readonly string[],
  all: Case,
): Given | string {
  const old = currentEnd(field, all);
  if (at <= old.at) return "already-later";
  const changed = writeLike(old, at, all.policy.zone);
  // Sharpened: an end at the very instant at which it could first be used is as dead as an earlier one.
  const dead = changed.at <= (outageEnd(all) ?? Number.NEGATIVE_INFINITY) || changed.at <= all.asOf;
  const charge = field === "next_billing_at";
  return {
    action,
    field,
    old: old.text,
    new: changed.text,
    notes: [...notes, ...(dead ? ["dead-on-arrival"] : []), ...(charge ? ["moves-charge"] : [])],
    end: changed,
  };
}

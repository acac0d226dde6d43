/** extend, move, reissue and restore: a new end for the old one. */

import type { Extend, Origin, Renewal, Span } from "../language.ts";
import { type Case, type Given, outageEnd } from "./case.ts";
import {
  DAY,
  type Duration,
  dayAt,
  dayFrom,
  durationOf,
  firstInstantOf,
  NO_TIME,
  stepInstant,
  stepWall,
} from "./clocks.ts";
import { type End, isChargeDay, stepEnd } from "./end.ts";
import { plain } from "./money.ts";
import { moneyIn, renews } from "./records.ts";
import { spanOf } from "./spans.ts";
import { certainInstant, writtenOf } from "./times.ts";
import { type NewEnd, writeLike } from "./write.ts";

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
  const perRecord = ceilingFor(field, all);
  const ceiling = Math.min(most, perRecord);
  // Sharpened: a rule that gives so much at most would not make it later; a limit over rules took it away.
  if (wanted > ceiling && ceiling <= end.at) return perRecord < most ? "limit" : "already-later";
  if (wanted <= end.at) return "already-later";
  const isOfRow = wanted > ceiling && perRecord < most;
  const counted = isOfRow ? all.rowEnds.get(field) : typeof origin === "number" ? undefined : origin;
  const strict = strictCeiling(field, origin, atMost, all);
  return held("extend", field, { wanted, ceiling, strict, below: counted?.below ?? "" }, all);
}

/** What no shape may round past: the ceilings with hours in them. One in days is counted like days that are given. */
function strictCeiling(field: string, origin: End | number, atMost: string | undefined, all: Case): number {
  const hasTime = (by: string) => durationOf(by).millis !== 0;
  const own = atMost !== undefined && hasTime(atMost) ? [pushed(origin, atMost, all)] : [];
  const end = all.rowEnds.get(field);
  const limits = (all.policy.limits ?? []).flatMap(({ extend: by }) => (by !== undefined && hasTime(by) ? [by] : []));
  const zone = all.policy.zone;
  return Math.min(...own, ...limits.map((by) => (end === undefined ? 0 : stepEnd(end, durationOf(by), zone))));
}

/** Sharpened: the ceiling per record counts from the end that the row has, whatever layers did since. */
function ceilingFor(field: string, { policy, rowEnds }: Case): number {
  const end = rowEnds.get(field);
  const limits = (policy.limits ?? []).flatMap(({ extend: by }) => (by === undefined ? [] : [durationOf(by)]));
  return Math.min(...limits.map((by) => (end === undefined ? 0 : stepEnd(end, by, policy.zone))));
}

/** A day is the last one, or that of the charge, whatever shape the cell has. */
export function move({ to, field = "" }: { to: string; field?: string }, all: Case): Given | string {
  const column = field === "" ? all.period.field : field;
  const role = isChargeDay(writtenOf(to), column) ? "start" : "end";
  return adjust("move", column, { at: certainInstant(to, role, all.policy.zone), below: "" }, all);
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
    const stepped = stepWall(dayAt(origin, zone), duration);
    // "A new validity counted from an instant onto a date counts that day as the first."
    const midnight = end.isCharge ? dayFrom(stepped, zone) : dayFrom(stepped - DAY, zone) + DAY;
    return adjust(action, field, { at: firstInstantOf(midnight, zone), below: "" }, all);
  }
  const at = typeof origin === "number" ? stepInstant(origin, duration, zone) : stepEnd(origin, duration, zone);
  return adjust(action, field, { at, below: typeof origin === "number" ? "" : origin.below }, all);
}

export function restore(renewal: Renewal, all: Case): Given | string {
  const unspent = moneyIn(all.row, "remaining", all.policy) ?? moneyIn(all.row, "amount", all.policy);
  if (unspent === undefined) return { review: ["price-unknown", "value-unknown"] };
  if (unspent.minor === 0n) return "zero-amount";
  const renewed = renew("restore", renewal, all);
  if (typeof renewed === "string") return renewed;
  return { ...renewed, amount: plain(unspent, all.policy), currency: unspent.currency } as Given;
}

type Action = "extend" | "move" | "reissue" | "restore";

interface Moment {
  readonly at: number;
  readonly below: string;
}

function adjust(action: Action, field: string, { at, below }: Moment, all: Case): Given | string {
  if (at <= currentEnd(field, all).at) return "already-later";
  const none = Number.POSITIVE_INFINITY;
  return held(action, field, { wanted: at, ceiling: none, strict: none, below }, all);
}

interface Wanted {
  readonly wanted: number;
  readonly ceiling: number;
  readonly strict: number;
  /** The digits below the millisecond of the end that this one was counted from. */
  readonly below: string;
}

/** What is written never passes the ceiling: where the shape would round it up past it, it rounds down. */
function held(action: Action, field: string, to: Wanted, all: Case): Given | string {
  const { zone } = all.policy;
  const old = currentEnd(field, all);
  const { wanted, ceiling, strict, below } = to;
  const up = writeLike({ ...old, below }, Math.min(wanted, ceiling), "up", zone);
  const isPast = up.end.point > strict;
  const changed = isPast ? writeLike({ ...old, below: "" }, strict, "down", zone) : up;
  if (changed.end.point <= old.at) return "limit";
  const capped = isPast || wanted > ceiling ? ["capped"] : [];
  return {
    action,
    field,
    old: old.text,
    new: changed.end.text,
    notes: [...capped, ...notesOn(changed, field, all)],
    end: changed.end,
  };
}

function notesOn({ end, isClockChange }: NewEnd, field: string, all: Case): string[] {
  // Sharpened: an end at the very instant at which it could first be used is as dead as an earlier one.
  const isDead = end.at <= (outageEnd(all) ?? Number.NEGATIVE_INFINITY) || end.at <= all.asOf;
  return [
    ...(isClockChange ? ["clock-change"] : []),
    ...(isDead ? ["dead-on-arrival"] : []),
    ...(field === "next_billing_at" && renews(all.row) ? ["moves-charge"] : []),
  ];
}

/**
 * What every benefit that changes an end has in common: never backwards, in the shape the old value came in, and said
 * aloud when it arrives dead or postpones a bill.
 */
import { dayOfWall } from "../domain/civil.ts";
import type { Adjustment, AdjustmentAction, Note } from "../domain/decision.ts";
import { durationText, type End, elapsed, endInstant, NO_TIME } from "../domain/duration.ts";
import { formatDay, formatInstant, grainOf } from "../domain/format-timestamp.ts";
import { between, type Instant } from "../domain/instant.ts";
import type { Money } from "../domain/money.ts";
import { isDateOnly, parseTimestamp, type Timestamp } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { type ChangedEnd, type Given, review, type Situation } from "./situation.ts";

export interface NewEnd {
  readonly action: AdjustmentAction;
  readonly field: string;
  readonly old: ChangedEnd;
  readonly end: End;
  readonly extendedBy: string;
  readonly capped?: boolean;
  readonly restored?: Money;
}

/** A date ends with its day, which is the zone's unless it was written with another offset; a time ends at a moment. */
export function endOf(time: Timestamp, zone: Zone): End {
  if (!isDateOnly(time)) return { kind: "moment", at: time.instant };
  const day = dayOfWall(time.wall);
  const isOwn = time.shape.offsetStyle !== "Z" && time.instant === zone.startOfDay(day + 1);
  return { kind: "last-day", day, offset: isOwn ? undefined : time.offset };
}

export function adjust(change: NewEnd, situation: Situation): Given {
  const { zone } = situation;
  const wanted = endInstant(change.end, zone);
  const { time } = change.old;
  if (wanted <= time.instant) return "already-later";
  // A day of the zone fits a date without an offset; in another offset it may be a part of a day, which rounds up.
  const newValue =
    change.end.kind === "last-day" && isDateOnly(time) && time.shape.offsetStyle === "none"
      ? formatDay(change.end.day)
      : formatInstant(wanted, time, zone);
  if (newValue === undefined) return review("time-out-of-range", "the new end would lie after the year 9999");
  const newEnd = isWrittenInFull(wanted, time, zone) ? wanted : writtenEnd(newValue, wanted, zone);
  const { action, field, extendedBy, restored } = change;
  const adjustment: Adjustment = {
    kind: "adjustment",
    action,
    field,
    oldValue: change.old.text,
    newValue,
    shape: change.old.time.shape,
    newEnd,
    extendedBy,
    restored,
    notes: notesOf(change, newEnd, situation),
  };
  return adjustment;
}

/** Whether an instant is surely read again as it was meant, on nearly all days and in nearly all shapes, without doing so. */
function isWrittenInFull(instant: Instant, { shape }: Timestamp, zone: Zone): boolean {
  const { separator, offsetStyle } = shape;
  if (separator === "none" || offsetStyle !== "none") return false;
  const wall = zone.wallAt(instant);
  return zone.steadyOffset(dayOfWall(wall)) !== undefined && wall % grainOf(shape) === 0;
}

/** What a new value stands for: what a shape rounds up is given, too. A wall time that exists twice is the one meant. */
function writtenEnd(text: string, meant: Instant, zone: Zone): Instant {
  const time = parseTimestamp(text, "end", zone);
  return typeof time === "string" ? meant : time.instant;
}

function notesOf({ capped, field }: NewEnd, newEnd: Instant, { asOf, window }: Situation): readonly Note[] {
  const isDead = newEnd <= asOf || (window !== undefined && newEnd <= window.end);
  const movesCharge = field === "next_billing_at";
  // Most have none of these, or the last one alone.
  if (!capped && !isDead) return movesCharge ? MOVES_CHARGE : NO_NOTES;
  const notes: Note[] = capped ? ["capped"] : [];
  if (isDead) notes.push("dead-on-arrival");
  return movesCharge ? [...notes, ...MOVES_CHARGE] : notes;
}

const NO_NOTES: readonly Note[] = [];
const MOVES_CHARGE: readonly Note[] = ["moves-charge"];

/** Whole days between two dates, else elapsed time. */
export function differenceText(old: End, end: End, zone: Zone): string {
  const bothDays = old.kind === "last-day" && end.kind === "last-day";
  return durationText(
    bothDays ? { ...NO_TIME, days: end.day - old.day } : elapsed(between(endInstant(old, zone), endInstant(end, zone))),
  );
}

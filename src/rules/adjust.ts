/**
 * What every benefit that changes an end has in common: never backwards, in the shape the old value came in, and said
 * aloud when it arrives dead or postpones a bill.
 */
import type { Adjustment, AdjustmentAction, Note } from "../domain/decision.ts";
import { durationText, type End, elapsed, endInstant, NO_TIME } from "../domain/duration.ts";
import { formatDay, formatInstant } from "../domain/format-timestamp.ts";
import { between, DAY, type Instant } from "../domain/instant.ts";
import type { Money } from "../domain/money.ts";
import { isDateOnly, type Timestamp } from "../domain/timestamp.ts";
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

/** A date without an offset ends with its day; everything else at a moment. */
export function endOf(time: Timestamp): End {
  if (!isDateOnly(time) || time.shape.offsetStyle !== "none") return { kind: "moment", at: time.instant };
  return { kind: "last-day", day: Math.floor(time.wall / DAY) };
}

export function adjust(change: NewEnd, situation: Situation): Given {
  const { zone } = situation;
  const newEnd = endInstant(change.end, zone);
  if (newEnd <= change.old.time.instant) return "already-later";
  const newValue =
    change.end.kind === "last-day" && isDateOnly(change.old.time)
      ? formatDay(change.end.day, change.old.time, zone)
      : formatInstant(newEnd, change.old.time, zone);
  if (newValue === undefined) return review("time-out-of-range", "the new end would lie after the year 9999");
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

function notesOf({ capped, field }: NewEnd, newEnd: Instant, { asOf, window }: Situation): readonly Note[] {
  const notes: Note[] = [];
  if (capped) notes.push("capped");
  if (newEnd <= asOf || (window !== undefined && newEnd <= window.end)) notes.push("dead-on-arrival");
  if (field === "next_billing_at") notes.push("moves-charge");
  return notes;
}

/** Whole days between two dates, else elapsed time. */
export function differenceText(old: End, end: End, zone: Zone): string {
  const bothDays = old.kind === "last-day" && end.kind === "last-day";
  return durationText(
    bothDays ? { ...NO_TIME, days: end.day - old.day } : elapsed(between(endInstant(old, zone), endInstant(end, zone))),
  );
}

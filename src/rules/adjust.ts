/**
 * The part that all benefits that change an end have in common. A new end is never earlier than the old end, and is
 * written in the shape of the old value. Notes say that a new end arrives dead, postpones a bill, or was moved past the
 * hour that clocks show twice.
 *
 * A shape rounds up for the customer, but never past a ceiling in hours: with 12 hours at most, a date stays as it is.
 */
import { dayOfWall } from "../domain/civil.ts";
import type { Adjustment, AdjustmentAction, Note } from "../domain/decision.ts";
import { type DayEnd, durationText, type End, elapsed, endInstant, NO_TIME } from "../domain/duration.ts";
import { type Direction, formatDay, formatInstant } from "../domain/format-timestamp.ts";
import { between, DAY, type Instant, MINUTE } from "../domain/instant.ts";
import type { Money } from "../domain/money.ts";
import { parseTimestamp } from "../domain/parse-timestamp.ts";
import { CHARGE_COLUMN, type ExportRecord } from "../domain/record.ts";
import { grainOf, lastYearIn, type TimeShape } from "../domain/time-shape.ts";
import { clockOf, isDateOnly, isFirstUnusable, type Timestamp, timeIn, writtenInstant } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { type ChangedEnd, type Given, review, type Situation } from "./situation.ts";

export interface NewEnd {
  readonly action: AdjustmentAction;
  readonly field: string;
  readonly old: ChangedEnd;
  readonly end: End;
  readonly extendedBy: string;
  /** Whether the new end was held to a ceiling. */
  readonly capped?: boolean;
  /** The instant past which no shape may round the new end. */
  readonly ceiling?: Instant | undefined;
  readonly restored?: Money;
  /** Whether the record renews by itself, so that a later day of the charge postpones a charge. */
  readonly renews: boolean;
}

/** The end that a benefit changes: as the row has it, or as an earlier layer left it. */
export function currentEnd(column: string, record: ExportRecord, { changed }: Situation): ChangedEnd | undefined {
  const before = changed.get(column);
  if (before !== undefined) return before;
  const time = timeIn(record.times.get(column));
  return time && { time, text: record.text(column) };
}

/**
 * A date ends as its day ends, or, where it is the day of a charge, as its day begins. The day is a day of the zone unless
 * the date was written with another offset. A time ends at the moment that was written,
 * with its digits below the millisecond.
 */
export function endOf(time: Timestamp, zone: Zone): End {
  if (!isDateOnly(time)) return { kind: "moment", at: writtenInstant(time), below: time.below };
  const kind = isFirstUnusable(time) ? "charge-day" : "last-day";
  const day = dayOfWall(time.wall);
  const own: End = { kind, day, zone: time.shape.form?.zone, offset: undefined };
  const isOwn = time.shape.offsetStyle !== "Z" && time.instant === endInstant(own, zone);
  return isOwn ? own : { ...own, offset: time.offset };
}

export function adjust(change: NewEnd, situation: Situation): Given {
  const { zone } = situation;
  const { time } = change.old;
  const wanted = endInstant(change.end, zone);
  if (wanted <= time.instant) return "already-later";
  const written = writeEnd(change, wanted, zone);
  if (written === undefined)
    return review("time-out-of-range", `the new end would lie after the year ${lastYearIn(time.shape)}`);
  const { action, field, restored } = change;
  const { newValue, newEnd, extendedBy } = written;
  if (written.isCut && newEnd <= time.instant) return "limit";
  const adjustment: Adjustment = {
    kind: "adjustment",
    action,
    field,
    oldValue: change.old.text,
    newValue,
    shape: time.shape,
    newEnd,
    later: between(time.instant, newEnd),
    extendedBy,
    restored,
    notes: notesOf(change, written, situation),
  };
  return adjustment;
}

interface WrittenEnd {
  readonly newValue: string;
  /** The instant that the new value stands for. Time by which a shape rounds up is given, too. */
  readonly newEnd: Instant;
  readonly extendedBy: string;
  /** Whether the new end was moved out of a time that clocks show twice. */
  readonly isMoved: boolean;
  /** Whether the shape would have passed the ceiling. */
  readonly isCut: boolean;
}

/** Undefined where the year has more than four digits. */
function writeEnd(change: NewEnd, wanted: Instant, zone: Zone): WrittenEnd | undefined {
  const { ceiling } = change;
  const written = writeTowards("up", change, wanted, zone);
  if (ceiling === undefined || written === undefined || written.given <= ceiling) return written;
  const cut = writeTowards("down", { ...change, end: { kind: "moment", at: ceiling } }, ceiling, zone);
  return cut && { ...cut, isCut: true };
}

function writeTowards(
  direction: Direction,
  { end, old: { time }, extendedBy }: NewEnd,
  wanted: Instant,
  zone: Zone,
): (WrittenEnd & { readonly given: Instant }) | undefined {
  const clock = clockOf(time, zone);
  const day = end.kind !== "moment" && isDayOf(time, end, zone) ? end : undefined;
  const newValue =
    day === undefined
      ? formatInstant(wanted, withDigitsOf(end, time), zone, direction)
      : formatDay(day.day, { shape: time.shape, clock });
  if (newValue === undefined) return undefined;
  const asWanted = { newValue, newEnd: wanted, given: wanted, extendedBy, isMoved: false, isCut: false };
  const isInFull = day === undefined ? isMomentInFull(wanted, time, clock) : isDayOfClock(day, time);
  const read = isInFull ? undefined : parseTimestamp(newValue, time.role, zone, time.shape.form?.form);
  if (read === undefined || typeof read === "string") return asWanted;
  const given = isDateOnly(read) ? read.instant : writtenInstant(read);
  const isMoved = !isDateOnly(time) && Math.abs(given - wanted) >= grainOf(time.shape);
  const isOther = isMoved || (direction === "down" && given !== wanted);
  const really = isOther ? differenceText(endOf(time, zone), endOf(read, zone), zone) : extendedBy;
  return { ...asWanted, newEnd: read.instant, given, extendedBy: really, isMoved };
}

/** Whether a day fits a date as it is. In another offset or another zone the day may end within a day, and is rounded. */
function isDayOf(time: Timestamp, end: DayEnd, zone: Zone): boolean {
  if (!isDateOnly(time) || time.shape.offsetStyle !== "none") return false;
  return (end.zone ?? zone) === clockOf(time, zone) && (end.kind === "charge-day") === isFirstUnusable(time);
}

/** An old end to write a new one like: an end that was not counted from the old one has none of its digits below the millisecond. */
function withDigitsOf(end: End, time: Timestamp): Timestamp {
  const below = end.kind === "moment" ? (end.below ?? 0) : 0;
  return below === time.below ? time : { ...time, below };
}

/** Whether a moment is surely read back as what was meant. True on nearly all days and in nearly all shapes. @param clock of the time. */
function isMomentInFull(instant: Instant, { shape }: Timestamp, clock: Zone): boolean {
  if (shape.separator === "none" || shape.offsetStyle !== "none" || !isOfClock(shape)) return false;
  const wall = clock.wallAt(instant);
  const day = dayOfWall(wall);
  const timeOfDay = wall - day * DAY;
  return clock.steadyOffset(day) !== undefined && wall % grainOf(shape) === 0 && timeOfDay < DAY - MINUTE;
}

/** Whether a day that fits a date as it is, is surely read back as that day. */
function isDayOfClock({ offset }: DayEnd, { shape }: Timestamp): boolean {
  return offset === undefined && isOfClock(shape);
}

/** Whether a time without an offset is written as a clock shows it, and not as a number. */
function isOfClock({ form }: TimeShape): boolean {
  return form === undefined || form.pattern.kind === "letters" || form.pattern.kind === "iso";
}

function notesOf(
  { capped, field, renews }: NewEnd,
  { newEnd, isMoved, isCut }: WrittenEnd,
  { asOf, window }: Situation,
): readonly Note[] {
  const isDead = newEnd <= asOf || (window !== undefined && newEnd <= window.end);
  const movesCharge = renews && field === CHARGE_COLUMN;
  // Most new ends have none of these notes, or `moves-charge` alone.
  if (!capped && !isCut && !isDead && !isMoved) return movesCharge ? MOVES_CHARGE : NO_NOTES;
  const notes: Note[] = capped || isCut ? ["capped"] : [];
  if (isMoved) notes.push("clock-change");
  if (isDead) notes.push("dead-on-arrival");
  return movesCharge ? [...notes, ...MOVES_CHARGE] : notes;
}

const NO_NOTES: readonly Note[] = [];
const MOVES_CHARGE: readonly Note[] = ["moves-charge"];

/** Whole days between two dates, else elapsed time. */
export function differenceText(old: End, end: End, zone: Zone): string {
  return durationText(
    old.kind !== "moment" && end.kind !== "moment" && (old.zone ?? zone) === (end.zone ?? zone)
      ? { ...NO_TIME, days: end.day - old.day }
      : elapsed(between(endInstant(old, zone), endInstant(end, zone))),
  );
}

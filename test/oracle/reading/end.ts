/**
 * The end of a period as a cell has it.
 *
 * A date is a last day, whose end it is; in `next_billing_at` it is the day of the charge, whose start it is. A time in a
 * day's last minute stands for the next midnight: 23:59, 23:59:59 and 23:59:59.999 are one end, and 23:59:30 is another.
 */
import {
  DAY,
  type Duration,
  dayFrom,
  dayOf,
  firstInstantOf,
  MINUTE,
  offsetAt,
  SECOND,
  stepInstant,
  stepWall,
} from "./clocks.ts";
import { certainInstant, instantIn, millisOfOffset, type Written, writtenOf } from "./times.ts";

export interface End extends Written {
  readonly isCharge: boolean;
  /** As it is written: the start of the day of a charge, the end of a last day. */
  readonly point: number;
  /** What it stands for in every length and comparison. */
  readonly at: number;
}

export function isChargeDay(written: Written, column: string): boolean {
  return written.isDate && column === "next_billing_at";
}

/** @throws for a wall time that does not exist, or exists twice. */
export function endOf(text: string, column: string, zone: string): End {
  const written = writtenOf(text);
  const isCharge = isChargeDay(written, column);
  const point = certainInstant(text, isCharge ? "start" : "end", zone);
  return { ...written, isCharge, point, at: isLastMinute(written) ? dayAfter(written, zone) : point };
}

export function isLastMinute({ isDate, wall }: Written): boolean {
  const sinceMidnight = wall - dayOf(wall);
  return !isDate && (sinceMidnight === DAY - MINUTE || sinceMidnight >= DAY - SECOND);
}

/** The midnight that ends the day on which the text lies, in its own offset if it has one. */
export function dayAfter(written: Written, zone: string): number {
  return instantIn(written, dayOf(written.wall) + DAY, zone);
}

/** Whether a date is a day of the zone: without an offset, or with that of the zone. */
export function isOwnDay({ offset, wall, isCharge, point }: End, zone: string): boolean {
  if (offset === "" || offset === "Z") return offset === "";
  // A last day is over when its end begins: its own offset is that of its last moment.
  if (!isCharge) return millisOfOffset(offset) === offsetAt(point - 1, zone);
  return firstInstantOf(wall, zone) === point;
}

/**
 * A date stays a date: calendar steps from it are steps of the date itself, in the offset that it was written with
 * unless its day is a day of the zone. A time goes on from where it is written.
 */
export function stepEnd(end: End, duration: Duration, zone: string): number {
  const isStep = duration.months !== 0 || duration.days !== 0;
  if (!end.isDate || !isStep) return stepInstant(end.point, duration, zone);
  const stepped = stepWall(end.wall, duration);
  const isOwn = isOwnDay(end, zone);
  const day = isOwn ? dayFrom(stepped, zone) : stepped;
  const wall = end.isCharge ? day : day + DAY;
  return (isOwn ? firstInstantOf(wall, zone) : wall - millisOfOffset(end.offset)) + duration.millis;
}

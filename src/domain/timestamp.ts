/**
 * A date or time as an export writes it, and what it means. `read-iso.ts` reads one from bytes, `format-timestamp.ts` writes
 * a new value in the shape of one.
 *
 * A date alone is a whole day. As a start it means the day's first instant; as an end it means usable through the
 * day, so the period ends with the next day's first instant: `2022-10-15` in Seoul ends at 2022-10-16T00:00+09:00.
 * As the day of a charge it is the first day that is not paid for, so the period ends with its first instant.
 *
 * An end at 23:59, or in the last second of a day, is a way to write the next midnight, and counts as that.
 */
import { dayOfWall, type WallMillis } from "./civil.ts";
import { DAY, type Instant, instantAt, later, MINUTE, type Millis, SECOND } from "./instant.ts";
import type { TimeShape } from "./time-shape.ts";
import type { Zone } from "./zone.ts";

/** `charge`: the end of a period that is written as the day, or the moment, of the next charge. */
export type TimeRole = "start" | "end" | "charge";

export interface Timestamp {
  /**
   * What it counts as. For an end written as a date, and for one in the last minute of a day as people write it: the first
   * instant of the following day.
   */
  readonly instant: Instant;
  /** What was written, on a clock without a zone. */
  readonly wall: WallMillis;
  /** The offset it was written with; that of the zone when it had none. */
  readonly offset: Millis;
  /**
   * The digits of the second from the fourth decimal on, as a number: 971 for `.961971`. They say which moment within the
   * millisecond of `instant` was written, are written again as they are, and decide nothing.
   */
  readonly below: number;
  readonly shape: TimeShape;
  readonly role: TimeRole;
}

/** `time-two-ways`: fits two patterns of its form, which mean different times. */
export type TimeFault = "time-invalid" | "time-ambiguous" | "time-two-ways";

export function isDateOnly(time: Timestamp): boolean {
  return time.shape.separator === "none";
}

/** The zone in which a time without an offset was meant: its form's, or else the policy's. */
export function clockOf({ shape }: Pick<Timestamp, "shape">, zone: Zone): Zone {
  return shape.form?.zone ?? zone;
}

/** Whether a date is the first day that is not usable any more: the day of a charge, or an end of a form that says so. */
export function isFirstUnusable({ role, shape }: Pick<Timestamp, "role" | "shape">): boolean {
  return role === "charge" || (role === "end" && shape.form?.form.through === "before");
}

/** When the day of a charge is over, which was written as a date. */
export function endOfChargeDay(time: Timestamp, zone: Zone): Instant {
  const { wall, instant, shape } = time;
  return shape.offsetStyle === "none" ? clockOf(time, zone).startOfDay(dayOfWall(wall) + 1) : later(instant, DAY);
}

/** Where a moment was written: 23:59:59 where `instant` is the midnight that it counts as. Not for a date alone. */
export function writtenInstant({ wall, offset }: Timestamp): Instant {
  return instantAt(wall - offset);
}

/** Whether an end at this time of day, in milliseconds, counts as the next midnight: 23:59:00, and 23:59:59 with any decimals. */
export function isEndOfDay(timeOfDay: number): boolean {
  return timeOfDay >= DAY - MINUTE && (timeOfDay === DAY - MINUTE || timeOfDay >= DAY - SECOND);
}

export interface TimeReader {
  /** What was read last; the next reading fills it again. */
  readonly time: Timestamp;
  /** Reads the bytes `from … to` (exclusive) without allocating anything, and returns what is wrong with them. */
  read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined;
}

/** A timestamp that a reader fills again and again. */
export type TimeSlot = { -readonly [field in keyof Timestamp]: Timestamp[field] };

/** A cell with a time, which is read when somebody asks for the time. */
export interface TimeCell {
  readonly reader: TimeReader;
  bytes: Uint8Array;
  from: number;
  to: number;
  state: "unread" | "filled" | "empty" | "faulty";
}

/** The time in a cell; undefined where the cell is empty or faulty. It is valid until the cell is another row's. */
export function timeIn(cell: TimeCell | undefined): Timestamp | undefined {
  if (cell?.state === "unread") readTime(cell);
  return cell?.state === "filled" ? cell.reader.time : undefined;
}

/** Reads a time now, and says what is wrong with it. */
export function readTime(cell: TimeCell): TimeFault | undefined {
  const { reader, bytes, from, to } = cell;
  const wrong = from === to ? undefined : reader.read(bytes, from, to);
  cell.state = from === to ? "empty" : wrong === undefined ? "filled" : "faulty";
  return wrong;
}

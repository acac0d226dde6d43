/**
 * Reads dates and times of ISO 8601 from bytes.
 *
 * Accepted: `2022-10-15`, `2022-10-15T15:30`, `…:00`, `…:00.000` with up to nine decimals, the same
 * with a space, each with or without `Z`, `+09:00`, `+0900` or `+09`. Nothing is guessed. Without an offset it is wall time in
 * the zone.
 *
 * An instant has three decimals of the second. Further digits are kept beside it: `17.961971` is 17.961 and `below` 971.
 */
import { type Day, findDay, type WallMillis } from "./civil.ts";
import { DAY, HOUR, instantAt, lengthOf, MINUTE, SECOND } from "./instant.ts";
import { isoShape, MILLI_DECIMALS, MOST_SECOND_DECIMALS, type OffsetStyle, type TimeShape } from "./time-shape.ts";
import { isEndOfDay, type TimeFault, type TimeReader, type TimeRole, type TimeSlot } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

const COLON = 0x3a;
const DASH = 0x2d;
const DOT = 0x2e;
const PLUS = 0x2b;
const SPACE = 0x20;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** A reader of times in ISO 8601. Its functions stay inside of it: taken apart, as functions over named state, they took up to a tenth longer. */
export function createIsoReader(role: TimeRole, zone: Zone): TimeReader {
  const shape = isoShape("none", false, 0, "none");
  const time: TimeSlot = { instant: instantAt(0), wall: 0, offset: lengthOf(0), below: 0, shape, role };

  function read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined {
    const length = to - from;
    if (length < 10 || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return "time-invalid";
    // `two` gives NaN for anything but digits, and so does `findDay` for what is no date.
    const day = findDay(two(bytes, from) * 100 + two(bytes, from + 2), two(bytes, from + 5), two(bytes, from + 8));
    if (Number.isNaN(day)) return "time-invalid";
    const mark = bytes[from + 10];
    if (length === 10 || (mark !== LETTER_T && mark !== SPACE)) return finishDate(day, bytes, from + 10, to);

    let at = from + 10;
    let decimals = 0;
    let below = 0;
    if (to - at < 6 || bytes[at + 3] !== COLON) return "time-invalid";
    const hour = two(bytes, at + 1);
    const minute = two(bytes, at + 4);
    if (!(hour <= 23 && minute <= 59)) return "time-invalid";
    let timeOfDay = hour * HOUR + minute * MINUTE;
    at += 6;
    const seconds = at < to && bytes[at] === COLON;
    if (seconds) {
      const second = to - at < 3 ? Number.NaN : two(bytes, at + 1);
      if (!(second <= 59)) return "time-invalid";
      timeOfDay += second * SECOND;
      at += 3;
      if (at < to && bytes[at] === DOT) {
        at += 1;
        for (let scale = 100; at < to && decimals < MILLI_DECIMALS && isDigit(bytes[at]); at += 1, scale /= 10) {
          timeOfDay += ((bytes[at] ?? 0) - 0x30) * scale;
          decimals += 1;
        }
        for (; at < to && decimals < MOST_SECOND_DECIMALS && isDigit(bytes[at]); at += 1, decimals += 1) {
          below = below * 10 + ((bytes[at] ?? 0) - 0x30);
        }
        if (decimals === 0) return "time-invalid";
      }
    }
    const separator = mark === SPACE ? "space" : "T";
    const wall = day * DAY + timeOfDay;
    const isMidnight = role !== "start" && isEndOfDay(timeOfDay);
    const meant = isMidnight ? (day + 1) * DAY : wall;
    time.below = below;
    if (at < to) return finishWithOffset({ separator, seconds, decimals, wall, meant }, bytes, at, to);
    // Asking for the day keeps to small integers; only near a change of clocks does the time of day matter.
    const steady = zone.steadyOffset(day);
    const instant = steady === undefined ? zone.readWall(wall) : instantAt(wall - steady);
    if (Number.isNaN(instant)) return "time-ambiguous";
    time.instant = isMidnight ? zone.startOfDay(day + 1) : instant;
    time.wall = wall;
    time.offset = steady ?? lengthOf(wall - instant);
    time.shape = isoShape(separator, seconds, decimals, "none");
    return undefined;
  }

  /** A date as an end lasts through its day, so its instant is read off the following midnight; not so a charge's. */
  function finishDate(day: Day, bytes: Uint8Array, at: number, to: number): TimeFault | undefined {
    const wall = day * DAY;
    const meant = role === "end" ? wall + DAY : wall;
    time.below = 0;
    if (at < to)
      return finishWithOffset({ separator: "none", seconds: false, decimals: 0, wall, meant }, bytes, at, to);
    const starts = zone.startOfDay(day);
    const ends = zone.startOfDay(day + 1);
    if (starts >= ends) return "time-ambiguous";
    time.instant = role === "end" ? ends : starts;
    time.wall = wall;
    time.offset = lengthOf(meant - time.instant);
    time.shape = shape;
    return undefined;
  }

  function finishWithOffset(read: WallReading, bytes: Uint8Array, at: number, to: number): TimeFault | undefined {
    const offsetStyle = offsetStyleOf(bytes, at, to);
    if (offsetStyle === undefined) return "time-invalid";
    const offset = offsetOf(bytes, at, offsetStyle);
    if (Number.isNaN(offset)) return "time-invalid";
    time.instant = instantAt(read.meant - offset);
    time.wall = read.wall;
    time.offset = lengthOf(offset);
    time.shape = isoShape(read.separator, read.seconds, read.decimals, offsetStyle);
    return undefined;
  }

  return { time, read };
}

/** The part in front of an offset. */
interface WallReading extends Pick<TimeShape, "separator" | "seconds" | "decimals"> {
  readonly wall: WallMillis;
  /** The wall time that the instant is read off. */
  readonly meant: WallMillis;
}

/** The style of the offset that bytes hold, by its first byte and its length; undefined for anything else. */
export function offsetStyleOf(bytes: Uint8Array, at: number, to: number): OffsetStyle | undefined {
  const mark = bytes[at];
  const length = to - at;
  if (mark === LETTER_Z) return length === 1 ? "Z" : undefined;
  if (mark !== PLUS && mark !== DASH) return undefined;
  if (length === 3) return "+hh";
  if (length === 5) return "+hhmm";
  return length === 6 && bytes[at + 3] === COLON ? "+hh:mm" : undefined;
}

/** The offset that is written in a style, in milliseconds, or NaN. */
export function offsetOf(bytes: Uint8Array, at: number, style: OffsetStyle): number {
  if (style === "Z" || style === "none") return 0;
  const hours = two(bytes, at + 1);
  const minutes = style === "+hh" ? 0 : two(bytes, at + (style === "+hh:mm" ? 4 : 3));
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  const size = hours * HOUR + minutes * MINUTE;
  // ISO 8601 knows no -00:00; some programs write it for an unknown offset.
  if (bytes[at] === DASH) return size === 0 ? Number.NaN : -size;
  return size;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** The value of two digits, or NaN. */
function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

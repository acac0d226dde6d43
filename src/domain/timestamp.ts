/**
 * Dates and times as exports write them, read from bytes and written back in the shape they came in.
 *
 * Accepted: `2022-10-15`, `2022-10-15T15:30`, `…:00`, `…:00.000`, the same with a space, each with or without `Z`,
 * `+09:00`, `+0900` or `+09`. Nothing is guessed. Without an offset it is wall time in the zone.
 *
 * A date alone is a whole day. As a start it means the day's first instant; as an end it means usable through the
 * day, so the period ends with the next day's first instant: `2022-10-15` in Seoul ends at 2022-10-16T00:00+09:00.
 */
import { dayOf, dayOfWall, daysInMonth, type WallMillis } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, lengthOf, MINUTE, type Millis, SECOND } from "./instant.ts";
import type { Zone } from "./zone.ts";

export type TimeRole = "start" | "end";
export type Separator = "none" | "T" | "space";
export type OffsetStyle = "none" | "Z" | "+hh:mm" | "+hhmm" | "+hh";

/** How a timestamp was written, so that a new value can be written the same way. */
export interface TimeShape {
  /** `none` for a date alone. */
  readonly separator: Separator;
  readonly seconds: boolean;
  /** Decimals of the second, 0 to 3. */
  readonly decimals: number;
  readonly offsetStyle: OffsetStyle;
}

export interface Timestamp {
  /** For an end written as a date: the first instant of the following day. */
  readonly instant: Instant;
  /** What was written, on a clock without a zone. */
  readonly wall: WallMillis;
  /** The offset it was written with; that of the zone when it had none. */
  readonly offset: Millis;
  readonly shape: TimeShape;
}

export type TimeFault = "time-invalid" | "time-ambiguous";

export function isDateOnly(time: Timestamp): boolean {
  return time.shape.separator === "none";
}

/** Shapes are shared objects: a few dozen exist, however many rows there are. */
const SHAPES = new Map<number, TimeShape>();
const SEPARATORS: readonly Separator[] = ["none", "T", "space"];
const OFFSET_STYLES: readonly OffsetStyle[] = ["none", "Z", "+hh:mm", "+hhmm", "+hh"];

function shapeOf(separator: Separator, seconds: boolean, decimals: number, offsetStyle: OffsetStyle): TimeShape {
  const key =
    SEPARATORS.indexOf(separator) + 3 * (seconds ? 1 : 0) + 6 * decimals + 24 * OFFSET_STYLES.indexOf(offsetStyle);
  const known = SHAPES.get(key);
  if (known !== undefined) return known;
  const shape: TimeShape = { separator, seconds, decimals, offsetStyle };
  SHAPES.set(key, shape);
  return shape;
}

const encoder = new TextEncoder();

/** Reads a whole text; see `readTimestamp`. */
export function parseTimestamp(text: string, role: TimeRole, zone: Zone): Timestamp | TimeFault {
  const bytes = encoder.encode(text);
  return readTimestamp(bytes, 0, bytes.length, role, zone);
}

const COLON = 0x3a;
const DASH = 0x2d;
const DOT = 0x2e;
const PLUS = 0x2b;
const SPACE = 0x20;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** Reads the bytes `from … to` (exclusive). Allocates one object and no text. */
export function readTimestamp(
  bytes: Uint8Array,
  from: number,
  to: number,
  role: TimeRole,
  zone: Zone,
): Timestamp | TimeFault {
  const length = to - from;
  if (length < 10 || bytes[from + 4] !== DASH || bytes[from + 7] !== DASH) return "time-invalid";
  const year = two(bytes, from) * 100 + two(bytes, from + 2);
  const month = two(bytes, from + 5);
  const date = two(bytes, from + 8);
  // `two` gives NaN for anything but digits, and no comparison with NaN holds.
  if (!(year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month))) return "time-invalid";
  const day = dayOf(year, month, date);

  let at = from + 10;
  let separator: Separator = "none";
  let seconds = false;
  let decimals = 0;
  let timeOfDay = 0;
  const mark = bytes[at];
  if (at < to && (mark === LETTER_T || mark === SPACE)) {
    separator = mark === SPACE ? "space" : "T";
    if (to - at < 6 || bytes[at + 3] !== COLON) return "time-invalid";
    const hour = two(bytes, at + 1);
    const minute = two(bytes, at + 4);
    if (!(hour <= 23 && minute <= 59)) return "time-invalid";
    timeOfDay = hour * HOUR + minute * MINUTE;
    at += 6;
    if (at < to && bytes[at] === COLON) {
      const second = to - at < 3 ? Number.NaN : two(bytes, at + 1);
      if (!(second <= 59)) return "time-invalid";
      seconds = true;
      timeOfDay += second * SECOND;
      at += 3;
      if (at < to && bytes[at] === DOT) {
        at += 1;
        for (let scale = 100; at < to && isDigit(bytes[at]); at += 1, scale /= 10) {
          if (decimals === 3) return "time-invalid";
          timeOfDay += ((bytes[at] ?? 0) - 0x30) * scale;
          decimals += 1;
        }
        if (decimals === 0) return "time-invalid";
      }
    }
  }

  const wall = day * DAY + timeOfDay;
  // A date as an end lasts through its day, so its instant is read off the following midnight.
  const meant = separator === "none" && role === "end" ? wall + DAY : wall;
  if (at === to) {
    if (separator === "none" && zone.startOfDay(day) >= zone.startOfDay(day + 1)) return "time-ambiguous";
    const instant = separator === "none" ? zone.startOfDay(dayOfWall(meant)) : zone.readWall(meant);
    if (Number.isNaN(instant)) return "time-ambiguous";
    return { instant, wall, offset: lengthOf(meant - instant), shape: shapeOf(separator, seconds, decimals, "none") };
  }
  const offsetStyle = offsetStyleOf(bytes, at, to);
  if (offsetStyle === undefined) return "time-invalid";
  const offset = offsetOf(bytes, at, offsetStyle);
  if (Number.isNaN(offset)) return "time-invalid";
  const shape = shapeOf(separator, seconds, decimals, offsetStyle);
  return { instant: instantAt(meant - offset), wall, offset: lengthOf(offset), shape };
}

function offsetStyleOf(bytes: Uint8Array, at: number, to: number): OffsetStyle | undefined {
  const mark = bytes[at];
  const length = to - at;
  if (mark === LETTER_Z) return length === 1 ? "Z" : undefined;
  if (mark !== PLUS && mark !== DASH) return undefined;
  if (length === 3) return "+hh";
  if (length === 5) return "+hhmm";
  return length === 6 && bytes[at + 3] === COLON ? "+hh:mm" : undefined;
}

function offsetOf(bytes: Uint8Array, at: number, style: OffsetStyle): number {
  if (style === "Z" || style === "none") return 0;
  const hours = two(bytes, at + 1);
  const minutes = style === "+hh" ? 0 : two(bytes, at + (style === "+hh:mm" ? 4 : 3));
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  const size = hours * HOUR + minutes * MINUTE;
  // ISO 8601 knows no -00:00; some write it for an offset that nobody knows.
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

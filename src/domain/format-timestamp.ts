/** Writes instants and days back in the shape that a timestamp came in. */
import { civilOf, type Day, dayOfWall, isWritableDay, type WallMillis } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, lengthOf, MINUTE, type Millis, SECOND } from "./instant.ts";
import { grainOf, MILLI_DECIMALS, type OffsetStyle, type TimeShape } from "./time-shape.ts";
import { isDateOnly, type Timestamp, writtenInstant } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

/** What becomes of an instant that is finer than the shape: `up` for the customer, `down` where it is a ceiling. */
export type Direction = "up" | "down";

/**
 * Writes an instant in the shape of `like`, which was read from the same field. A finer instant than the shape can
 * hold rounds up to its next day, minute or second: the customer never loses to the shape. An instant that is a ceiling
 * rounds down: the shape never passes it.
 *
 * Digits below the millisecond are those of `like`: the instant itself has none. The offset stays the one that was written, unless that was the zone's own and the zone's has changed since. Without an
 * offset, a wall time that exists twice is never written, since a reader could not tell which instant is meant.
 * @returns undefined when the year would have more than four digits.
 */
export function formatInstant(
  instant: Instant,
  like: Timestamp,
  zone: Zone,
  direction: Direction = "up",
): string | undefined {
  const { separator, seconds, decimals, offsetStyle } = like.shape;
  if (separator === "none") return dateInShape(instant, like, zone, direction);
  const offsetThen = offsetToWrite(instant, like, zone);
  const grain = grainOf(like.shape);
  const rounded = Math[direction === "up" ? "ceil" : "floor"]((instant + offsetThen) / grain) * grain;
  // Rounding may reach over a clock change.
  const end = instantAt(rounded - offsetThen);
  const offset = offsetToWrite(end, like, zone);
  const wall = offsetStyle === "none" ? readableWall(rounded, end, zone, { grain, direction }) : end + offset;
  const day = dayOfWall(wall);
  if (!isWritableDay(day)) return undefined;
  const rest = wall - day * DAY;
  const clock = `${pad(Math.floor(rest / HOUR))}:${pad(Math.floor((rest % HOUR) / MINUTE))}`;
  const second = seconds ? `:${pad(Math.floor((rest % MINUTE) / SECOND))}` : "";
  // A wall time that had to move is another one than was meant, and its millisecond begins with it.
  const isMoved = offsetStyle === "none" && wall !== rounded;
  const fraction = decimals > 0 ? `.${decimalsText(rest % SECOND, isMoved ? 0 : like.below, decimals)}` : "";
  const between = separator === "T" ? "T" : " ";
  return `${dateText(day)}${between}${clock}${second}${fraction}${offsetText(offset, offsetStyle)}`;
}

/** @param millis of the second. @param below the digits after them. */
function decimalsText(millis: number, below: number, decimals: number): string {
  const first = String(millis).padStart(MILLI_DECIMALS, "0");
  if (decimals <= MILLI_DECIMALS) return first.slice(0, decimals);
  return first + String(below).padStart(decimals - MILLI_DECIMALS, "0");
}

/** Writes a day of the zone as a date without an offset. Undefined when the year would have more than four digits. */
export function formatDay(day: Day): string | undefined {
  return isWritableDay(day) ? dateText(day) : undefined;
}

/**
 * A wall time that is read as one instant, the one that was meant or the nearest in the direction. One that a clock change
 * skips becomes the one that the clock shows then; one that exists twice, the first after all such times (or before them).
 */
function readableWall(
  wall: WallMillis,
  meant: Instant,
  zone: Zone,
  { grain, direction }: { readonly grain: number; readonly direction: Direction },
): WallMillis {
  const shown = Math.max(wall, zone.wallAt(meant));
  const repeated = zone.repeatedAround(shown);
  if (repeated === undefined) return shown;
  return direction === "up" ? Math.ceil(repeated.to / grain) * grain : Math.ceil(repeated.from / grain - 1) * grain;
}

/** Writes an end as a date: the first day whose end is not before an instant, or the last one whose end is not after it. */
function dateInShape(instant: Instant, like: Timestamp, zone: Zone, direction: Direction): string | undefined {
  const { role, shape } = like;
  const isOwn = isOwnDay(like, zone) && (role === "charge" || direction === "down");
  const isZoned = shape.offsetStyle === "none" || isOwn;
  const fixed = offsetToWrite(instant, like, zone);
  const startOf = (day: Day) => (isZoned ? zone.startOfDay(day) : instantAt(day * DAY - fixed));
  const first = firstDayFrom(instant, dayOfWall(instant + fixed) - 1, startOf);
  const unusable = direction === "down" && startOf(first) > instant ? first - 1 : first;
  // A charge falls on the first day that is not usable, and the last usable one is before it; neither is a day that the zone skipped.
  const day = role === "charge" ? existing(unusable, 1, startOf) : existing(unusable - 1, -1, startOf);
  const ownOffset = () => (role === "charge" ? lengthOf(day * DAY - startOf(day)) : lastOffset(day, zone));
  const offset = isOwn ? ownOffset() : fixed;
  const date = formatDay(day);
  return date && date + offsetText(offset, shape.offsetStyle);
}

/** Whether a date is a day of the zone, written with the zone's offset: that of its start for a charge, else of its last moment. */
function isOwnDay({ role, shape, instant, wall }: Timestamp, zone: Zone): boolean {
  if (shape.offsetStyle === "none" || shape.offsetStyle === "Z") return false;
  return instant === zone.startOfDay(dayOfWall(wall) + (role === "charge" ? 0 : 1));
}

function lastOffset(day: Day, zone: Zone): Millis {
  return zone.offsetAt(instantAt(zone.startOfDay(day + 1) - 1));
}

/** The first day that begins no earlier than an instant; where clocks went back over midnight, a day may end before its clock says. */
function firstDayFrom(instant: Instant, from: Day, startOf: (day: Day) => Instant): Day {
  return startOf(from) < instant ? firstDayFrom(instant, from + 1, startOf) : from;
}

function existing(day: Day, step: 1 | -1, startOf: (day: Day) => Instant): Day {
  return startOf(day) < startOf(day + 1) ? day : day + step;
}

/** An instant as ISO 8601 with the zone's offset, for reports and manifests: `2022-10-15T15:30:00+09:00`. */
export function instantText(instant: Instant, zone: Zone): string {
  const offset = zone.offsetAt(instant);
  return (
    formatInstant(
      instant,
      { instant, wall: instant + offset, offset, below: 0, shape: ISO_SHAPE, role: "end" },
      zone,
    ) ?? "never"
  );
}

/** A date is written with the offset of its last moment: its end is another day already, and may be behind a change. */
function offsetToWrite(instant: Instant, like: Timestamp, zone: Zone): Millis {
  const { offsetStyle } = like.shape;
  if (offsetStyle === "Z") return lengthOf(0);
  const isLastDay = isDateOnly(like) && like.role === "end";
  const zoneOffset = (end: Instant) => zone.offsetAt(isLastDay ? instantAt(end - 1) : end);
  if (offsetStyle === "none") return zoneOffset(instant);
  const writtenAt = isDateOnly(like) ? like.instant : writtenInstant(like);
  return zoneOffset(writtenAt) === like.offset ? zoneOffset(instant) : like.offset;
}

function offsetText(offset: Millis, style: OffsetStyle): string {
  if (style === "none") return "";
  if (style === "Z") return "Z";
  const sign = offset < 0 ? "-" : "+";
  const minutes = Math.abs(offset) / MINUTE;
  const hours = pad(Math.floor(minutes / 60));
  const rest = pad(Math.floor(minutes % 60));
  if (style === "+hh:mm") return `${sign}${hours}:${rest}`;
  return style === "+hh" && rest === "00" ? `${sign}${hours}` : `${sign}${hours}${rest}`;
}

/** Texts of days: all that an export has lie within a few years. */
const dateTexts = new Map<Day, string>();
const MOST_TEXTS = 4096;

function dateText(day: Day): string {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  const { year, month, day: date } = civilOf(day);
  const text = `${String(year).padStart(4, "0")}-${pad(month)}-${pad(date)}`;
  if (dateTexts.size < MOST_TEXTS) dateTexts.set(day, text);
  return text;
}

const PADDED = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));

/** @param value below 100. */
function pad(value: number): string {
  return PADDED[value] ?? String(value);
}

const ISO_SHAPE: TimeShape = { separator: "T", seconds: true, decimals: 0, offsetStyle: "+hh:mm" };

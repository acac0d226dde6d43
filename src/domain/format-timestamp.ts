/** Writes instants and days back in the shape that a timestamp came in. */
import { civilOf, type Day, dayOfWall, isWritableDay, type WallMillis } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, lengthOf, MINUTE, type Millis, SECOND } from "./instant.ts";
import type { OffsetStyle, TimeShape, Timestamp } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

/**
 * Writes an instant in the shape of `like`, which was read from the same field. A finer instant than the shape can
 * hold rounds up to its next day, minute or second: the customer never loses to the shape.
 *
 * The offset stays the one that was written, unless that was the zone's own and the zone's has changed since.
 * @returns undefined when the year would have more than four digits.
 */
export function formatInstant(instant: Instant, like: Timestamp, zone: Zone): string | undefined {
  const { separator, seconds, decimals, offsetStyle } = like.shape;
  const offsetThen = offsetToWrite(instant, like, zone);
  // The last usable day holds the last millisecond before the end.
  if (separator === "none") {
    const date = formatDay(lastDayBefore(instant, offsetThen, like, zone));
    return date && date + offsetText(offsetThen, offsetStyle);
  }
  const grain = grainOf(like.shape);
  const roundedUp = Math.ceil((instant + offsetThen) / grain) * grain;
  // Rounding up may reach over a clock change.
  const end = instantAt(roundedUp - offsetThen);
  const offset = offsetToWrite(end, like, zone);
  const wall = offsetStyle === "none" ? readableWall(roundedUp, offsetThen, zone) : end + offset;
  const day = dayOfWall(wall);
  if (!isWritableDay(day)) return undefined;
  const rest = wall - day * DAY;
  const clock = `${pad(Math.floor(rest / HOUR))}:${pad(Math.floor((rest % HOUR) / MINUTE))}`;
  const second = seconds ? `:${pad(Math.floor((rest % MINUTE) / SECOND))}` : "";
  const fraction =
    decimals > 0
      ? `.${String(rest % SECOND)
          .padStart(3, "0")
          .slice(0, decimals)}`
      : "";
  const between = separator === "T" ? "T" : " ";
  return `${dateText(day)}${between}${clock}${second}${fraction}${offsetText(offset, offsetStyle)}`;
}

/** The shortest time that a shape other than a date's can tell apart, in milliseconds. */
export function grainOf({ seconds, decimals }: TimeShape): number {
  return seconds ? SECOND / 10 ** decimals : MINUTE;
}

/** Writes a day of the zone as a date without an offset. Undefined when the year would have more than four digits. */
export function formatDay(day: Day): string | undefined {
  return isWritableDay(day) ? dateText(day) : undefined;
}

/**
 * A wall time that will be read as no earlier instant than was meant. One that a clock change skips becomes the one that
 * the clock shows then; of one that exists twice, the second would be read as the first, so it is moved past both.
 */
function readableWall(wall: WallMillis, offset: Millis, zone: Zone): WallMillis {
  const meant = instantAt(wall - offset);
  const shown = Math.max(wall, zone.wallAt(meant));
  const read = zone.landWall(shown);
  return read < meant ? meant + (shown - read) : shown;
}

/** The first day that lasts until an instant; where clocks went back over midnight, a day may end before its clock says. */
function lastDayBefore(instant: Instant, offset: Millis, { shape }: Timestamp, zone: Zone): Day {
  const day = dayOfWall(instant - 1 + offset);
  return shape.offsetStyle === "none" && zone.startOfDay(day + 1) < instant ? day + 1 : day;
}

/** An instant as ISO 8601 with the zone's offset, for reports and manifests: `2022-10-15T15:30:00+09:00`. */
export function instantText(instant: Instant, zone: Zone): string {
  return (
    formatInstant(instant, { instant, wall: 0, offset: zone.offsetAt(instant), shape: ISO_SHAPE }, zone) ?? "never"
  );
}

/** A date is written with the offset of its last moment: its end is another day already, and may be behind a change. */
function offsetToWrite(instant: Instant, like: Timestamp, zone: Zone): Millis {
  const { offsetStyle, separator } = like.shape;
  if (offsetStyle === "Z") return lengthOf(0);
  const zoneOffset = (end: Instant) => zone.offsetAt(separator === "none" ? instantAt(end - 1) : end);
  if (offsetStyle === "none") return zoneOffset(instant);
  return zoneOffset(like.instant) === like.offset ? zoneOffset(instant) : like.offset;
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

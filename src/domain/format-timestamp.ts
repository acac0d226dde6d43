/** Writes instants and days back in the shape that a timestamp came in. */
import { type Day, dayOfWall, isWritableDay, type WallMillis } from "./civil.ts";
import { DAY, type Instant, instantAt, lengthOf, type Millis } from "./instant.ts";
import type { TimeForm } from "./time-form.ts";
import { readWallAs } from "./time-meaning.ts";
import { type FormShape, grainOf, type TimeShape } from "./time-shape.ts";
import { clockOf, isDateOnly, isFirstUnusable, type Timestamp, writtenInstant } from "./timestamp.ts";
import { formText } from "./write-form.ts";
import { isoText, type TimeToWrite } from "./write-iso.ts";
import type { Zone } from "./zone.ts";

/** What becomes of an instant that is finer than the shape: `up` for the customer, `down` where it is a ceiling. */
export type Direction = "up" | "down";

/**
 * Writes an instant in the shape of `like`, which was read from the same field. A finer instant than the shape can
 * hold rounds up to its next day, minute or second: the customer never loses to the shape. An instant that is a ceiling
 * rounds down: the shape never passes it.
 *
 * Digits below the millisecond are those of `like`: the instant itself has none. The offset stays the one that was written,
 * unless that was the zone's own and the zone's has changed since. Without an offset, a wall time that exists twice is never
 * written, since a reader could not tell which instant is meant; only a form may say which.
 * @param zone the policy's; a form may have another.
 * @returns undefined when the year would have more than four digits, or be one that the shape cannot write.
 */
export function formatInstant(
  instant: Instant,
  like: Timestamp,
  zone: Zone,
  direction: Direction = "up",
): string | undefined {
  const clock = clockOf(like, zone);
  const { shape } = like;
  if (isDateOnly(like)) return dateInShape(instant, like, clock, direction);
  const time = momentInShape(instant, like, clock, direction);
  const { form } = shape;
  if (!isWritableDay(dayOfWall(time.wall))) return undefined;
  if (form === undefined) return isoText(time, shape.separator, shape);
  return formText(standsForDay(time, form, clock) ? dayMeant(time, like, clock) : time, shape, form, clock);
}

function momentInShape(instant: Instant, like: Timestamp, zone: Zone, direction: Direction): TimeToWrite {
  const { shape, below } = like;
  const grain = grainOf(shape);
  const round = Math[direction === "up" ? "ceil" : "floor"];
  // An epoch number is no wall time: whatever clocks do, it says which instant is meant.
  if (shape.form?.pattern.kind === "epoch") return { wall: round(instant / grain) * grain, offset: lengthOf(0), below };
  const offsetThen = offsetToWrite(instant, like, zone);
  const rounded = round((instant + offsetThen) / grain) * grain;
  // Rounding may reach over a clock change.
  const end = instantAt(rounded - offsetThen);
  const offset = offsetToWrite(end, like, zone);
  if (shape.offsetStyle !== "none") return { wall: end + offset, offset, below };
  const wall = readableWall(rounded, end, zone, { grain, direction, form: shape.form?.form });
  // A wall time that had to move is another one than was meant, and its millisecond begins with it.
  return { wall, offset, below: wall === rounded ? below : 0 };
}

/** Whether a moment would be read as a date: a midnight, in a form that takes midnights for dates. */
function standsForDay({ wall, offset, below }: TimeToWrite, { form, pattern }: FormShape, zone: Zone): boolean {
  if (form.midnight !== "day" || below !== 0) return false;
  if (pattern.kind !== "epoch") return wall % DAY === 0;
  const at = instantAt(wall - offset);
  return at === zone.startOfDay(dayOfWall(zone.wallAt(at)));
}

/** The date whose end is a midnight: the day before, where dates last through their day. */
function dayMeant(time: TimeToWrite, like: Timestamp, zone: Zone): TimeToWrite {
  if (isFirstUnusable(like) || like.role === "start") return time;
  if (like.shape.offsetStyle !== "none") return { ...time, wall: time.wall - DAY };
  const shown = like.shape.form?.pattern.kind === "epoch" ? zone.wallAt(instantAt(time.wall)) : time.wall;
  const day = existing(dayOfWall(shown) - 1, -1, zone.startOfDay);
  const starts = zone.startOfDay(day);
  return like.shape.form?.pattern.kind === "epoch" ? { ...time, wall: starts } : { ...time, wall: day * DAY };
}

/** Writes a day of the clock as a date without an offset; undefined where it cannot be written. @param like a date to write it like. */
export function formatDay(day: Day, like?: { readonly shape: TimeShape; readonly clock: Zone }): string | undefined {
  return dayText(day, lengthOf(0), like?.shape ?? PLAIN_DATE, like?.clock);
}

function dayText(day: Day, offset: Millis, shape: TimeShape, clock: Zone | undefined): string | undefined {
  if (!isWritableDay(day)) return undefined;
  const time = { wall: day * DAY, offset, below: 0 };
  const { form } = shape;
  return form === undefined || clock === undefined ? isoText(time, "none", shape) : formText(time, shape, form, clock);
}

/**
 * A wall time that is read as one instant, the one that was meant or the nearest in the direction. One that a clock change
 * skips becomes the one that the clock shows then; one that exists twice, the first after all such times (or before them),
 * unless a form says that it is read as the instant that was meant.
 */
function readableWall(
  wall: WallMillis,
  meant: Instant,
  zone: Zone,
  { grain, direction, form }: ReadableOptions,
): WallMillis {
  const shown = Math.max(wall, zone.wallAt(meant));
  const repeated = zone.repeatedAround(shown);
  if (repeated === undefined) return shown;
  if (form?.twice !== undefined && readWallAs({ zone, twice: form.twice, never: form.never }, shown) === meant)
    return shown;
  return direction === "up" ? Math.ceil(repeated.to / grain) * grain : Math.ceil(repeated.from / grain - 1) * grain;
}

interface ReadableOptions {
  readonly grain: number;
  readonly direction: Direction;
  readonly form: TimeForm | undefined;
}

/** Writes an end as a date: the first day whose end is not before an instant, or the last one whose end is not after it. */
function dateInShape(instant: Instant, like: Timestamp, zone: Zone, direction: Direction): string | undefined {
  const { shape } = like;
  const isUnusable = isFirstUnusable(like);
  const isOwn = isOwnDay(like, zone) && (isUnusable || direction === "down");
  const isZoned = shape.offsetStyle === "none" || isOwn;
  const fixed = offsetToWrite(instant, like, zone);
  const startOf = (day: Day) => (isZoned ? zone.startOfDay(day) : instantAt(day * DAY - fixed));
  const first = firstDayFrom(instant, dayOfWall(instant + fixed) - 1, startOf);
  const unusable = direction === "down" && startOf(first) > instant ? first - 1 : first;
  // A charge falls on the first day that is not usable, and the last usable one is before it; neither is a day that the zone skipped.
  const day = isUnusable ? existing(unusable, 1, startOf) : existing(unusable - 1, -1, startOf);
  const ownOffset = () => (isUnusable ? lengthOf(day * DAY - startOf(day)) : lastOffset(day, zone));
  const offset = isOwn ? ownOffset() : fixed;
  return dayText(day, offset, shape, zone);
}

/** Whether a date is a day of the zone, written with the zone's offset: that of its start for a charge, else of its last moment. */
function isOwnDay(like: Timestamp, zone: Zone): boolean {
  const { shape, instant, wall } = like;
  if (shape.offsetStyle === "none" || shape.offsetStyle === "Z") return false;
  return instant === zone.startOfDay(dayOfWall(wall) + (isFirstUnusable(like) ? 0 : 1));
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
  const isLastDay = isDateOnly(like) && like.role === "end" && !isFirstUnusable(like);
  const zoneOffset = (end: Instant) => zone.offsetAt(isLastDay ? instantAt(end - 1) : end);
  if (offsetStyle === "none") return zoneOffset(instant);
  const writtenAt = isDateOnly(like) ? like.instant : writtenInstant(like);
  return zoneOffset(writtenAt) === like.offset ? zoneOffset(instant) : like.offset;
}

const ISO_SHAPE: TimeShape = { separator: "T", seconds: true, decimals: 0, offsetStyle: "+hh:mm", form: undefined };
const PLAIN_DATE: TimeShape = { separator: "none", seconds: false, decimals: 0, offsetStyle: "none", form: undefined };

/**
 * What a time means that was read in a form: the last step of all readers of forms.
 *
 *     through: day       2024-03-31 as an end    usable until 2024-04-01T00:00
 *     through: before    2024-03-31 as an end    usable until 2024-03-31T00:00
 *     midnight: day      2024-03-31 00:00:00     the same as the date 2024-03-31
 *     twice: later       01:30 in New York on the night clocks go back    05:30 or 06:30 UTC: 06:30
 *     never: forward     02:30 in New York on the night clocks go forward    03:30
 */
import { type Day, dayOfWall, type WallMillis } from "./civil.ts";
import { DAY, type Instant, instantAt, lengthOf } from "./instant.ts";
import type { TimeForm } from "./time-form.ts";
import { isEndOfDay, type TimeFault, type TimeRole, type TimeSlot } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

export interface TimeMeaning extends Pick<TimeForm, "twice" | "never"> {
  readonly role: TimeRole;
  /** The zone of times without an offset. */
  readonly zone: Zone;
  /** Whether a date lasts through its day. */
  readonly lasts: boolean;
  readonly isMidnightDate: boolean;
}

/** @param zone of times without an offset: the form's own, or else the policy's. */
export function meaningOf(role: TimeRole, zone: Zone, { through, midnight, twice, never }: TimeForm): TimeMeaning {
  return { role, zone, lasts: role === "end" && through === "day", isMidnightDate: midnight === "day", twice, never };
}

/**
 * Fills in the instant and the offset of a time whose wall, shape and digits below the millisecond were read.
 * @param offset that was written, in milliseconds; NaN where none was.
 */
export function finishTime(time: TimeSlot, offset: number, meaning: TimeMeaning): TimeFault | undefined {
  const day = dayOfWall(time.wall);
  if (time.shape.separator === "none") return finishDay(time, day, offset, meaning);
  const isMidnight = meaning.role !== "start" && isEndOfDay(time.wall - day * DAY);
  if (!Number.isNaN(offset)) {
    time.instant = instantAt((isMidnight ? (day + 1) * DAY : time.wall) - offset);
    time.offset = lengthOf(offset);
    return undefined;
  }
  const instant = readWallAs(meaning, time.wall);
  if (Number.isNaN(instant)) return "time-ambiguous";
  time.instant = isMidnight ? meaning.zone.startOfDay(day + 1) : instant;
  time.offset = lengthOf(time.wall - instant);
  return undefined;
}

/** A date: a day of the zone, or of the offset that was written. A day that the zone left out has no meaning. */
function finishDay(time: TimeSlot, day: Day, offset: number, { zone, lasts }: TimeMeaning): TimeFault | undefined {
  time.wall = day * DAY;
  const meant = lasts ? time.wall + DAY : time.wall;
  if (!Number.isNaN(offset)) {
    time.instant = instantAt(meant - offset);
    time.offset = lengthOf(offset);
    return undefined;
  }
  const starts = zone.startOfDay(day);
  const ends = zone.startOfDay(day + 1);
  if (starts >= ends) return "time-ambiguous";
  time.instant = lasts ? ends : starts;
  time.offset = lengthOf(meant - time.instant);
  return undefined;
}

/** The instant of a wall time, or NaN where the form does not say which one it is. */
export function readWallAs(
  { zone, twice, never }: Pick<TimeMeaning, "zone" | "twice" | "never">,
  wall: WallMillis,
): Instant {
  const instant = zone.readWall(wall);
  if (!Number.isNaN(instant)) return instant;
  const repeated = zone.repeatedAround(wall);
  if (repeated === undefined) return never === undefined ? instant : zone.landWall(wall);
  if (twice === undefined) return instant;
  const first = zone.landWall(wall);
  return twice === "earlier" ? first : instantAt(first + (repeated.to - repeated.from));
}

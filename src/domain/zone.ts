/**
 * Time zones: what the wall clock of a zone shows at an instant, and which instant a wall time means.
 *
 * luxon knows the zones; asking it costs microseconds, so each day's offset is remembered once it was the same
 * throughout that day and around it. Only the few days near a clock change ask luxon again. This is the only module
 * that imports luxon.
 *
 * A wall time skipped by a clock change (a gap) means no instant; one shown twice (an overlap) means two.
 * `readWall` refuses both. `landWall`, for results of our own arithmetic, moves a gap forward by its length and takes
 * the first of two: 02:30 on the night New York springs forward lands on 03:30. `repeatedAround` says how far an overlap
 * reaches: the night it falls back, from 01:00 until before 02:00.
 */
import { IANAZone } from "luxon";
import { type Day, dayOf, dayOfWall, type WallMillis } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, lengthOf, type Millis } from "./instant.ts";
import { ZONE_NAMES } from "./zone-names.ts";

export interface Zone {
  readonly name: string;
  offsetAt(at: Instant): Millis;
  wallAt(at: Instant): WallMillis;
  /** The instant of a wall time, or NaN when it does not exist or exists twice. */
  readWall(wall: WallMillis): Instant;
  /** The instant of a wall time; a gap moves forward by its length, an overlap takes the first. */
  landWall(wall: WallMillis): Instant;
  /** The wall times `[from, to)` that exist twice, around one that does; undefined where it does not. */
  repeatedAround(wall: WallMillis): { readonly from: WallMillis; readonly to: WallMillis } | undefined;
  /** The first instant of a day. */
  startOfDay(day: Day): Instant;
  /** The offset that holds throughout a day and around it; undefined near a change of clocks. */
  steadyOffset(day: Day): Millis | undefined;
}

const FIRST_DAY = dayOf(0, 12, 1);
const LAST_DAY = dayOf(10_000, 1, 31);
/** No zone was ever further from UTC than this. */
const WIDEST_OFFSET = 16 * HOUR;
const UNKNOWN = 0;
const CHANGES = 1;
/** Added to a remembered offset so that it can be neither of the two marks above. */
const BIAS = 2 * DAY;

let names: ReadonlySet<string> | undefined;

/**
 * The names of the tz database, links included; read when the first zone is asked for.
 *
 * The platform is no judge of names: one version of it takes `BST` (as Dhaka), another `+09:00`, and all take `asia/seoul`.
 */
export function zoneNames(): ReadonlySet<string> {
  if (names === undefined) {
    const read = new Set<string>();
    let area = "";
    for (const word of ZONE_NAMES.trim().split(/\s+/)) {
      if (word.endsWith(":")) area = word.slice(0, -1);
      else read.add(area + word);
    }
    names = read;
  }
  return names;
}

/** Whether the platform knows the rules of a zone. It may lack names that the tz database got after it was made. */
export function hasZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

const opened = new Map<string, Zone>();

/**
 * Opens every zone that the platform has, also zones that a file of rules may not name any more: a run that was decided in such
 * a zone stays readable.
 *
 * @throws RangeError when the platform has no such zone; ask `hasZone` first.
 */
export function openZone(name: string): Zone {
  const known = opened.get(name);
  if (known !== undefined) return known;
  if (!hasZone(name)) throw new RangeError(`not a time zone: ${name}`);
  const zone = createZone(name);
  opened.set(name, zone);
  return zone;
}

/** The offsets of a zone that are known so far. */
interface Offsets {
  readonly rules: IANAZone;
  /** For each day: the offset that holds throughout it and around it, with `BIAS` added, or one of the two marks. */
  readonly remembered: Int32Array;
}

function createZone(name: string): Zone {
  const offsets: Offsets = {
    rules: IANAZone.create(name),
    // Four bytes for every day of ten thousand years; the operating system only gives memory to the pages touched.
    remembered: new Int32Array(LAST_DAY - FIRST_DAY + 1),
  };
  return {
    name,
    offsetAt: (at) => offsetAt(offsets, at),
    wallAt: (at) => at + offsetAt(offsets, at),
    readWall: (wall) => readWall(offsets, wall),
    landWall: (wall) => landWall(offsets, wall),
    repeatedAround: (wall) => repeatedAround(offsets, wall),
    startOfDay: (day) => landWall(offsets, day * DAY),
    steadyOffset: (day) => {
      const mark = markOfDay(offsets, day);
      return mark === CHANGES ? undefined : lengthOf(mark - BIAS);
    },
  };
}

function exactOffset({ rules }: Offsets, at: number): number {
  return Math.round(rules.offset(at) * 60_000);
}

/** The offset of a day with `BIAS` added, or `CHANGES`. */
function markOfDay(offsets: Offsets, day: Day): number {
  const index = day - FIRST_DAY;
  const found = offsets.remembered[index];
  if (found !== undefined && found !== UNKNOWN) return found;
  const middle = exactOffset(offsets, day * DAY + DAY / 2);
  const constant =
    exactOffset(offsets, day * DAY - WIDEST_OFFSET) === middle &&
    exactOffset(offsets, day * DAY + DAY + WIDEST_OFFSET) === middle;
  const mark = constant ? middle + BIAS : CHANGES;
  offsets.remembered[index] = mark;
  return mark;
}

function offsetAt(offsets: Offsets, at: Instant): Millis {
  const mark = markOfDay(offsets, dayOfWall(at));
  return lengthOf(mark === CHANGES ? exactOffset(offsets, at) : mark - BIAS);
}

function readWall(offsets: Offsets, wall: WallMillis): Instant {
  const mark = markOfDay(offsets, dayOfWall(wall));
  if (mark !== CHANGES) return instantAt(wall - (mark - BIAS));
  const readings = readingsOf(offsets, wall);
  return instantAt(readings.length === 1 ? (readings[0] ?? Number.NaN) : Number.NaN);
}

function landWall(offsets: Offsets, wall: WallMillis): Instant {
  const mark = markOfDay(offsets, dayOfWall(wall));
  if (mark !== CHANGES) return instantAt(wall - (mark - BIAS));
  const [first] = readingsOf(offsets, wall);
  // In a gap, reading the wall time with the offset from before the change moves it forward by the gap.
  return instantAt(first ?? wall - exactOffset(offsets, wall - WIDEST_OFFSET));
}

/** All instants at which the zone's clock shows this wall time, earliest first. */
function readingsOf(offsets: Offsets, wall: WallMillis): readonly number[] {
  const before = exactOffset(offsets, wall - WIDEST_OFFSET);
  const after = exactOffset(offsets, wall + WIDEST_OFFSET);
  const candidates = before === after ? [before] : [Math.max(before, after), Math.min(before, after)];
  return candidates.map((offset) => wall - offset).filter((at) => at + exactOffset(offsets, at) === wall);
}

function repeatedAround(offsets: Offsets, wall: WallMillis): ReturnType<Zone["repeatedAround"]> {
  if (markOfDay(offsets, dayOfWall(wall)) !== CHANGES) return undefined;
  const [first, second] = readingsOf(offsets, wall);
  if (first === undefined || second === undefined) return undefined;
  // The clock changes between both readings: found by halving.
  const before = exactOffset(offsets, first);
  let last = first;
  for (let change = second; ; ) {
    const middle = Math.floor((last + change) / 2);
    if (middle === last) return { from: change + exactOffset(offsets, change), to: change + before };
    if (exactOffset(offsets, middle) === before) last = middle;
    else change = middle;
  }
}

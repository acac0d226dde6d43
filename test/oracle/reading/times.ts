/** Times as they stand in cells, read and written back in their shape. */
import { DateTime } from "luxon";
import {
  DAY,
  type Duration,
  firstInstantOf,
  HOUR,
  instantsOf,
  MINUTE,
  offsetAt,
  SECOND,
  stepInstant,
  stepWall,
} from "./clocks.ts";

interface Written {
  readonly text: string;
  /** What the clocks show, as if they were in UTC; midnight for a date alone. */
  readonly wall: number;
  readonly isDate: boolean;
  readonly separator: string;
  readonly seconds: boolean;
  readonly decimals: number;
  readonly offset: string;
}

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

export function writtenOf(text: string): Written {
  const match = WRITTEN.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  const [, year, month, day, separator = "", hour = "0", minute = "0", second, fraction = "", offset = ""] = match;
  return {
    text,
    wall: DateTime.utc(
      ...([year, month, day, hour, minute, second ?? "0", fraction.padEnd(3, "0")].map(Number) as [number]),
    ).toMillis(),
    isDate: separator === "",
    separator,
    seconds: second !== undefined,
    decimals: fraction.length,
    offset,
  };
}

function millisOfOffset(offset: string): number {
  if (offset === "Z") return 0;
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

type Role = "start" | "end";

/** Undefined for a wall time that does not exist, or exists twice. */
export function instantOf(written: Written, role: Role, zone: string): number | undefined {
  const wall = written.isDate && role === "end" ? written.wall + DAY : written.wall;
  if (written.offset !== "") return wall - millisOfOffset(written.offset);
  if (written.isDate) return firstInstantOf(wall, zone);
  const found = instantsOf(wall, zone);
  return found.length === 1 ? found[0] : undefined;
}

export function certainInstant(text: string, role: Role, zone: string): number {
  const at = instantOf(writtenOf(text), role, zone);
  if (at === undefined) throw new Error(`ambiguous in ${zone}: ${text}`);
  return at;
}

/** The end of a period as it stands in a cell. */
export interface End extends Written {
  readonly at: number;
}

/** "the same offset unless the zone's own offset changed": the fixed offset of an end that is not in the zone's own. */
function foreignOffset(end: End, zone: string): number | undefined {
  if (end.offset === "") return undefined;
  const offset = millisOfOffset(end.offset);
  // A date is over when its end begins: its own offset is that of its last moment.
  const shownAt = end.isDate ? end.at - 1 : end.at;
  return offset === offsetAt(shownAt, zone) && end.offset !== "Z" ? undefined : offset;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function offsetLike(style: string, offset: number): string {
  const sign = offset < 0 ? "-" : "+";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / HOUR), (Math.abs(offset) % HOUR) / MINUTE];
  if (style.includes(":")) return `${sign}${two(hours)}:${two(minutes)}`;
  return style.length === 5 || minutes !== 0 ? `${sign}${two(hours)}${two(minutes)}` : `${sign}${two(hours)}`;
}

/** "What is written keeps the shape it was read in"; whatever is finer than the shape rounds up. */
export function writeLike(old: End, at: number, zone: string): End {
  const fixed = foreignOffset(old, zone);
  if (old.isDate) {
    const lastMoment = at - 1;
    const lastWall = lastMoment + (fixed ?? offsetAt(lastMoment, zone));
    const wall = Math.floor(lastWall / DAY) * DAY;
    if (old.offset !== "") {
      const offset = fixed ?? offsetAt(lastMoment, zone);
      return written(old, wall, wall + DAY - offset, fixed === undefined ? offsetLike(old.offset, offset) : old.offset);
    }
    return written(old, wall, firstInstantOf(wall + DAY, zone), "");
  }
  const grid = old.seconds ? SECOND / 10 ** old.decimals : MINUTE;
  const rounded = Math.ceil(at / grid) * grid;
  const end = old.offset === "" ? unmistakable(rounded, zone) : rounded;
  const own = offsetAt(end, zone);
  const keeps = old.offset === "" || fixed !== undefined;
  return written(old, end + (fixed ?? own), end, keeps ? old.offset : offsetLike(old.offset, own));
}

/** Sharpened: a wall time that is read as an earlier instant, because it exists twice, is written later by the repeat. */
function unmistakable(at: number, zone: string): number {
  const first = firstInstantOf(at + offsetAt(at, zone), zone);
  return first < at ? at + (at - first) : at;
}

function written(old: End, wall: number, at: number, offset: string): End {
  const shown = DateTime.fromMillis(wall, { zone: "utc" });
  const date = shown.toFormat("yyyy-MM-dd");
  const fraction = old.decimals === 0 ? "" : `.${shown.toFormat("SSS").slice(0, old.decimals)}`;
  const time = old.isDate ? "" : `${old.separator}${shown.toFormat(old.seconds ? "HH:mm:ss" : "HH:mm")}${fraction}`;
  return { ...old, text: `${date}${time}${offset}`, wall, at, offset };
}

/**
 * A date stays a date: calendar steps from it are steps of the date itself, in the offset that it was written with
 * unless its day is a day of the zone.
 */
export function stepEnd(end: End, duration: Duration, zone: string): number {
  const isStep = duration.months !== 0 || duration.days !== 0;
  if (!end.isDate || !isStep) return stepInstant(end.at, duration, zone);
  const midnight = stepWall(end.wall, duration) + DAY;
  const isOwn = end.offset !== "Z" && firstInstantOf(end.wall + DAY, zone) === end.at;
  return (isOwn ? firstInstantOf(midnight, zone) : midnight - millisOfOffset(end.offset)) + duration.millis;
}

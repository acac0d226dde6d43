/**
 * A new end in the shape of the old one: "what is written keeps the shape it was read in".
 *
 * Whatever is finer than the shape rounds up, so that nobody loses to it; only what is held to a ceiling rounds down. A
 * wall time that exists twice is not written without an offset.
 */
import { DateTime } from "luxon";
import {
  DAY,
  dayAt,
  dayFrom,
  dayOf,
  dayUpTo,
  firstInstantOf,
  HOUR,
  instantsOf,
  MINUTE,
  offsetAt,
  SECOND,
} from "./clocks.ts";
import { type End, endOf, isOwnDay } from "./end.ts";
import { millisOfOffset } from "./times.ts";

export interface NewEnd {
  readonly end: End;
  /** The clocks show the moment twice, so another is written. */
  readonly isClockChange: boolean;
}

export type Direction = "up" | "down";

/** @param old with the digits below the millisecond that the new end has. */
export function writeLike(old: End, at: number, direction: Direction, zone: string): NewEnd {
  if (old.isDate) return { end: dateLike(old, at, direction, zone), isClockChange: false };
  const grid = old.seconds ? SECOND / 10 ** Math.min(old.decimals, 3) : MINUTE;
  const onGrid = (direction === "up" ? Math.ceil(at / grid) : Math.floor(at / grid)) * grid;
  if (old.offset !== "") return { end: offsetTimeLike(old, onGrid, zone), isClockChange: false };
  const once = direction === "up" ? afterRepeat(onGrid, zone) : beforeRepeat(onGrid, grid, zone);
  const moved = once === onGrid ? old : { ...old, below: "" };
  const end = written(moved, once + offsetAt(once, zone), "", zone);
  return { end, isClockChange: once !== onGrid };
}

function dateLike(old: End, at: number, direction: Direction, zone: string): End {
  const day = isOwnDay(old, zone)
    ? ownDay(old, at, direction, zone)
    : fixedDay(old, at, direction, millisOfOffset(old.offset));
  if (old.offset === "" || !isOwnDay(old, zone)) return written(old, day, old.offset, zone);
  const lastMoment = direction === "up" ? at - 1 : firstInstantOf(day + DAY, zone) - 1;
  const offset = old.isCharge ? day - firstInstantOf(day, zone) : offsetAt(lastMoment, zone);
  return written(old, day, offsetLike(old.offset, offset), zone);
}

/** Of the zone's days the first that starts at or after the instant, or ends there; downwards, the last before it. */
function ownDay({ isCharge }: End, at: number, direction: Direction, zone: string): number {
  const day = dayAt(at, zone);
  if (!isCharge) return direction === "up" ? dayAt(at - 1, zone) : dayUpTo(day - DAY, zone);
  return direction === "down" || firstInstantOf(day, zone) === at ? day : dayFrom(day + DAY, zone);
}

function fixedDay({ isCharge }: End, at: number, direction: Direction, offset: number): number {
  const wall = at + offset;
  if (!isCharge) return direction === "up" ? dayOf(wall - 1) : dayOf(wall) - DAY;
  return direction === "up" ? dayOf(wall + DAY - 1) : dayOf(wall);
}

/** "the same offset unless the zone's own offset changed" */
function offsetTimeLike(old: End, at: number, zone: string): End {
  const offset = millisOfOffset(old.offset);
  const isOwn = old.offset !== "Z" && offset === offsetAt(old.point, zone);
  if (!isOwn) return written(old, at + offset, old.offset, zone);
  const own = offsetAt(at, zone);
  return written(old, at + own, offsetLike(old.offset, own), zone);
}

function isRepeated(wall: number, zone: string): boolean {
  return instantsOf(wall, zone).length > 1;
}

/** The end of the repeated stretch, minute by minute. */
function afterRepeat(at: number, zone: string): number {
  let wall = at + offsetAt(at, zone);
  if (!isRepeated(wall, zone)) return at;
  wall -= wall % MINUTE;
  while (isRepeated(wall, zone)) wall += MINUTE;
  return firstInstantOf(wall, zone);
}

/** Sharpened: what is held to a ceiling in a repeated stretch goes back to the last time before it. */
function beforeRepeat(at: number, grid: number, zone: string): number {
  let wall = at + offsetAt(at, zone);
  if (!isRepeated(wall, zone)) return at;
  wall -= wall % MINUTE;
  while (isRepeated(wall - MINUTE, zone)) wall -= MINUTE;
  return firstInstantOf(wall - grid, zone);
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

/** What is written is read again: it stands for what the next reader takes it for. */
function written(old: End, wall: number, offset: string, zone: string): End {
  const shown = DateTime.fromMillis(wall, { zone: "utc" });
  const date = shown.toFormat("yyyy-MM-dd");
  const fraction =
    old.decimals === 0 ? "" : `.${(shown.toFormat("SSS") + old.below).padEnd(9, "0").slice(0, old.decimals)}`;
  const time = old.isDate ? "" : `${old.separator}${shown.toFormat(old.seconds ? "HH:mm:ss" : "HH:mm")}${fraction}`;
  return endOf(`${date}${time}${offset}`, old.isCharge ? "next_billing_at" : "", zone);
}

/** Instants as cells and files write them, in every accepted shape. */
import { DateTime } from "luxon";
import { HOUR, instantsOf, MINUTE } from "../reading/clocks.ts";
import type { Dice } from "./dice.ts";

/** Zones with instants around which the outages lie: where the clocks change, month ends, leap days, ordinary days. */
export const ANCHORS: { readonly [zone: string]: readonly string[] } = {
  "Asia/Seoul": ["2022-10-15T06:30Z", "2023-01-30T20:00Z", "2024-02-28T15:00Z", "2022-12-31T14:59Z"],
  "America/New_York": ["2022-11-06T06:00Z", "2023-03-12T07:00Z", "2024-07-04T22:30Z", "2024-02-29T05:00Z"],
  "Europe/London": ["2022-10-30T01:00Z", "2023-03-26T01:00Z", "2023-08-31T22:00Z"],
  "Australia/Lord_Howe": ["2023-04-01T15:00Z", "2022-10-01T15:30Z", "2023-01-31T12:00Z"],
  "Asia/Kathmandu": ["2022-10-15T09:45Z", "2023-05-31T18:15Z"],
  "Africa/Cairo": ["2023-04-27T22:00Z", "2023-10-26T21:00Z"],
  "America/Santiago": ["2024-04-07T03:00Z", "2024-09-08T04:00Z"],
  "America/Havana": ["2024-03-10T05:00Z", "2024-11-03T05:00Z"],
  "Pacific/Apia": ["2011-12-30T10:00Z", "2011-12-29T22:00Z", "2012-03-31T14:00Z"],
};

function zoneOffset(at: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).offset * MINUTE;
}

export interface Style {
  readonly part: "date" | "minutes" | "seconds" | "fraction";
  readonly decimals: number;
  readonly separator: "T" | " ";
  readonly offset: "none" | "own" | "Z" | "foreign";
  readonly offsetShape: "+hh:mm" | "+hhmm" | "+hh";
  readonly foreign: number;
}

/** The digits after the third decimal, in styles that have so many. */
const BELOW = "961971";

/** Cells may be finer than files of rules: those with a space have three, six or nine decimals. */
export function cellStyleOf(dice: Dice): Style {
  const style = styleOf(dice);
  return style.separator === " " ? { ...style, decimals: 3 * style.decimals } : style;
}

export function styleOf(dice: Dice): Style {
  return {
    part: dice.pick(["date", "date", "minutes", "minutes", "seconds", "seconds", "fraction"]),
    decimals: dice.between(1, 3),
    separator: dice.chance(0.7) ? "T" : " ",
    offset: dice.pick(["none", "none", "none", "own", "own", "Z", "foreign"]),
    offsetShape: dice.pick(["+hh:mm", "+hh:mm", "+hhmm", "+hh"]),
    foreign: dice.pick([0, 9 * HOUR, -8 * HOUR, 5.5 * HOUR, -4 * HOUR, HOUR, -3.5 * HOUR]),
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function offsetText(offset: number, shape: Style["offsetShape"]): string {
  const hours = two(Math.floor(Math.abs(offset) / HOUR));
  const minutes = two((Math.abs(offset) % HOUR) / MINUTE);
  const sign = offset < 0 ? "-" : "+";
  if (shape === "+hh:mm") return `${sign}${hours}:${minutes}`;
  return shape === "+hh" && minutes === "00" ? `${sign}${hours}` : `${sign}${hours}${minutes}`;
}

/** An instant in a style; what is finer than the style is cut off. */
export function timeText(at: number, style: Style, zone: string): string {
  const offset = style.offset === "Z" ? 0 : style.offset === "foreign" ? style.foreign : zoneOffset(at, zone);
  const suffix = style.offset === "none" ? "" : style.offset === "Z" ? "Z" : offsetText(offset, style.offsetShape);
  const wall = DateTime.fromMillis(at + offset, { zone: "utc" });
  const date = wall.toFormat("yyyy-MM-dd");
  if (style.part === "date") return date + suffix;
  const time = wall.toFormat(style.part === "minutes" ? "HH:mm" : "HH:mm:ss");
  const fraction = style.part === "fraction" ? `.${(wall.toFormat("SSS") + BELOW).slice(0, style.decimals)}` : "";
  return date + style.separator + time + fraction + suffix;
}

export function isSaid(at: number, zone: string): boolean {
  return instantsOf(at + zoneOffset(at, zone), zone).length === 1;
}

/** Wall times that exist twice get an offset, so that the file is valid. */
export function clearStyle(dice: Dice, at: number, zone: string): Style {
  const style = styleOf(dice);
  const isClear = style.offset !== "none" || style.part === "date" || isSaid(at - (at % MINUTE), zone);
  return isClear && isSaid(at, zone) ? style : { ...style, offset: "own" };
}

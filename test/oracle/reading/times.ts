/** Times as they stand in cells and files, and the instants that they are. */
import { DateTime } from "luxon";
import { DAY, firstInstantOf, HOUR, hasDay, instantsOf, MINUTE } from "./clocks.ts";

export interface Written {
  readonly text: string;
  /** What the clocks show, as if they were in UTC; midnight for a date alone. */
  readonly wall: number;
  readonly isDate: boolean;
  readonly separator: string;
  readonly seconds: boolean;
  readonly decimals: number;
  /** The digits after the third decimal: they are copied where an end is counted from this one, and count for nothing. */
  readonly below: string;
  readonly offset: string;
}

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:([T ])(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

export function writtenOf(text: string): Written {
  const match = WRITTEN.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  const [, year, month, day, separator = "", hour = "0", minute = "0", second, fraction = "", offset = ""] = match;
  return {
    text,
    wall: DateTime.utc(
      ...([year, month, day, hour, minute, second ?? "0", fraction.slice(0, 3).padEnd(3, "0")].map(Number) as [number]),
    ).toMillis(),
    isDate: separator === "",
    separator,
    seconds: second !== undefined,
    decimals: fraction.length,
    below: fraction.slice(3),
    offset,
  };
}

export function millisOfOffset(offset: string): number {
  if (offset === "Z") return 0;
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** A wall time in the offset that the text has, else the first instant at which the zone's clocks show it. */
export function instantIn({ offset }: Written, wall: number, zone: string): number {
  return offset === "" ? firstInstantOf(wall, zone) : wall - millisOfOffset(offset);
}

export type Role = "start" | "end";

/** Undefined for a wall time that does not exist, or exists twice. Sharpened: and for a date that the zone left out. */
export function instantOf(written: Written, role: Role, zone: string): number | undefined {
  if (written.isDate && written.offset === "" && !hasDay(written.wall, zone)) return undefined;
  if (written.isDate) return instantIn(written, role === "end" ? written.wall + DAY : written.wall, zone);
  if (written.offset !== "") return instantIn(written, written.wall, zone);
  const found = instantsOf(written.wall, zone);
  return found.length === 1 ? found[0] : undefined;
}

export function certainInstant(text: string, role: Role, zone: string): number {
  const at = instantOf(writtenOf(text), role, zone);
  if (at === undefined) throw new Error(`ambiguous in ${zone}: ${text}`);
  return at;
}

/**
 * How the times of a column are written in a file, by chance: each cell twice, as the file has it and as a canonical export has
 * it, and a new value of the canonical export as the file would have it.
 *
 *     time: dd.MM.yyyy, zone: UTC    15.10.2022     canonical 2022-10-15Z
 *     epoch-seconds                  1665815400     canonical 2022-10-15T15:30:00+09:00, in Seoul
 *     midnight: day                  15.10.2022 00:00    canonical 2022-10-15
 */
import {
  DAY,
  dayAt,
  dayFrom,
  dayOf,
  dayUpTo,
  firstInstantOf,
  instantsOf,
  MINUTE,
  offsetAt,
} from "../oracle/reading/clocks.ts";
import { millisOfOffset, type Written, writtenOf } from "../oracle/reading/times.ts";
import type { Dice } from "../oracle/samples/dice.ts";
import {
  impossible,
  offsetText,
  type Pattern,
  type PatternWish,
  patternBy,
  printed,
  printedLike,
  type Shown,
} from "./patterns.ts";

export interface TimeFrame {
  readonly dice: Dice;
  /** The policy's. */
  readonly zone: string;
  /** The zone that the mapping names: one without changes of clocks; undefined for the policy's. */
  readonly fixed: FixedZone | undefined;
  readonly isKorean: boolean;
  readonly role: "start" | "end" | "charge";
  /** Whether a date may be the first day that does not count: the rules are then ones that give the same of a midnight. */
  readonly mayEndBefore: boolean;
}

export interface FixedZone {
  readonly name: string;
  /** In minutes. */
  readonly offset: number;
}

export const FIXED_ZONES: readonly FixedZone[] = [
  { name: "UTC", offset: 0 },
  { name: "Asia/Tokyo", offset: 540 },
  { name: "Asia/Kolkata", offset: 330 },
  { name: "America/Phoenix", offset: -420 },
];

export interface TimeCellTexts {
  readonly canonical: string;
  readonly mapped: string;
}

export interface TimeColumn {
  /** The keys of the column in a mapping; empty for ISO 8601. */
  readonly keys: { readonly [key: string]: string | readonly string[] };
  /** @param text a cell of a canonical export, in any shape; what the column cannot show is cut off. */
  cell(text: string): TimeCellTexts;
  /** Both cells of a time that there is not. */
  bad(): TimeCellTexts;
  /** Whether a new end may be a later one than the canonical export's, because it is a date there and a midnight here. */
  readonly roundsUp: boolean;
  /** The new value that the file would have; undefined where only a clock without offsets may move it. */
  rewritten(old: string, canonical: string): string | undefined;
}

/** A time as the clocks of the column show it, with the digits below the millisecond. */
interface Moment {
  readonly wall: number;
  readonly below: string;
}

/** One way of writing times, of which a column has one or two. */
interface Writing {
  readonly time: string;
  readonly part: "date" | "minutes" | "seconds";
  readonly decimals: number;
  readonly isNumber: "epoch" | "excel" | undefined;
  /** Whether cells have an offset. */
  readonly hasOffset: boolean;
  readonly print: (shown: Shown, at: number) => string;
  readonly printLike: (old: Shown, shown: Shown, at: number) => string;
  readonly bad: () => string | undefined;
  readonly century?: string;
}

export function timeColumn(frame: TimeFrame): TimeColumn {
  const { dice, fixed, role } = frame;
  const first = writingBy(frame);
  const second = dice.chance(0.1) ? otherThan(frame, first) : undefined;
  const writings = second === undefined ? [first] : [first, second];
  const hasTimes = writings.some(({ part }) => part !== "date");
  const isMidnightDay = hasTimes && dice.chance(0.25);
  const mayBeDates = isMidnightDay || writings.some(({ part }) => part === "date");
  const endsBefore =
    role === "end" &&
    mayBeDates &&
    frame.mayEndBefore &&
    fixed === undefined &&
    writings.every(({ hasOffset }) => !hasOffset) &&
    dice.chance(0.5);
  const clocks = fixed === undefined && writings.every(({ hasOffset, isNumber }) => !hasOffset && isNumber !== "epoch");
  const twice =
    clocks && !endsBefore && hasTimes && dice.chance(0.25) ? dice.pick(["earlier", "later"] as const) : undefined;
  const never = clocks && !endsBefore && hasTimes && dice.chance(0.25);
  const century = writings.find((writing) => writing.century !== undefined)?.century;
  const times = writings.map(({ time }) => time);
  const [only = "iso"] = times;
  const keys = {
    ...(times.length > 1 ? { time: times } : only === "iso" && dice.chance(0.6) ? {} : { time: only }),
    ...(century === undefined ? {} : { century }),
    ...(isMidnightDay ? { midnight: "day" } : dice.maybe(0.05, () => ({ midnight: "moment" }))),
    ...(endsBefore ? { through: "before" } : {}),
    ...(twice === undefined ? {} : { twice }),
    ...(never ? { never: "forward" } : {}),
  };
  return columnOf({ frame, writings, isMidnightDay, endsBefore, twice, never }, keys);
}

interface Column {
  readonly frame: TimeFrame;
  readonly writings: readonly Writing[];
  readonly isMidnightDay: boolean;
  readonly endsBefore: boolean;
  readonly twice: "earlier" | "later" | undefined;
  readonly never: boolean;
}

/** What is kept of a cell, by its text in the file. */
interface Kept {
  readonly writing: Writing;
  readonly shown: Shown;
}

function columnOf(column: Column, keys: TimeColumn["keys"]): TimeColumn {
  const { frame, writings } = column;
  const kept = new Map<string, Kept>();
  return {
    keys,
    roundsUp: column.endsBefore,
    cell: (text) => {
      const writing = frame.dice.pick(writings);
      const { shown, canonical, at } = cellOf(column, writing, writtenOf(text));
      if (canonical === "") return { canonical, mapped: "" };
      const mapped = writing.print(shown, at);
      kept.set(mapped, { writing, shown });
      return { canonical, mapped };
    },
    bad: () => {
      const mapped = frame.dice.pick(writings).bad() ?? "soon";
      return { canonical: "2023-02-30", mapped };
    },
    rewritten: (old, canonical) => {
      const before = kept.get(old);
      return before === undefined ? canonical : rewrittenCell(column, before, writtenOf(canonical));
    },
  };
}

/** The zone in which the column shows times. */
function zoneOf({ zone, fixed }: TimeFrame): string {
  return fixed?.name ?? zone;
}

/** A cell of any shape as the clocks of the column show it. */
function momentOf(frame: TimeFrame, { wall, isDate, offset, below }: Written): Moment {
  if (isDate) return { wall, below: "000000" };
  const at = offset === "" ? firstInstantOf(wall, frame.zone) : wall - millisOfOffset(offset);
  const isSame = offset === "" && frame.fixed === undefined;
  return { wall: isSame ? wall : at + offsetAt(at, zoneOf(frame)), below: below.padEnd(6, "0") };
}

function shownOf({ wall, below }: Moment, offset: number): Shown {
  return { wall, decimals: String(((wall % 1000) + 1000) % 1000).padStart(3, "0") + below, offset };
}

/** Cuts off what a writing cannot show. */
function cut({ wall, below }: Moment, { part, decimals }: Writing): Moment {
  const grain = part === "date" ? DAY : part === "minutes" ? MINUTE : 10 ** Math.max(0, 3 - decimals);
  return { wall: Math.floor(wall / grain) * grain, below: below.slice(0, Math.max(0, decimals - 3)).padEnd(6, "0") };
}

interface CellOf {
  readonly shown: Shown;
  readonly canonical: string;
  /** The instant, where a number says it. */
  readonly at: number;
}

function cellOf(column: Column, writing: Writing, written: Written): CellOf {
  const { frame, isMidnightDay, endsBefore } = column;
  const zone = zoneOf(frame);
  const moment = cut(momentOf(frame, written), writing);
  const isEpoch = writing.isNumber === "epoch";
  const at = firstInstantOf(moment.wall, zone);
  const offset = offsetAt(at, zone) / MINUTE;
  const shown = shownOf(isEpoch ? { ...moment, wall: at + offset * MINUTE } : moment, offset);
  const isDate = writing.part === "date" || (isMidnightDay && isDayStart(shown, at, isEpoch, zone));
  // In an hour that comes twice, the midnight that follows is not the same in an offset as in the zone.
  if (!isDate && column.frame.fixed === undefined && !writing.hasOffset && endsInChange(at, zone))
    return { shown, canonical: "", at };
  if (!isDate) {
    const canonical =
      settledTime(column, writing, shown) ?? isoTime(shown, writing) + timeOffset(frame, writing, offset);
    return { shown, canonical, at };
  }
  const day = dayOf(shown.wall);
  if (!endsBefore) return { shown, canonical: isoDate(day) + dateOffset(frame, writing, offset), at };
  // A midnight that there is not cannot stand for a date in the canonical export.
  const begins = firstInstantOf(day, zone);
  const isThere = begins + offsetAt(begins, zone) === day;
  return { shown, canonical: isThere ? isoMoment(day, offsetAt(begins, zone) / MINUTE) : "", at };
}

function endsInChange(at: number, zone: string): boolean {
  const isLate = (at + offsetAt(at, zone)) % DAY >= DAY - MINUTE;
  return isLate && offsetAt(at, zone) !== offsetAt(at + DAY / 12, zone);
}

function isDayStart({ wall, decimals }: Shown, at: number, isEpoch: boolean, zone: string): boolean {
  if (Number(decimals) !== 0) return false;
  return isEpoch ? firstInstantOf(dayAt(at, zone), zone) === at : wall % DAY === 0;
}

function isoDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

function isoMoment(wall: number, offset: number): string {
  return new Date(wall).toISOString().slice(0, 19) + offsetText(offset, "+hh:mm");
}

function isoTime({ wall, decimals }: Shown, { part, decimals: count }: Pick<Writing, "part" | "decimals">): string {
  const text = new Date(wall).toISOString();
  if (part === "minutes") return text.slice(0, 16);
  return text.slice(0, 19) + (count === 0 ? "" : `.${decimals.slice(0, count)}`);
}

function fixedText({ offset }: FixedZone): string {
  return offset === 0 ? "Z" : offsetText(offset, "+hh:mm");
}

/** A date has the offset that its cell has, or the one of the zone that the mapping names. */
function dateOffset({ fixed }: TimeFrame, { hasOffset, isNumber }: Writing, offset: number): string {
  if (hasOffset && isNumber === undefined) return fixed?.offset === 0 ? "Z" : offsetText(offset, "+hh:mm");
  return fixed === undefined ? "" : fixedText(fixed);
}

function timeOffset({ fixed }: TimeFrame, { hasOffset, isNumber }: Writing, offset: number): string {
  if (fixed !== undefined) return fixedText(fixed);
  return hasOffset || isNumber === "epoch" ? offsetText(offset, "+hh:mm") : "";
}

/** A time with the offset that the mapping settles; undefined where the mapping settles nothing. */
function settledTime({ frame, twice, never }: Column, writing: Writing, shown: Shown): string | undefined {
  if (twice === undefined && !never) return undefined;
  const instants = instantsOf(shown.wall, frame.zone);
  const isSaid = instants.length === 1 || (instants.length === 2 ? twice !== undefined : never);
  if (!isSaid) return undefined;
  const at = (twice === "later" ? instants.at(-1) : instants[0]) ?? firstInstantOf(shown.wall, frame.zone);
  const offset = offsetAt(at, frame.zone);
  return isoTime({ ...shown, wall: at + offset }, writing) + offsetText(offset / MINUTE, "+hh:mm");
}

function rewrittenCell(column: Column, { writing, shown: old }: Kept, next: Written): string | undefined {
  const { frame, isMidnightDay, endsBefore, twice, never } = column;
  const zone = zoneOf(frame);
  const below = next.below.padEnd(6, "0");
  const print = (wall: number, at: number, offset = 0) => writing.printLike(old, shownOf({ wall, below }, offset), at);
  const offset = next.offset === "" ? undefined : millisOfOffset(next.offset);
  if (endsBefore && isDateLike(column, writing, old)) {
    const at = next.wall - (offset ?? 0);
    const day = dayAt(at, zone);
    const first = firstInstantOf(day, zone) < at ? dayFrom(day + DAY, zone) : day;
    return print(first, firstInstantOf(first, zone));
  }
  if (next.isDate) return print(next.wall, firstInstantOf(next.wall, zone), (offset ?? 0) / MINUTE);
  const at = offset === undefined ? firstInstantOf(next.wall, zone) : next.wall - offset;
  const isWall = offset === undefined || writing.hasOffset || frame.fixed !== undefined;
  const wall = isWall ? next.wall : at + offsetAt(at, zone);
  if (writing.isNumber !== "epoch" && (twice !== undefined || never)) {
    const instants = instantsOf(wall, zone);
    if ((instants.length === 1 ? instants[0] : twice === "later" ? instants[1] : instants[0]) !== at) return undefined;
    if (instants.length === 2 && twice === undefined) return undefined;
  }
  if (!isMidnightDay || Number(below) !== 0) return print(wall, at, (offset ?? 0) / MINUTE);
  return midnightText(column, writing, { wall, at, offset }, print);
}

function isDateLike({ isMidnightDay }: Column, { part }: Writing, { wall, decimals }: Shown): boolean {
  return part === "date" || (isMidnightDay && wall % DAY === 0 && Number(decimals) === 0);
}

/** A new end at a midnight would be read as its day, through which an end lasts: the day before stands for it. */
function midnightText(
  { frame, endsBefore }: Column,
  writing: Writing,
  { wall, at, offset }: { readonly wall: number; readonly at: number; readonly offset: number | undefined },
  print: (wall: number, at: number, offset?: number) => string,
): string {
  const zone = zoneOf(frame);
  const lasts = frame.role === "end" && !endsBefore;
  const minutes = (offset ?? 0) / MINUTE;
  if (writing.isNumber === "epoch") {
    const day = dayAt(at, zone);
    if (!lasts || firstInstantOf(day, zone) !== at) return print(wall, at);
    const before = dayUpTo(day - DAY, zone);
    return print(before, firstInstantOf(before, zone));
  }
  if (!lasts || wall % DAY !== 0) return print(wall, at, minutes);
  return print(writing.hasOffset ? wall - DAY : dayUpTo(wall - DAY, zone), at, minutes);
}

function writingBy(frame: TimeFrame): Writing {
  const { dice } = frame;
  const choice = dice.below(20);
  if (choice < 3) return isoWriting(frame);
  if (choice < 5) return epochWriting(dice, "seconds");
  if (choice < 6) return epochWriting(dice, "millis");
  return choice < 8 ? excelWriting(dice) : letters(frame, dice.pick(["date", "minutes", "seconds", "seconds"]));
}

/** A second way that no cell of the first one fits. */
function otherThan(frame: TimeFrame, first: Writing): Writing | undefined {
  if (first.isNumber !== undefined || first.hasOffset || first.time === "iso") return undefined;
  const other = letters(frame, first.part === "date" ? "seconds" : "date");
  return other.hasOffset || (first.century === undefined) !== (other.century === undefined) ? undefined : other;
}

function isoWriting({ dice }: TimeFrame): Writing {
  const part = dice.pick(["date", "minutes", "seconds", "seconds"] as const);
  const decimals = part === "seconds" && dice.chance(0.4) ? dice.between(1, 9) : 0;
  const separator = dice.pick(["T", " "]);
  const writing = { time: "iso", part, decimals, isNumber: undefined, hasOffset: false } as const;
  const print = (shown: Shown) =>
    part === "date" ? isoDate(shown.wall) : isoTime(shown, writing).replace("T", separator);
  return {
    ...writing,
    print,
    printLike: (_, shown) => print(shown),
    bad: () => dice.pick(["2023-02-29", "15.10.2022", "2022-10-15T24:00"]),
  };
}

function epochWriting(dice: Dice, unit: "seconds" | "millis"): Writing {
  const decimals = unit === "millis" ? 3 : dice.chance(0.6) ? 0 : dice.between(1, 9);
  const print = ({ decimals: digits }: Shown, at: number) => {
    const second = Math.floor(at / 1000);
    if (unit === "millis") return String(at);
    return decimals === 0 ? String(second) : `${second}.${digits.slice(0, decimals)}`;
  };
  return {
    time: `epoch-${unit}`,
    part: "seconds",
    decimals,
    isNumber: "epoch",
    hasOffset: false,
    print,
    printLike: (_, shown, at) => print(shown, at),
    bad: () => dice.pick(["-5", "12a", "2022-10-15", "1e9"]),
  };
}

/** Days are counted from 1899-12-30 on, from March 1900. */
const EXCEL_ZERO = Date.UTC(1899, 11, 30);
const ENOUGH_DECIMALS = 10;

function excelWriting(dice: Dice): Writing {
  const part = dice.pick(["date", "seconds"] as const);
  const print = ({ wall }: Shown) => {
    const day = Math.floor(wall / DAY);
    const serial = String(day - EXCEL_ZERO / DAY);
    return part === "date" ? serial : serial + ((wall - day * DAY) / DAY).toFixed(ENOUGH_DECIMALS).slice(1);
  };
  return {
    time: "excel-days",
    part,
    decimals: 0,
    isNumber: "excel",
    hasOffset: false,
    print,
    printLike: (_, shown) => print(shown),
    bad: () => dice.pick(["0", "60", "45383,5", "2022-10-15", "-1"]),
  };
}

function letters({ dice, zone, fixed, isKorean }: TimeFrame, part: Pattern["part"]): Writing {
  const withOffset = part !== "date" && dice.chance(0.2);
  const isWholeHours =
    /Seoul|New_York|London|Cairo|Santiago|Havana|Apia/.test(zone) && (fixed === undefined || fixed.offset % 60 === 0);
  const offset: PatternWish["offset"] = !withOffset
    ? "none"
    : fixed?.offset === 0
      ? "Z"
      : isWholeHours
        ? "hours"
        : "anyHours";
  const pattern = patternBy(dice, { part, offset, isKorean });
  return {
    time: pattern.text,
    part,
    decimals: pattern.decimals,
    isNumber: undefined,
    hasOffset: pattern.hasOffset,
    print: (shown) => printed(pattern, shown, pattern.style.zeros),
    printLike: (old, shown) => printedLike(pattern, old, shown),
    bad: () => (dice.chance(0.7) ? impossible(pattern) : undefined),
    ...(pattern.isShortYear ? { century: "2000" } : {}),
  };
}

/** Writes times in the patterns of a form, in the style that a cell of the pattern had. */
import { civilOf, dayOfWall } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, MINUTE, type Millis, SECOND } from "./instant.ts";
import { HALVES, MONTH_STYLES, MONTHS } from "./read-letters.ts";
import { millisOfFraction, serialOf } from "./read-number.ts";
import { type LettersPattern, PATTERN_FIELDS, type PatternPart } from "./time-pattern.ts";
import { type FormShape, SEPARATORS, type TimeShape } from "./time-shape.ts";
import { unreachable } from "./unreachable.ts";
import { decimalsText, isoText, offsetText, type TimeToWrite } from "./write-iso.ts";
import type { Zone } from "./zone.ts";

/**
 * @param zone the clock of the form, for dates that are written as an instant.
 * @returns undefined for a time that the pattern cannot write, such as a year of another century.
 */
export function formText(time: TimeToWrite, shape: TimeShape, form: FormShape, zone: Zone): string | undefined {
  const { pattern, style } = form;
  switch (pattern.kind) {
    case "iso":
      return isoText(time, SEPARATORS[style] ?? "none", shape);
    case "letters":
      return lettersText(time, shape, form, pattern);
    case "epoch": {
      const isDate = shape.separator === "none";
      const at = isDate ? zone.startOfDay(dayOfWall(time.wall)) : instantAt(time.wall - time.offset);
      return epochText(at, time.below, shape, pattern.unit);
    }
    case "excel-days":
      return excelText(time, style);
    default:
      return unreachable(pattern);
  }
}

/** The numbers of the time that is written, in the order of `PATTERN_FIELDS`; filled again for every time. */
const VALUES = new Int32Array(PATTERN_FIELDS.length);
const YEAR = PATTERN_FIELDS.indexOf("year");
const MONTH = PATTERN_FIELDS.indexOf("month");
const DATE = PATTERN_FIELDS.indexOf("day");
const HOUR_FIELD = PATTERN_FIELDS.indexOf("hour");
const MINUTE_FIELD = PATTERN_FIELDS.indexOf("minute");
const SECOND_FIELD = PATTERN_FIELDS.indexOf("second");
const FRACTION = PATTERN_FIELDS.indexOf("fraction");

function lettersText(
  time: TimeToWrite,
  shape: TimeShape,
  { form, style }: FormShape,
  pattern: LettersPattern,
): string | undefined {
  const half = fillValues(time, pattern);
  if (pattern.isShortYear) {
    const year = (VALUES[YEAR] ?? 0) - (form.century ?? 0);
    if (year < 0 || year > 99) return undefined;
    VALUES[YEAR] = year;
  }
  let text = "";
  for (const part of pattern.parts) {
    if (part.kind === "literal") text += part.text;
    else if (part.kind === "number") text += numberText(part, style);
    else if (part.kind === "offset") text += patternOffset(part, time.offset, shape);
    else text += nameText(part.kind, half, style);
  }
  return text;
}

/** @returns 0 for the first half of the day, 1 for the second one. */
function fillValues({ wall, below }: TimeToWrite, { decimals, isHalfDay }: LettersPattern): number {
  const date = dayOfWall(wall);
  const rest = wall - date * DAY;
  const hour = Math.floor(rest / HOUR);
  const { year, month, day } = civilOf(date);
  VALUES[YEAR] = year;
  VALUES[MONTH] = month;
  VALUES[DATE] = day;
  VALUES[HOUR_FIELD] = isHalfDay ? ((hour + 11) % 12) + 1 : hour;
  VALUES[MINUTE_FIELD] = Math.floor((rest % HOUR) / MINUTE);
  VALUES[SECOND_FIELD] = Math.floor((rest % MINUTE) / SECOND);
  VALUES[FRACTION] = decimals > 0 ? Number(decimalsText(rest % SECOND, below, decimals)) : 0;
  return hour < 12 ? 0 : 1;
}

function numberText({ index, least, most, bit }: PatternPart, style: number): string {
  const value = VALUES[index] ?? 0;
  const digits = (Math.floor(style / 9) & bit) !== 0 ? most : least;
  if (digits === 2 && value < 10) return `0${value}`;
  return digits <= 2 ? String(value) : String(value).padStart(digits, "0");
}

function nameText(kind: "month-name" | "meridiem", half: number, style: number): string {
  if (kind === "meridiem") return HALVES[Math.floor(style / 3) % 3]?.[half] ?? "";
  return MONTH_STYLES[style % 3]?.(MONTHS[(VALUES[MONTH] ?? 0) - 1] ?? "") ?? "";
}

/** An offset of hours alone gets minutes where it has to, in the way of its letters. */
function patternOffset({ text }: PatternPart, offset: Millis, { offsetStyle }: TimeShape): string {
  const isWide = offsetStyle === "+hh" && offset % HOUR !== 0;
  return offsetText(offset, isWide ? (text === "Z" || text === "ZZ" ? "+hh:mm" : "+hhmm") : offsetStyle);
}

function epochText(
  at: Instant,
  below: number,
  { decimals }: TimeShape,
  unit: "seconds" | "millis",
): string | undefined {
  if (at < 0) return undefined;
  if (unit === "millis") return String(at);
  const second = Math.floor(at / SECOND);
  return decimals === 0 ? String(second) : `${second}.${decimalsText(at - second * SECOND, below, decimals)}`;
}

/** More decimals than this are never needed to tell milliseconds apart. */
const MOST_DECIMALS_OF_DAY = 12;

/** As many decimals as the cell had, or as many more as it takes to be read as the same time. @param style see `read-number.ts`. */
function excelText({ wall }: TimeToWrite, style: number): string | undefined {
  const day = dayOfWall(wall);
  const serial = serialOf(day);
  if (Number.isNaN(serial)) return undefined;
  const timeOfDay = wall - day * DAY;
  if (style === 0 && timeOfDay === 0) return String(serial);
  for (let decimals = Math.max(1, style - 1); decimals <= Math.max(MOST_DECIMALS_OF_DAY, style - 1); decimals += 1) {
    const scale = 10n ** BigInt(decimals);
    const fraction = (BigInt(timeOfDay) * scale * 2n + BigInt(DAY)) / (BigInt(DAY) * 2n);
    if (fraction < scale && millisOfFraction(Number(fraction), decimals) === timeOfDay)
      return `${serial}.${String(fraction).padStart(decimals, "0")}`;
  }
  return undefined;
}

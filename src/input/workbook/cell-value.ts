/**
 * The canonical text of a number of a workbook: digits, or the time that its format shows.
 *
 *     4900.0000000000009          4900                     15 digits, as a spreadsheet shows it
 *     1.23456789012345E+18        1234567890123450000      no exponent
 *     44849.645833333336          2022-10-15T15:30:00      with a format such as yyyy-mm-dd hh:mm
 *     44849                       2022-10-15               with a format that shows no time
 */
import { civilOf } from "../../domain/civil.ts";
import { withoutExponent } from "../table/plain-number.ts";
import type { TimeFormat } from "./number-format.ts";

/** Digits of a double that mean something to a spreadsheet; the others are noise of its sums. */
const DIGITS = 15;
const DAY_MS = 86_400_000;
/** 1904-01-01 on a count from 1900 on. */
const DAYS_TO_1904 = 1462;
/** 10000-01-01 on a count from 1900 on. */
const TOO_LATE = 2_958_466;

/** Undefined where the text is no number. A whole number keeps all its digits, any other number 15 at most. */
export function plainNumber(written: string): string | undefined {
  if (/^\d+$/.test(written)) return written;
  const [, sign = "", whole = "", decimals = "", exponent = ""] =
    /^([+-]?)(\d*)(?:\.(\d*))?(e[+-]?\d{1,4})?$/i.exec(written.trim()) ?? [];
  if (whole === "" && decimals === "") return undefined;
  const point = decimals === "" ? "" : ".";
  const exact = withoutExponent(
    `${sign === "-" ? "-" : ""}${whole === "" ? "0" : whole}${point}${decimals}${exponent}`,
  );
  if (exact === undefined || !isNoisy(exact)) return exact;
  return withoutExponent(Number(exact).toPrecision(DIGITS))?.replace(/\.0*$|(\.\d*[1-9])0*$/, "$1");
}

function isNoisy(exact: string): boolean {
  return exact.includes(".") && exact.replace(/^-?[0.]*/, "").replace(".", "").length > DIGITS;
}

/** The time of a number; undefined where no calendar has one, as before the first day and after the year 9999. */
export function timeOfDays(days: number, { date, time }: TimeFormat, from1904: boolean): string | undefined {
  // To the millisecond: a double has less than a microsecond of noise here.
  const ms = Math.round(days * DAY_MS);
  const day = Math.floor(ms / DAY_MS) + (from1904 ? DAYS_TO_1904 : 0);
  const clock = clockText(ms - Math.floor(ms / DAY_MS) * DAY_MS);
  if (ms < 0 || day >= TOO_LATE) return undefined;
  if (!date && ms < DAY_MS) return clock;
  const isWhole = ms % DAY_MS === 0;
  return isWhole && !time ? dayText(day) : `${dayText(day)}T${clock}`;
}

/** A day of the count from 1900 on, in which 60 is a February 29 that never was, and 0 the day before the first. */
function dayText(day: number): string {
  if (day === 0) return "1900-01-00";
  if (day === 60) return "1900-02-29";
  // Days since 1970-01-01.
  const date = civilOf(day - 25_569 + (day < 60 ? 1 : 0));
  return `${date.year}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const clock = `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  return ms % 1000 === 0 ? clock : `${clock}.${String(ms % 1000).padStart(3, "0")}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

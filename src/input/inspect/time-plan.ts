/**
 * Every way to read the times of one shape of cell: which run of digits is the year, which the month, and so on.
 *
 *     05/04/2024            dd/MM/yyyy and MM/dd/yyyy
 *     2024. 4. 5. 오전 9:05   yyyy. M. d. a h:mm
 *     1712300000            epoch-seconds
 *
 * Whether a number can be a month is not asked here, because it differs from cell to cell: `timeOf` asks it.
 */
import { formOf, HALF_OF_DAY, MONTH_NAMES, paddingsOf, type Token } from "./time-letters.ts";

export interface TimePlan {
  /** The forms that mean it, as a mapping writes them under `time`; the strictest first. */
  readonly forms: readonly string[];
  readonly kind: "wall" | "epoch-seconds" | "epoch-millis" | "excel-days";
  readonly steps: readonly Step[];
  /** The number of the run that each field is, -1 where there is none; not for a day in one run. */
  readonly at: FieldRuns;
  /** The month, where letters tell it; 0 where digits do. */
  readonly month: number;
  /** The half of the day for hours to 12; `none` for hours to 23. */
  readonly half: "none" | "am" | "pm";
  /** Whether the year has two digits. */
  readonly shortYear: boolean;
  /** Whether the day is one run of digits. */
  readonly isJoined: boolean;
}

export interface FieldRuns {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const NOWHERE: FieldRuns = { year: -1, month: -1, day: -1, hour: -1, minute: -1, second: -1 };

/** Where a field stands: the number of the run, what its value is divided by, and the remainder that is taken of the quotient. */
interface Step {
  readonly run: number;
  readonly by: number;
  readonly below: number;
  readonly field: Field;
}

const FIELDS = { y: 0, M: 1, d: 2, H: 3, m: 4, s: 5 } as const;
type Field = (typeof FIELDS)[keyof typeof FIELDS];

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** @param text a cell of the shape. */
export function timePlansOf(text: string): readonly TimePlan[] {
  return numberPlans(text) ?? wallPlans(text);
}

/** Times that are one number. */
function numberPlans(text: string): readonly TimePlan[] | undefined {
  const plain = { steps: [], at: NOWHERE, month: 0, half: "none", shortYear: false, isJoined: false } as const;
  if (/^\d{10}$/.test(text)) return [{ ...plain, kind: "epoch-seconds", forms: ["epoch-seconds"] }];
  if (/^\d{13}$/.test(text)) return [{ ...plain, kind: "epoch-millis", forms: ["epoch-millis"] }];
  if (/^\d{5}(?:\.\d{1,15})?$/.test(text))
    return [{ ...plain, kind: "excel-days", forms: ["excel-days"], steps: decimalSteps(text) }];
  return undefined;
}

function decimalSteps(text: string): Step[] {
  const [, decimals] = text.split(".");
  return decimals === undefined ? [] : [{ run: 1, by: 10 ** decimals.length, below: 1, field: FIELDS.H }];
}

function tokensOf(text: string): readonly Token[] {
  let run = -1;
  return [...text.matchAll(/\d+|\D+/g)].map(([part]) => {
    if (!/^\d/.test(part)) return { text: part, run: -1 };
    run += 1;
    return { text: part, run };
  });
}

const OFFSET = /(?<=:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d(?::?\d\d)?)$/;

function wallPlans(text: string): readonly TimePlan[] {
  if (!/\d/.test(text) || text.length > 40) return [];
  const offset = OFFSET.exec(text);
  const tokens = tokensOf(offset === null ? text : text.slice(0, offset.index));
  const tail = offset === null ? "" : offset[0].replace(/Z|[+-].*/, (mark) => offsetLetters(mark));
  const orders = ordersOf(tokens);
  return orders.flatMap((order) => planOf(text, tokens, order, tail) ?? []);
}

function offsetLetters(mark: string): string {
  if (mark.includes(":")) return "XXX";
  return mark.length === 5 ? "XX" : "X";
}

/** The orders of the day's fields that the lengths of the runs allow. */
function ordersOf(tokens: readonly Token[]): readonly string[] {
  const lengths = tokens.filter(({ run }) => run >= 0).map((token) => token.text.length);
  const [first = 0, second = 0, third = 0] = lengths;
  if (first === 14) return lengths.length === 1 ? ["yMdHms"] : [];
  if (first === 12) return lengths.length === 1 ? ["yMdHm"] : [];
  if (first === 8) return ["yMd"];
  if (monthIn(tokens) > 0) return second === 4 ? ["dy"] : [];
  const isShort = (length: number) => length === 1 || length === 2;
  if (first === 4 && isShort(second) && isShort(third)) return ["y,M,d"];
  if (isShort(first) && isShort(second) && third === 4) return ["d,M,y", "M,d,y"];
  if (first === 2 && second === 2 && third === 2) return ["y,M,d", "d,M,y", "M,d,y"];
  return [];
}

function monthIn(tokens: readonly Token[]): number {
  const words = tokens.filter(({ run }) => run < 0).map(({ text }) => text.replaceAll(/[^A-Za-z]/g, "").toLowerCase());
  return MONTH_NAMES.findIndex((month) => words.slice(0, 2).includes(month)) + 1;
}

/** Undefined where the marks between the runs, or the runs behind the day, are not those of a time. */
function planOf(text: string, tokens: readonly Token[], order: string, tail: string): TimePlan | undefined {
  const runs = tokens.filter(({ run }) => run >= 0);
  const month = monthIn(tokens);
  const day = order === "dy" ? ["d", "y"] : order.split(",");
  const isJoined = day.length === 1;
  const half = halfOf(tokens);
  const dayRuns = isJoined ? 1 : day.length;
  const rest = runs.slice(dayRuns);
  const hour = half === "none" ? "H" : "h";
  if (!isClock(rest) || (half !== "none" && rest.length === 0)) return undefined;
  if (!hasTimeMarks(tokens, dayRuns, isJoined)) return undefined;
  const steps: Step[] = isJoined
    ? joinedSteps(order)
    : day.map((field, run) => wholeRun(run, FIELDS[field as keyof typeof FIELDS]));
  steps.push(...rest.slice(0, 3).map((_, index) => wholeRun(dayRuns + index, (3 + index) as Field)));
  const letters = isJoined ? [order.replace("y", "yyyy").replace(/[MdHms]/g, "$&$&")] : day;
  const written = [...letters, ...[hour, "mm", "ss"].slice(0, rest.length), ...fraction(rest)];
  const paddings = paddingsOf(runs, { dayRuns: isJoined ? 0 : dayRuns, hourRun: dayRuns, isHalved: half !== "none" });
  const shape = { tokens, written, tail, shortYear: isShortYear(runs, day) };
  const forms = paddings.map((padding) => formOf(shape, padding));
  const iso = ISO.test(text) && order.startsWith("y") ? ["iso"] : forms;
  const runOf = (field: string) => day.indexOf(field);
  const clock = (index: number) => (rest.length > index ? dayRuns + index : -1);
  const at = {
    year: runOf("y"),
    month: runOf("M"),
    day: runOf("d"),
    hour: clock(0),
    minute: clock(1),
    second: clock(2),
  };
  return { kind: "wall", forms: [...new Set(iso)], steps, at, month, half, shortYear: shape.shortYear, isJoined };
}

function wholeRun(run: number, field: Field): Step {
  return { run, by: 1, below: 1e15, field };
}

/** `yMdHm` in one run: four digits of the year, and two of every other field. */
function joinedSteps(order: string): Step[] {
  const fields = [...order] as (keyof typeof FIELDS)[];
  return fields.map((field, index) => ({
    run: 0,
    by: 100 ** (fields.length - 1 - index),
    below: field === "y" ? 10_000 : 100,
    field: FIELDS[field],
  }));
}

function isShortYear(runs: readonly Token[], day: readonly string[]): boolean {
  return runs[day.indexOf("y")]?.text.length === 2;
}

function fraction(rest: readonly Token[]): readonly string[] {
  return rest.slice(3).map(({ text }) => "S".repeat(text.length));
}

/** Nothing, or an hour and a minute, or these and a second, and its decimals. */
function isClock(rest: readonly Token[]): boolean {
  const [hour, minute, second, decimals, more] = rest.map(({ text }) => text.length);
  if (hour === undefined) return true;
  return hour <= 2 && minute === 2 && (second ?? 2) === 2 && (decimals ?? 1) <= 9 && more === undefined;
}

function halfOf(tokens: readonly Token[]): TimePlan["half"] {
  const mark = tokens.map(({ text }) => HALF_OF_DAY.exec(text)?.[0]).find((found) => found !== undefined);
  if (mark === undefined) return "none";
  return /오전|am/i.test(mark) ? "am" : "pm";
}

const DAY_MARK = /^(?:[-/.]|\. |-? ?[A-Za-z]{3}[-,. ]{0,2}|년 ?|월 ?| |, |[-/ ]?[A-Za-z]{3}[-/ ]?)$/;
const BETWEEN = /^(?:T|[ ]|\. |일 ?|, ?| - |\.)?(?:(?:오전|오후|AM|PM|am|pm) ?)?$/;
const CLOCK_MARK = /^(?::|시 ?|분 ?|\.|,)$/;
const END_MARK = /^(?:\.|일|초|분| ?(?:AM|PM|am|pm|오전|오후))$/;

/** Whether what stands between the runs, before them and behind them is what stands there in times. */
function hasTimeMarks(tokens: readonly Token[], dayRuns: number, isJoined: boolean): boolean {
  const last = tokens.filter(({ run }) => run >= 0).length - 1;
  return tokens.every(({ text, run }, index) => {
    if (run >= 0) return true;
    const before = tokens[index - 1]?.run ?? -1;
    if (before < 0) return /^[A-Za-z]{3}[. ]*$/.test(text) && monthIn(tokens) > 0;
    if (before === last) return END_MARK.test(text);
    if (before === dayRuns - 1) return BETWEEN.test(text) && text !== "";
    if (before < dayRuns - 1) return !isJoined && DAY_MARK.test(text);
    return CLOCK_MARK.test(text);
  });
}

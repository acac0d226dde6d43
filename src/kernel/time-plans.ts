/**
 * What the kernel is told of the columns of times of an export: how it reads their cells, and what it takes them for.
 *
 * A pattern of letters becomes a program: that of a pattern of fixed width reads a cell at once, any other has a few steps, which
 * `wasm/times.ts` goes through for each cell. The kernel reads numbers
 * and literal text of a pattern, halves of a day, numbers since 1970, and ISO 8601, with any meaning of dates and midnights. It does not read a
 * list of patterns, offsets in a pattern, names of months, years of two digits, and days of a spreadsheet.
 */

import type { TimeForm } from "../domain/time-form.ts";
import { compilePattern, type LettersPattern } from "../domain/time-pattern.ts";
import { MILLI_DECIMALS } from "../domain/time-shape.ts";
import type { ExportShape } from "./export-shape.ts";
import { TIME_PLAN_FIELDS, WRITTEN_FIELDS } from "./fields.ts";
import { fixedPattern } from "./fixed-pattern.ts";
import { fixedProgram } from "./fixed-program.ts";
import { LONGEST_PROGRAM, TIME_KINDS, TIME_ROLES } from "./numbers.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

export interface TimePlans {
  /** The numbers of `TIME_PLAN`, column after column. */
  readonly plans: readonly number[];
  /** The numbers of `TIME_PROGRAMS`. */
  readonly programs: readonly number[];
}

type TimeColumn = ExportShape["times"][number];
type TimePlan = { readonly [field in (typeof TIME_PLAN_FIELDS)[number]]: number };

/** The way in which a column is read. */
interface Reading extends Pick<TimePlan, "kind" | "factor" | "divisor" | "bytes"> {
  readonly program: readonly number[];
  /** Whether every cell of the column is a date. */
  readonly isDate: boolean;
}

/** @returns plans for each column, in the order of the columns. */
export function planTimes(times: ExportShape["times"]): TimePlans {
  const programs: number[] = [];
  const zone = zoneOfTimes(times);
  const plans = times.flatMap((time) => {
    const plan = planTime(time, zone, programs);
    return TIME_PLAN_FIELDS.map((field) => plan[field]);
  });
  return { plans, programs };
}

/** The zone of the times that the kernel reads; undefined for the policy's. It reads no column that is in another zone. */
export function zoneOfTimes([first]: ExportShape["times"]): string | undefined {
  return first?.form?.zone;
}

/** @param programs those of the columns before, to which the column's is added. */
function planTime({ index, role, form }: TimeColumn, zone: string | undefined, programs: number[]): TimePlan {
  const { kind, factor, divisor, bytes, program, isDate } = form?.zone === zone ? readingOf(form) : UNREAD;
  const placeOf = (step: number) => TABLES.TIME_PROGRAMS.at + step * TABLES.TIME_PROGRAMS.of.BYTES_PER_ELEMENT;
  const from = placeOf(programs.length);
  programs.push(...program);
  return {
    column: index,
    role: TIME_ROLES[role],
    kind,
    lasts: role === "end" && form?.through !== "before" ? 1 : 0,
    midnight: isDate || form?.midnight === "day" ? 1 : 0,
    program: from,
    end: placeOf(programs.length),
    factor,
    divisor,
    bytes,
  };
}

const UNREAD: Reading = { kind: TIME_KINDS.unread, factor: 1, divisor: 1, bytes: 0, program: [], isDate: false };

function readingOf(form: TimeForm | undefined): Reading {
  const [pattern, ...others] = form?.patterns ?? [{ kind: "iso" as const }];
  if (pattern === undefined || others.length > 0 || pattern.kind === "excel-days") return UNREAD;
  if (pattern.kind === "iso") return { ...UNREAD, kind: TIME_KINDS.iso };
  if (pattern.kind === "epoch") return { ...UNREAD, kind: TIME_KINDS[pattern.unit] };
  const compiled = compilePattern(pattern.text);
  return typeof compiled === "string" ? UNREAD : (fixedReading(compiled) ?? steppedReading(compiled));
}

function fixedReading(compiled: LettersPattern): Reading | undefined {
  const fixed = fixedPattern(compiled);
  const program = fixed && fixedProgram(fixed);
  if (fixed === undefined || program === undefined) return undefined;
  const numbers = [...new Uint32Array(program.buffer)];
  return { ...UNREAD, kind: TIME_KINDS.fixed, program: numbers, bytes: fixed.length, isDate: !compiled.hasTime };
}

function steppedReading(compiled: LettersPattern): Reading {
  const { hasTime, decimals } = compiled;
  const program = programOf(compiled);
  if (program === undefined) return UNREAD;
  const factor = 10 ** (decimals === 0 ? 0 : Math.max(MILLI_DECIMALS - decimals, 0));
  const divisor = 10 ** Math.max(decimals - MILLI_DECIMALS, 0);
  return { ...UNREAD, kind: TIME_KINDS.program, factor, divisor, program, isDate: !hasTime };
}

/** The steps of a pattern; undefined where it has an offset or a month's name, or too many parts. */
function programOf({ parts, isShortYear }: LettersPattern): readonly number[] | undefined {
  const steps: number[] = [];
  for (const { kind, bytes, field, least, most } of parts) {
    if (kind === "literal") for (const byte of bytes) addByte(steps, byte);
    else if (kind === "meridiem") steps.push(IS_HALF);
    else if (kind !== "number" || field === undefined) return undefined;
    else steps.push(least | (most << 4) | ((WRITTEN_FIELDS.indexOf(field) * FIELD_BYTES) << 8));
  }
  return isShortYear || steps.length > LONGEST_PROGRAM ? undefined : steps;
}

const FIELD_BYTES = TABLES.WRITTEN.of.BYTES_PER_ELEMENT;
const HAS_BYTE = 1 << 24;
const IS_HALF = 1 << 25;

/** Adds a byte that has to be there: to the number before it, which has none yet, or as a step of its own. */
function addByte(steps: number[], byte: number): void {
  const last = steps.at(-1) ?? HAS_BYTE;
  if ((last & HAS_BYTE) === 0) steps[steps.length - 1] = last | (byte << 16) | HAS_BYTE;
  else steps.push((byte << 16) | HAS_BYTE);
}

/**
 * The shapes of the cells of a column, and how their cells can be read.
 *
 * What the marks of a shape tell is told once, from its first cell. Of every further cell only the numbers are looked at: whether they
 * make a time under each plan of the shape.
 */
import { isDamagedId } from "../../domain/remark.ts";
import type { DigitRuns } from "./digit-runs.ts";
import { type NumberShape, numberShapeOf } from "./number-forms.ts";
import { isMidnight, NOT_A_TIME, timeOf } from "./time-of.ts";
import { type TimePlan, timePlansOf } from "./time-plan.ts";

export interface CellShape {
  readonly shape: number;
  readonly check: number;
  /** The first cell of the shape, and its line. */
  readonly text: string;
  readonly line: number;
  cells: number;
  readonly plans: readonly PlanTally[];
  readonly number: NumberShape | undefined;
  readonly damaged: boolean;
  /** The bytes of each cell, 0 for a digit; undefined for a shape whose cells are not equally long. */
  readonly template: Uint8Array | undefined;
  /** The number of digits, for cells that are digits alone. */
  readonly digits: number | undefined;
}

/** How the cells of a shape fare under a plan. */
export interface PlanTally {
  readonly plan: TimePlan;
  /** The cells that are no time under the plan, and the first of them. */
  misfits: number;
  misfitLine: number;
  misfitText: string;
  earliest: number;
  latest: number;
  midnights: boolean;
}

/** A column with more shapes than this is text, in which no shape is looked for. */
export const MOST_SHAPES = 64;

/** The number of the shape, or -1 where it is new. */
export function findShape(shapes: readonly CellShape[], { shape, check }: DigitRuns): number {
  for (let index = 0; index < shapes.length; index += 1) {
    const known = shapes[index];
    if (known?.shape === shape && known.check === check) return index;
  }
  return -1;
}

export function newShape({ shape, check }: DigitRuns, text: string, line: number): CellShape {
  const trimmed = text.trim();
  return {
    shape,
    check,
    text,
    line,
    cells: 0,
    plans: timePlansOf(trimmed).map(startTally),
    number: numberShapeOf(trimmed),
    damaged: isDamagedId(text),
    template: templateOf(text),
    digits: /^\d+$/.test(text) ? text.length : undefined,
  };
}

const DIGIT = 0;

/** A cell with four letters in a row has the shape of longer cells, and a cell of zeros has a shape of its own. */
function templateOf(text: string): Uint8Array | undefined {
  const first = /\d+/.exec(text)?.[0] ?? "";
  if (/[A-Za-z]{4}/.test(text) || /^0+$/.test(first) || text.includes('"') || text.includes("\0")) return undefined;
  const bytes = Buffer.from(text);
  return bytes.length > MOST_LIKE
    ? undefined
    : Uint8Array.from(bytes, (byte) => (byte >= 0x30 && byte <= 0x39 ? DIGIT : byte));
}

/** Bytes of a cell that are compared with a template. */
const MOST_LIKE = 40;

/** Whether a cell has a shape, told without looking for its shape; its numbers are put into `numbers`. */
export function isLike(
  shape: CellShape | undefined,
  bytes: Uint8Array,
  start: number,
  end: number,
  numbers: Float64Array,
): boolean {
  const template = shape?.template;
  if (template === undefined || template.length !== end - start) return false;
  if (shape?.plans.length === 0) return hasTemplate(template, bytes, start);
  let value = -1;
  let count = 0;
  for (let index = 0; index < template.length; index += 1) {
    const byte = bytes[start + index] ?? 0;
    const expected = template[index];
    if (expected === DIGIT) {
      const digit = byte - 0x30;
      if (digit < 0 || digit > 9) return false;
      value = value < 0 ? digit : value * 10 + digit;
    } else {
      if (byte !== expected) return false;
      if (value >= 0) {
        numbers[count] = value;
        count += 1;
        value = -1;
      }
    }
  }
  if (value >= 0) numbers[count] = value;
  return count === 0 || numbers[0] !== 0;
}

/** The same for a shape whose numbers nobody looks at. */
function hasTemplate(template: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < template.length; index += 1) {
    const byte = bytes[start + index] ?? 0;
    const expected = template[index];
    if (byte !== expected && (expected !== DIGIT || (byte - 0x30) >>> 0 > 9)) return false;
  }
  return true;
}

function startTally(plan: TimePlan): PlanTally {
  const never = { misfits: 0, misfitLine: 0, misfitText: "", midnights: true };
  return { plan, ...never, earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };
}

/** The plans under which the numbers make no time, as bits; earliest and latest times are noted. */
export function faultsOf({ plans }: CellShape, numbers: Float64Array): number {
  let faults = 0;
  for (let index = 0; index < plans.length; index += 1) {
    const tally = plans[index];
    if (tally === undefined) continue;
    const time = timeOf(tally.plan, numbers);
    if (time === NOT_A_TIME) {
      faults |= 1 << index;
      continue;
    }
    if (time < tally.earliest) tally.earliest = time;
    if (time > tally.latest) tally.latest = time;
    if (tally.midnights && !isMidnight(tally.plan, time)) tally.midnights = false;
  }
  return faults;
}

/** Whether no cell before was no time under one of these plans. */
export function isFirstMisfit({ plans }: CellShape, faults: number): boolean {
  for (let index = 0; index < plans.length; index += 1)
    if ((faults & (1 << index)) !== 0 && plans[index]?.misfitLine === 0) return true;
  return false;
}

/** Notes the first cell that is no time under some plans. */
export function noteMisfit({ plans }: CellShape, faults: number, text: string, line: number): void {
  for (const [index, tally] of plans.entries()) {
    if ((faults & (1 << index)) === 0 || tally.misfitLine > 0) continue;
    tally.misfitLine = line;
    tally.misfitText = text;
  }
}

/** Counts a cell of the shape that is no time under some plans. */
export function countCell(shape: CellShape, faults: number): void {
  shape.cells += 1;
  if (faults === 0) return;
  for (let index = 0; index < shape.plans.length; index += 1) {
    const tally = shape.plans[index];
    if (tally !== undefined && (faults & (1 << index)) !== 0) tally.misfits += 1;
  }
}

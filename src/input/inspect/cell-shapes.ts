/**
 * The shapes of the cells of a column, and how their cells can be read.
 *
 * What the marks of a shape tell is told once, from its first cell. Of every further cell only the numbers are looked at: whether they
 * make a time under each plan of the shape.
 */
import { isDamagedId } from "../../domain/remark.ts";
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

/** Two numbers that tell a shape from others. */
export type ShapeMarks = Pick<CellShape, "shape" | "check">;

/** The number of the shape, or -1 where it is new. @param likely the number of the shape that is looked at first. */
export function findShape(shapes: readonly CellShape[], likely: number, shape: number, check: number): number {
  const first = shapes[likely];
  if (first?.shape === shape && first.check === check) return likely;
  for (let index = 0; index < shapes.length; index += 1) {
    const known = shapes[index];
    if (known?.shape === shape && known.check === check) return index;
  }
  return -1;
}

export function newShape({ shape, check }: ShapeMarks, text: string, line: number): CellShape {
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
    digits: /^\d+$/.test(text) ? text.length : undefined,
  };
}

function startTally(plan: TimePlan): PlanTally {
  const never = { misfits: 0, misfitLine: 0, misfitText: "", midnights: true };
  return { plan, ...never, earliest: Number.POSITIVE_INFINITY, latest: Number.NEGATIVE_INFINITY };
}

/** The plans under which the numbers from `first` on make no time, as bits; earliest and latest times are noted. */
export function faultsOf({ plans }: CellShape, numbers: Float64Array, first: number): number {
  let faults = 0;
  for (let index = 0; index < plans.length; index += 1) {
    const tally = plans[index];
    if (tally === undefined) continue;
    const time = timeOf(tally.plan, numbers, first);
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

/**
 * The shapes of the cells of a column, and how their cells can be read.
 *
 * What the marks of a shape tell is told once, from its first cell. Of every further cell only the numbers are looked at: whether they
 * make a time under each plan of the shape.
 */
import { isDamagedId } from "../../domain/remark.ts";
import { SHAPE_NUMBERS } from "../../kernel/numbers.ts";
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
export function findShape(shapes: readonly CellShape[], likely: number, { shape, check }: ShapeMarks): number {
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

/** Cells of one shape that stand one after the other, from the position `first` up to `end` (exclusive). */
export interface AlikeCells {
  /** `SHAPE_NUMBERS` for every cell of the column. */
  readonly numbers: Float64Array;
  readonly first: number;
  readonly end: number;
}

/**
 * Counts cells of the shape, and notes their earliest and latest times.
 * @param noteFirst is told of the first cell of all that is no time under a plan. @returns the plans under which some of the cells is none, as bits.
 */
export function countAlike(
  shape: CellShape,
  cells: AlikeCells,
  noteFirst: (tally: PlanTally, cell: number) => void,
): number {
  const { plans } = shape;
  shape.cells += cells.end - cells.first;
  let faults = 0;
  for (let index = 0; index < plans.length; index += 1) {
    const tally = plans[index];
    const misfit = tally && countTimes(tally, cells);
    if (misfit === undefined) continue;
    faults |= 1 << index;
    if (tally?.misfitLine === 0) noteFirst(tally, misfit);
  }
  return faults;
}

/** @returns the first cell that is no time under the plan; undefined for none. */
function countTimes(tally: PlanTally, { numbers, first, end }: AlikeCells): number | undefined {
  const { plan } = tally;
  let { misfits, earliest, latest, midnights } = tally;
  let misfit: number | undefined;
  for (let cell = first; cell < end; cell += 1) {
    const time = timeOf(plan, numbers, cell * SHAPE_NUMBERS);
    if (time === NOT_A_TIME) {
      misfits += 1;
      misfit ??= cell;
      continue;
    }
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
    if (midnights && !isMidnight(plan, time)) midnights = false;
  }
  Object.assign(tally, { misfits, earliest, latest, midnights });
  return misfit;
}

/** Counts a cell that came before, and that is no time under some plans. */
export function countCell(shape: CellShape, faults: number): void {
  shape.cells += 1;
  if (faults === 0) return;
  for (let index = 0; index < shape.plans.length; index += 1) {
    const tally = shape.plans[index];
    if (tally !== undefined && (faults & (1 << index)) !== 0) tally.misfits += 1;
  }
}

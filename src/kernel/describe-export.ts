/** Tells the kernel which export the next blocks belong to, what it checks in their rows, and how it reads their times. */

import { type ExportShape, formsText } from "./export-shape.ts";
import { SHAPE_FIELDS } from "./fields.ts";
import { viewOf } from "./memory.ts";
import { MOST_CERTAIN, MOST_PLANNED } from "./numbers.ts";
import { roomForBlock, type ScanKernel } from "./scan-kernel.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";
import { planTimes, zoneOfTimes } from "./time-plans.ts";

const BLOCK = TABLES.BLOCK.at;

/** Takes the export that the next blocks belong to, and forgets the words of the export before. */
export function describeExport(
  kernel: ScanKernel,
  { kind, delimiter, columns, times, money, words = [], agreeing = [], ids, cellsText = "", ...places }: ExportShape,
): void {
  const { functions } = kernel;
  kernel.columns = columns.length;
  // The same bytes under another header, in another form, or under another mapping mean something else.
  const header = Buffer.from(`${delimiter}${columns.join("\0")}${formsText(times)}${cellsText}`);
  roomForBlock(kernel, kind.length + header.length).set(Buffer.concat([Buffer.from(kind), header]));
  functions.seedPrints(BLOCK, BLOCK + kind.length, BLOCK + kind.length + header.length);
  functions.forgetWords();
  functions.forgetHorizons();
  kernel.canCheck = words.length <= MOST_CERTAIN && times.length <= MOST_PLANNED && money.length <= MOST_PLANNED;
  const shape: { readonly [field in (typeof SHAPE_FIELDS)[number]]: number } = {
    ...places,
    columns: columns.length,
    flag: places.autoRenew,
    timeCount: times.length,
    amountCount: money.length,
    // A claim may have no user.
    withoutUser: kind === "claim" ? 1 : 0,
    strictIds: ids === "strict" ? 1 : 0,
    certainCount: words.length,
  };
  viewOf(functions.memory, TABLES.SHAPE, SHAPE_FIELDS.length).set(SHAPE_FIELDS.map((field) => shape[field]));
  viewOf(functions.memory, TABLES.SHAPE_AGREEING, agreeing.length + 1).set([agreeing.length, ...agreeing]);
  if (!kernel.canCheck) return;
  takeTimes(kernel, times);
  viewOf(functions.memory, TABLES.SHAPE_CERTAIN, words.length).set(words.map(({ index }) => index));
  viewOf(functions.memory, TABLES.SHAPE_AMOUNTS, money.length).set(money.map(({ index }) => index));
}

function takeTimes(kernel: ScanKernel, times: ExportShape["times"]): void {
  const { functions } = kernel;
  const { plans, programs } = planTimes(times);
  viewOf(functions.memory, TABLES.TIME_PLAN, plans.length).set(plans);
  viewOf(functions.memory, TABLES.TIME_PROGRAMS, programs.length).set(programs);
  const zone = zoneOfTimes(times);
  if (zone !== kernel.zone) functions.forgetDays();
  kernel.zone = zone;
}

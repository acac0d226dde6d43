/** Tells a kernel how the rows of an export are laid out, and what a mapping makes of their cells. */
import { describeExport } from "../kernel/describe-export.ts";
import type { ScanKernel } from "../kernel/scan-kernel.ts";
import { hasLongAnswers, takeCellPlan } from "../kernel/take-cell-plan.ts";
import type { Layout } from "./layout.ts";
import { planCells } from "./mapped/plan-cells.ts";

/** Takes the export that the next blocks belong to, and forgets the export before. */
export function describeLayout(kernel: ScanKernel, layout: Layout): void {
  describeExport(kernel, layout);
  const plan = layout.cells && planCells(layout.cells, layout.delimiter);
  takeCellPlan(kernel, plan);
  // A cell may then be too long in a row that is short, so each row is read with care.
  if (plan !== undefined && hasLongAnswers(plan)) kernel.canCheck = false;
}

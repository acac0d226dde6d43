/**
 * Counts the rows of a plan as they lie on disk, before the plan is committed: a person confirms the
 * counts in its manifest, and limits, budgets and later plans rely on them.
 */
import type { Book } from "./book.ts";
import type { RowsTools } from "./check-file.ts";
import { createFlaws } from "./flaws.ts";
import { findDamage } from "./folder-damage.ts";
import { findNonsense } from "./manifest-sense.ts";
import type { Plan } from "./plan-folder.ts";
import { verifyRows } from "./verify-rows.ts";
import { verifySums } from "./verify-sums.ts";

/** What is wrong with a plan, in words, whether or not its seal fits; undefined when nothing is. @throws Failure `file-unreadable`. */
export async function findPlanFlaw(plan: Plan, book: Book, tools: RowsTools): Promise<string | undefined> {
  const { folder, manifest } = plan;
  const wrong = findNonsense(manifest, book.runs)[0] ?? findDamage(folder, manifest);
  if (wrong !== undefined) return wrong;
  const flaws = createFlaws();
  verifySums(plan, await verifyRows(plan, flaws, tools), flaws);
  const [flaw] = flaws.list();
  if (flaw === undefined) return undefined;
  return `${flaw.file}${flaw.row === undefined ? "" : `, row ${flaw.row}`}: ${flaw.found}`;
}

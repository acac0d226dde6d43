/** Counts the rows of a plan before it is committed, on as many threads as were asked for. */
import type { Book } from "../../book/book.ts";
import { findPlanFlaw } from "../../book/count-plan.ts";
import type { Plan } from "../../book/plan-folder.ts";
import { startRowCheckers } from "./row-checkers.ts";
import type { World } from "./world.ts";

/** What is wrong with a plan, in words; undefined when nothing is. */
export async function findFlaw(
  plan: Plan,
  book: Book,
  { jobs, world }: { readonly jobs: number; readonly world: World },
): Promise<string | undefined> {
  const checkers = startRowCheckers("count", jobs, world);
  try {
    return await findPlanFlaw(plan, book, checkers.forFiles(plan.manifest.outputs));
  } finally {
    await checkers.close();
  }
}

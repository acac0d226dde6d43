/**
 * `compensate apply`: commit to the book, from a reviewed plan or from exports in one go.
 *
 * Both ways end in the same commit of a finished folder; a plan made here is only staged inside the book first. A plan
 * that gives nothing is not committed: there would be nothing to take back.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Book, openBook, runName, STAGING } from "../book/book.ts";
import { assertFresh, commitPlan, confirmRuns, findRunOf } from "../book/commit.ts";
import { findDamage } from "../book/damage.ts";
import type { Manifest } from "../book/manifest.ts";
import { openPlan, type Plan } from "../book/plan-folder.ts";
import { createStaging } from "../book/staging.ts";
import { sweepStaging } from "../book/sweep.ts";
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import { creditsText, grouped } from "../report/summary.ts";
import { makePlan, type PlanArguments } from "./make-plan.ts";
import { type ShowOptions, showPlan } from "./show-plan.ts";
import type { World } from "./world.ts";

export interface CommitOptions extends ShowOptions {
  readonly book: string;
  readonly yes: boolean;
  readonly maxRejects: RejectAllowance;
}

/** How many rejected rows a commit may have: a number, or a share of all rows in percent. */
export type RejectAllowance =
  | { readonly kind: "rows"; readonly most: number }
  | { readonly kind: "percent"; readonly most: number };

export interface DirectOptions extends PlanArguments, CommitOptions {
  readonly dryRun: boolean;
}

/** Commits a reviewed plan. */
export async function applyPlan(folder: string, options: CommitOptions, world: World): Promise<ExitCode> {
  const bookFolder = resolve(world.cwd, options.book);
  const book = enterBook(bookFolder, world);
  const plan = openPlan(resolve(world.cwd, folder));
  const earlier = findRunOf(plan, book);
  if (earlier !== undefined) {
    const damage = findDamage(earlier.folder, earlier.manifest);
    if (damage !== undefined) throw new Failure("plan-spent", { place: { file: earlier.folder }, found: damage });
    world.say(`This plan was already applied as run ${runName(earlier.number)}; nothing was done.`);
    if (options.json) await world.out(readFileSync(join(earlier.folder, "summary.json"), "utf8"));
    return EXIT.done;
  }
  const damage = findDamage(plan.folder, plan.manifest);
  if (damage !== undefined) throw new Failure("plan-damaged", { place: { file: folder }, found: damage });
  assertFresh(plan, book, { cwd: world.cwd, tool: world.tool });
  // Shown before the commit: after it, only the exit code counts.
  if (options.json) await world.out(readFileSync(join(plan.folder, "summary.json"), "utf8"));
  return commit(plan, book, options, world);
}

/** Plans, shows, asks and commits; with `dryRun` only plans and shows, and leaves nothing behind. */
export async function applyExports(options: DirectOptions, world: World): Promise<ExitCode> {
  const bookFolder = resolve(world.cwd, options.book);
  if (!options.dryRun && !options.yes && !world.canAsk) throw new Failure("confirmation-needed");
  const book = enterBook(bookFolder, world);
  const staging = createStaging(join(bookFolder, STAGING), "plan");
  const settled = world.onInterrupt(() => staging.discard());
  try {
    const made = await makePlan(options, book, staging, world);
    await showPlan(made, staging.path, options, world);
    if (options.dryRun) {
      if (!options.json) world.say("Dry run: nothing was committed, and nothing was left behind.");
      return EXIT.done;
    }
    return await commit(openPlan(staging.path), book, options, world);
  } finally {
    staging.discard();
    settled();
  }
}

async function commit(plan: Plan, book: Book, options: CommitOptions, world: World): Promise<ExitCode> {
  const { manifest } = plan;
  assertRejectsAllowed(manifest, options.maxRejects);
  if (manifest.over_budget.length > 0) throw overBudgetFailure(manifest.over_budget);
  if (manifest.benefits === 0) {
    const before = manifest.totals.already_compensated ?? 0;
    const why =
      before > 0
        ? `${grouped(before)} records were compensated before, by the runs in ${options.book}`
        : "no record gets anything";
    world.say(`Nothing to give: ${why}. Nothing was committed.`);
    return EXIT.done;
  }
  await confirm(manifest, options, world);
  await world.holdInterrupts();
  const run = commitPlan(plan, book);
  const place = join(options.book, runName(run.number));
  world.say(`Committed as run ${runName(run.number)}.`);
  // From here on the answer is yes, whether or not it can be shown.
  await world.out(committedText(place, options)).catch(() => {});
  return EXIT.done;
}

function committedText(place: string, { json, quiet }: CommitOptions): string {
  if (json || quiet) return "";
  return `\n  adjusted expiries  ${join(place, "adjusted-expiry.csv")}\n  refund credits     ${join(place, "refund-credit.csv")}\n`;
}

export function overBudgetFailure(overBudget: readonly string[]): Failure {
  return new Failure("over-budget", { found: overBudget.join("; ") });
}

function assertRejectsAllowed({ totals }: Manifest, allowance: RejectAllowance): void {
  const rejected = totals.rejected ?? 0;
  const most = allowance.kind === "rows" ? allowance.most : ((totals.read ?? 0) * allowance.most) / 100;
  if (rejected > most)
    throw new Failure("too-many-rejects", { found: `${grouped(rejected)} of ${grouped(totals.read ?? 0)}` });
}

async function confirm({ benefits, credits, outage }: Manifest, { yes }: CommitOptions, world: World): Promise<void> {
  if (yes) return;
  if (!world.canAsk) throw new Failure("confirmation-needed");
  const money = Object.keys(credits).length === 0 ? "" : ` worth ${creditsText(credits)}`;
  const answer = await world.ask(`Commit ${grouped(benefits)} benefits${money} for ${outage}? [y/N] `);
  if (!/^(y|yes)$/i.test(answer.trim())) throw new Failure("not-confirmed");
}

/** Opens a book that is going to be added to. What an interrupted commit left is removed, what it committed is kept. */
function enterBook(bookFolder: string, world: World): Book {
  const left = sweepStaging(bookFolder);
  if (left.length > 0)
    world.say(
      `Removed what ${left.length} interrupted ${left.length === 1 ? "run" : "runs"} had left; nothing of it had been committed.`,
    );
  const book = openBook(bookFolder);
  confirmRuns(book);
  return book;
}

/**
 * `compensate apply`: commit to the book, from a reviewed plan or from exports in one go.
 *
 * Both ways end in the same commit of a finished folder; a plan made here is only staged inside the book first. A plan
 * that gives nothing is not committed: there would be nothing to take back.
 */

import { resolve } from "node:path";
import { type Book, type CommittedRun, openBook, runName } from "../book/book.ts";
import { createBookStaging } from "../book/book-staging.ts";
import { assertFresh, commitPlan, findRunOf } from "../book/commit.ts";
import { readWhole } from "../book/disk.ts";
import { findDamage } from "../book/folder-damage.ts";
import { openPlan, type Plan } from "../book/plan-folder.ts";
import { findCounterRun } from "../book/standing.ts";
import { findEncoding } from "../domain/encodings.ts";
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import { RECORD_KINDS } from "../domain/record.ts";
import { exportSource } from "../input/export-source.ts";
import { factLines, RUN_SENTENCES } from "../report/run-text.ts";
import { checkControl } from "./steps/check-control.ts";
import { assertCanConfirm, type ConfirmOptions, confirm } from "./steps/confirm.ts";
import { enterBook } from "./steps/enter-book.ts";
import { findExports } from "./steps/find-exports.ts";
import { findFlaw } from "./steps/find-flaw.ts";
import { assertNoChanges, assertRejectsAllowed, assertWithinBudget, type RejectAllowance } from "./steps/gates.ts";
import { makePlan } from "./steps/make-plan.ts";
import { assertNoRun, assertPlanOrRun } from "./steps/misplaced.ts";
import { bookOption, optionText, planAgain } from "./steps/next-command.ts";
import type { PlanArguments } from "./steps/plan-manifest.ts";
import { createScratchStaging } from "./steps/scratch.ts";
import { type ShowOptions, showPlan } from "./steps/show-plan.ts";
import type { World } from "./steps/world.ts";

export interface CommitOptions extends ShowOptions, ConfirmOptions {
  readonly book: string;
  readonly maxRejects: RejectAllowance;
  readonly expectNoChanges: boolean;
  readonly jobs: number;
  readonly control?: string | undefined;
}

export interface DirectOptions extends PlanArguments, CommitOptions {
  readonly dryRun: boolean;
}

/** Commits a reviewed plan. */
export async function applyPlan(folder: string, options: CommitOptions, world: World): Promise<ExitCode> {
  const bookFolder = resolve(world.cwd, options.book);
  const book = enterBook(bookFolder, world);
  assertPlanOrRun(folder, world.cwd);
  assertNoRun(folder, world.cwd);
  const plan = openPlan(resolve(world.cwd, folder));
  const again = planAgain(plan.manifest, { book: options.book, out: folder });
  const earlier = findRunOf(plan, book);
  if (earlier !== undefined) {
    const damage = findDamage(earlier.folder, earlier.manifest);
    if (damage !== undefined) throw spentFailure(earlier, damage, options);
    assertStands(earlier, book, again);
    world.say(RUN_SENTENCES[world.language].alreadyApplied(runName(earlier.number)));
    if (options.json) await world.out(readWhole(join(earlier.folder, "summary.json")).toString("utf8"));
    return EXIT.done;
  }
  await assertSound(plan, book, { place: folder, again, jobs: options.jobs, world });
  assertFresh(plan, book, { cwd: world.cwd, tool: world.tool, again });
  await checkPlanned(plan, options, world);
  // Shown before the commit: after it, only the exit code counts.
  if (options.json) await world.out(readWhole(join(plan.folder, "summary.json")).toString("utf8"));
  return commit({ plan, book, again }, options, world);
}

interface Asserting {
  readonly place: string;
  readonly again: string;
  readonly jobs: number;
  readonly world: World;
}

/**
 * @throws Failure `plan-damaged` when the files are not those that were planned, or when the plan takes a run back, which only
 * `revert` does.
 */
async function assertSound(plan: Plan, book: Book, { place, again, jobs, world }: Asserting): Promise<void> {
  const takesBack = plan.manifest.reverts === undefined ? undefined : "it takes a run back, which only revert does";
  const found = takesBack ?? (await findFlaw(plan, book, { jobs, world }));
  if (found === undefined) return;
  const next = `Make a new plan, and do not edit its files: ${again}`;
  throw new Failure("plan-damaged", { place: { file: place }, found, next });
}

function spentFailure({ folder, number }: CommittedRun, found: string, { book }: CommitOptions): Failure {
  const look = optionText(["compensate", "verify", runName(number), ...bookOption(book)]);
  return new Failure("plan-spent", { place: { file: folder }, found, next: `See what changed: ${look}` });
}

/** Compares the exports of a plan, which have not changed since the plan was made, with control totals. */
async function checkPlanned(plan: Plan, { control }: CommitOptions, world: World): Promise<void> {
  if (control === undefined) return;
  const { inputs, request } = plan.manifest;
  const encodingOf = (name: string | undefined) => findEncoding(name ?? "");
  const named = inputs
    .filter(({ path }) => path !== "-")
    .map(({ path, encoding }) => ({ path, kind: undefined, encoding: encodingOf(encoding) }));
  const { files } = await findExports({ exports: named, mapping: request.mapping ?? undefined }, world.cwd);
  const exports = inputs.map(({ path, kind, rows, sha256 }) => {
    const file = files.find((each) => each.path === path);
    return {
      path,
      kind: RECORD_KINDS.find((known) => known === kind),
      source: file && exportSource(file, world, plan.folder),
      known: { rows, sha256 },
    };
  });
  const mapping = request.mapping ?? undefined;
  await checkControl(control, exports, { cwd: world.cwd, encoding: encodingOf(request.encoding), mapping });
}

/** @throws Failure `plan-taken-back` when the run that a plan became was taken back. */
function assertStands(run: CommittedRun, { runs }: Book, again: string): void {
  const counter = findCounterRun(run.number, runs);
  if (counter === undefined) return;
  throw new Failure("plan-taken-back", {
    place: { file: run.folder },
    found: `run ${runName(counter.number)} took it back`,
    next: `Plan again, look at it, and apply that: ${again}`,
  });
}

/** Plans, shows, asks and commits; with `dryRun` only plans and shows, and writes nothing to the book. */
export async function applyExports(options: DirectOptions, world: World): Promise<ExitCode> {
  const bookFolder = resolve(world.cwd, options.book);
  if (!options.dryRun) assertCanConfirm(options, world);
  const book = options.dryRun ? openBook(bookFolder) : enterBook(bookFolder, world);
  const staging = options.dryRun ? createScratchStaging("dry-run") : createBookStaging(bookFolder, "plan");
  const settled = world.onInterrupt(() => staging.discard());
  try {
    const made = await makePlan(options, book, staging, world);
    await showPlan(made, staging.path, options, world);
    if (options.dryRun) {
      assertNoChanges(made.manifest, options.expectNoChanges);
      if (!options.json) world.say(RUN_SENTENCES[world.language].dryRun());
      return EXIT.done;
    }
    const again = "Run the same command again; what the other run gave is known then.";
    const plan = openPlan(staging.path);
    await assertSound(plan, book, { place: staging.path, again, jobs: options.jobs, world });
    return await commit({ plan, book, again }, options, world);
  } finally {
    staging.discard();
    settled();
  }
}

interface Commit {
  readonly plan: Plan;
  readonly book: Book;
  /** What to do when another process commits first. */
  readonly again: string;
}

async function commit({ plan, book, again }: Commit, options: CommitOptions, world: World): Promise<ExitCode> {
  const { manifest } = plan;
  const say = RUN_SENTENCES[world.language];
  assertRejectsAllowed(manifest, options.maxRejects);
  assertWithinBudget(manifest);
  assertNoChanges(manifest, options.expectNoChanges);
  if (manifest.benefits === 0) {
    const before = manifest.totals.already_compensated ?? 0;
    world.say(say.nothingToGive(before, options.book));
    return EXIT.done;
  }
  const { outage, credits, benefits } = manifest;
  await confirm({ takesBack: undefined, benefits, outage, credits }, options, world);
  await world.holdInterrupts();
  const run = commitPlan(plan, book, again);
  const place = join(options.book, runName(run.number));
  world.say(say.committed(runName(run.number)));
  // From here on the exit code says that the plan was committed, whether or not the outcome can be shown.
  await world.out(committedText(place, options, world)).catch(() => {});
  return EXIT.done;
}

function committedText(place: string, { json, quiet }: CommitOptions, { language }: World): string {
  if (json || quiet) return "";
  const { places } = RUN_SENTENCES[language];
  const lines = factLines([
    [places.adjusted, join(place, "adjusted-expiry.csv")],
    [places.credits, join(place, "refund-credit.csv")],
  ]);
  return `\n${lines.join("\n")}\n`;
}

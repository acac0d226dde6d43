/**
 * `compensate revert`: takes a committed run back, wholly, by a counter-run from the values that the run stored.
 *
 * The counter-run is committed like any other. Afterwards the gifts of both count for nothing: a later plan may give them
 * again.
 */
import { resolve } from "node:path";
import { type Book, type CommittedRun, openBook, runName } from "../book/book.ts";
import { createBookStaging } from "../book/book-staging.ts";
import { findDependent } from "../book/builds-on.ts";
import { commitPlan } from "../book/commit.ts";
import { findDamage } from "../book/folder-damage.ts";
import { openPlan } from "../book/plan-folder.ts";
import { findCounterRun } from "../book/standing.ts";
import { EXIT, type ExitCode, Failure, quoted, visible } from "../domain/failure.ts";
import { instantText } from "../domain/format-timestamp.ts";
import { join } from "../domain/path.ts";
import { hasZone, openZone } from "../domain/zone.ts";
import { counterHeadline } from "../report/counter-summary.ts";
import { countText, type Summary, summaryText } from "../report/summary.ts";
import { assertCanConfirm, type ConfirmOptions, confirm } from "./steps/confirm.ts";
import { enterBook } from "./steps/enter-book.ts";
import { findFlaw } from "./steps/find-flaw.ts";
import { makeCounterRun } from "./steps/make-counter-run.ts";
import { readAsOf } from "./steps/make-plan.ts";
import { bookOption, optionText } from "./steps/next-command.ts";
import { findRun, readRunName } from "./steps/run-name.ts";
import { createScratchStaging } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

export interface RevertOptions extends ConfirmOptions {
  readonly book: string;
  readonly asOf?: string | undefined;
  readonly dryRun: boolean;
  readonly jobs: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function revert(name: string, options: RevertOptions, world: World): Promise<ExitCode> {
  const folder = resolve(world.cwd, options.book);
  const number = readRunName(name, folder, world.cwd);
  if (!options.dryRun) assertCanConfirm(options, world);
  const book = options.dryRun ? openBook(folder) : enterBook(folder, world);
  const run = findRun(number, book);
  await assertRevertible(run, book, options);
  const staging = options.dryRun ? createScratchStaging("dry-run") : createBookStaging(folder, "revert");
  const settled = world.onInterrupt(() => staging.discard());
  try {
    const asOf = instantText(readAsOf(options.asOf, run.manifest.zone, world), openZone(run.manifest.zone));
    const summary = await makeCounterRun({ run, book, asOf }, staging, world);
    await world.out(revertText(summary, runName(number), options));
    if (options.dryRun) {
      if (!options.json) world.say("Dry run: nothing was committed, and nothing was left behind.");
      return EXIT.done;
    }
    const what = `Take back run ${runName(number)}, ${countText(run.manifest.benefits, "benefit")}`;
    await confirm({ what, outage: summary.outage, credits: run.manifest.credits }, options, world);
    const plan = openPlan(staging.path);
    const flaw = await findFlaw(plan, book, { jobs: options.jobs, world });
    if (flaw !== undefined) throw new Failure("plan-damaged", { place: { file: staging.path }, found: flaw });
    await world.holdInterrupts();
    const committed = commitPlan(plan, book, "Run the same command again.");
    world.say(`Committed as run ${runName(committed.number)}; run ${runName(number)} is taken back.`);
    // From here on the exit code says that the run was taken back, whether or not the outcome can be shown.
    await world.out(placesText(committed, options)).catch(() => {});
    return EXIT.done;
  } finally {
    staging.discard();
    settled();
  }
}

/** @throws Failure `revert-refused`, `book-broken`. */
async function assertRevertible(run: CommittedRun, book: Book, { book: bookPath }: RevertOptions): Promise<void> {
  const place = { file: run.folder };
  const { reverts } = run.manifest;
  if (reverts !== undefined) {
    throw new Failure("revert-refused", {
      place,
      found: `it is the counter-run that took back run ${runName(reverts)}`,
      next: `To give that again, plan and apply again: ${runName(reverts)} no longer counts as given.`,
    });
  }
  const counter = findCounterRun(run.number, book.runs);
  if (counter !== undefined) {
    throw new Failure("revert-refused", {
      place,
      found: `it was taken back by run ${runName(counter.number)}`,
      next: `Nothing is left to take back; see ${optionText(["compensate", "history", ...bookOption(bookPath)])}.`,
    });
  }
  const { zone } = run.manifest;
  if (!hasZone(zone)) {
    const found = `its zone, ${quoted(zone)}, is none that this Node.js knows`;
    throw new Failure("revert-refused", { place, found, next: "Take it back with the Node.js that committed it." });
  }
  const damage = findDamage(run.folder, run.manifest);
  if (damage !== undefined) throw new Failure("book-broken", { place, found: damage });
  const dependent = await findDependent(run, book);
  if (dependent !== undefined) {
    const first = runName(dependent.run.number);
    throw new Failure("revert-refused", {
      place,
      found: `run ${first} builds on it: ${visible(dependent.recordId)} was moved on from ${visible(dependent.value)}`,
      next: `Take that one back first: ${optionText(["compensate", "revert", first, ...bookOption(bookPath)])}`,
    });
  }
}

function revertText(summary: Summary, run: string, { json, quiet }: RevertOptions): string {
  if (json) return summaryText(summary);
  return quiet ? "" : `Takes back ${counterHeadline(summary, run)}\n`;
}

function placesText({ number }: CommittedRun, { book, json, quiet }: RevertOptions): string {
  if (json || quiet) return "";
  const place = join(book, runName(number));
  return `\n  ends put back      ${join(place, "adjusted-expiry.csv")}\n  amounts taken back ${join(place, "refund-credit.csv")}\n`;
}

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
import type { Language } from "../report/habits.ts";
import { factLines, RUN_SENTENCES } from "../report/run-text.ts";
import { type Summary, summaryText } from "../report/summary.ts";
import { foldedParts } from "../report/table.ts";
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
  /** The language of its summary; English when undefined. */
  readonly lang?: Language | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function revert(name: string, options: RevertOptions, world: World): Promise<ExitCode> {
  const folder = resolve(world.cwd, options.book);
  const say = RUN_SENTENCES[world.language];
  const number = readRunName(name, folder, world.cwd);
  const book = options.dryRun ? openBook(folder) : enterBook(folder, world);
  const run = findRun(number, book);
  // A run that is not there is told first: no --yes would help.
  if (!options.dryRun) assertCanConfirm(options, world);
  await assertRevertible(run, book, options);
  const staging = options.dryRun ? createScratchStaging("dry-run") : createBookStaging(folder, "revert");
  const settled = world.onInterrupt(() => staging.discard());
  try {
    const asOf = instantText(readAsOf(options.asOf, run.manifest.zone, world), openZone(run.manifest.zone));
    const summary = await makeCounterRun({ run, book, asOf, lang: options.lang }, staging, world);
    await world.out(revertText(summary, runName(number), options, world));
    if (options.dryRun) {
      if (!options.json) world.say(say.dryRun());
      return EXIT.done;
    }
    const { benefits, credits } = run.manifest;
    await confirm({ takesBack: runName(number), benefits, outage: summary.outage, credits }, options, world);
    const plan = openPlan(staging.path);
    const flaw = await findFlaw(plan, book, { jobs: options.jobs, world });
    if (flaw !== undefined) throw new Failure("plan-damaged", { place: { file: staging.path }, found: flaw });
    await world.holdInterrupts();
    const committed = commitPlan(plan, book, "Run the same command again.");
    world.say(say.takenBack(runName(number), runName(committed.number)));
    // From here on the exit code says that the run was taken back, whether or not the outcome can be shown.
    await world.out(placesText(committed, options, world)).catch(() => {});
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

function revertText(summary: Summary, run: string, { json, quiet }: RevertOptions, world: World): string {
  if (json) return summaryText(summary);
  if (quiet) return "";
  return `${foldedParts(counterHeadline(summary, run, world.language), world.columns).join("\n")}\n`;
}

function placesText({ number }: CommittedRun, { book, json, quiet }: RevertOptions, { language }: World): string {
  if (json || quiet) return "";
  const place = join(book, runName(number));
  const { places } = RUN_SENTENCES[language];
  const lines = factLines([
    [places.putBack, join(place, "adjusted-expiry.csv")],
    [places.takenBack, join(place, "refund-credit.csv")],
  ]);
  return `\n${lines.join("\n")}\n`;
}

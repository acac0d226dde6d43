/** `compensate plan`: decide everything, stage it in a folder, show what would change. Nothing is committed. */
import { basename, resolve } from "node:path";
import { openBook } from "../book/book.ts";
import { type Manifest, PAGE, WORKBOOK } from "../book/manifest.ts";
import { assertApart, assertNotMadeFrom, assertReplaceable, publishPlan, stagingParent } from "../book/plan-folder.ts";
import { createStaging } from "../book/staging.ts";
import { sweep } from "../book/sweep.ts";
import { EXIT, type ExitCode } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import { factLines, RUN_SENTENCES } from "../report/run-text.ts";
import { assertNoChanges, assertSomethingRead, assertWithinBudget } from "./steps/gates.ts";
import { makePlan } from "./steps/make-plan.ts";
import { bookOption, optionText } from "./steps/next-command.ts";
import type { PlanArguments } from "./steps/plan-manifest.ts";
import { type ShowOptions, showPlan } from "./steps/show-plan.ts";
import type { World } from "./steps/world.ts";

export interface PlanOptions extends PlanArguments, ShowOptions {
  readonly out: string;
  readonly book: string;
  readonly expectNoChanges?: boolean;
}

export async function plan(options: PlanOptions, world: World): Promise<ExitCode> {
  const folder = resolve(world.cwd, options.out);
  const bookFolder = resolve(world.cwd, options.book);
  assertApart(folder, bookFolder);
  assertReplaceable(folder);
  const book = openBook(bookFolder);
  sweep(stagingParent(folder), `.${basename(folder)}.`);
  const staging = createStaging(stagingParent(folder), `.${basename(folder)}`);
  const settled = world.onInterrupt(() => staging.discard());
  try {
    const made = await makePlan(options, book, staging, world);
    assertNotMadeFrom(folder, sourcesOf(made.manifest, world.cwd));
    // Shown first: once the plan is in its place, only the exit code counts.
    await showPlan(made, staging.path, options, world, { plan: options.out });
    await world.holdInterrupts();
    publishPlan(staging, folder);
    if (!options.json && !options.quiet) {
      await world.out(placesText(options, made.summary.totals.rejected, world)).catch(() => {});
    }
    assertSomethingRead(made.manifest);
    assertWithinBudget(made.manifest);
    assertNoChanges(made.manifest, options.expectNoChanges === true);
    return EXIT.done;
  } catch (error) {
    staging.discard();
    throw error;
  } finally {
    settled();
  }
}

function sourcesOf({ rules, inputs }: Manifest, cwd: string): readonly string[] {
  return [...rules, ...inputs]
    .filter(({ path }) => path !== "-")
    .map((file) => resolve(cwd, "archive" in file ? (file.archive ?? file.path) : file.path));
}

function placesText({ out, book, xlsx }: PlanOptions, rejected: number, { language }: World): string {
  const { places, notCommitted } = RUN_SENTENCES[language];
  const lines = factLines([
    [places.adjusted, join(out, "adjusted-expiry.csv")],
    [places.credits, join(out, "refund-credit.csv")],
    [places.review, join(out, "review.csv")],
    ...(rejected > 0 ? [[places.rejects, join(out, "rejects")] as const] : []),
    [places.summary, join(out, "summary.md")],
    [places.report, join(out, PAGE)],
    ...(xlsx === true ? [[places.workbook, join(out, WORKBOOK)] as const] : []),
  ]);
  const command = optionText(["compensate", "apply", out, ...bookOption(book)]);
  return ["", ...lines, "", notCommitted(command), ""].join("\n");
}

/** `compensate show`: one committed run, with its numbers, a few of its rows, and where its files are. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, type CommittedRun, openBook } from "../book/book.ts";
import { findDamage } from "../book/folder-damage.ts";
import { PAGE } from "../book/manifest.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import { jsonText } from "../domain/json.ts";
import { join } from "../domain/path.ts";
import { counterHeadline } from "../report/counter-summary.ts";
import { countText, grouped, type Summary } from "../report/summary.ts";
import { planLines } from "../report/summary-text.ts";
import { entryOf, type HistoryEntry, standingText } from "./history.ts";
import { readRunSummary } from "./steps/read-run-summary.ts";
import { findRun, readRunName } from "./steps/run-name.ts";
import { sampleRows } from "./steps/sample-rows.ts";
import type { ShowOptions } from "./steps/show-plan.ts";
import type { World } from "./steps/world.ts";

export interface ShowRunOptions extends ShowOptions {
  readonly book: string;
}

export async function showRun(name: string, options: ShowRunOptions, world: World): Promise<ExitCode> {
  const folder = resolve(world.cwd, options.book);
  const book = openBook(folder);
  const run = findRun(readRunName(name, folder, world.cwd), book);
  const damage = findDamage(run.folder, run.manifest);
  const summary = readRunSummary(run.folder);
  if (damage !== undefined || summary === undefined)
    throw new Failure("book-broken", { place: { file: run.folder }, found: damage ?? "summary.json cannot be read" });
  const entry = entryOf(run, book);
  const files = filesOf(run, join(options.book, entry.run));
  if (options.json) {
    const { run: number, reverted_by: revertedBy } = entry;
    await world.out(jsonText({ run: number, reverted_by: revertedBy, ...summary, manifest: run.sha256, files }));
    return EXIT.done;
  }
  const lines = [
    ...factLines(run, entry, book),
    "",
    ...(await summaryLines(summary, { run, entry, options, world })),
    "",
    ...Object.entries(files).map(([what, path]) => `  ${what.padEnd(PLACE_WIDTH)}${path}`),
  ];
  await world.out(`${lines.join("\n")}\n`);
  return EXIT.done;
}

const PLACE_WIDTH = 19;

function factLines({ manifest, sha256 }: CommittedRun, entry: HistoryEntry, { runs }: Book): readonly string[] {
  const standing = standingText(entry);
  return [
    `run ${entry.run} of ${grouped(runs.length)}${standing === "" ? "" : `, ${standing}`}`,
    `  outage             ${visible(entry.outage)}`,
    `  policy             ${visible(entry.policy)}, revision ${visible(entry.revision)}`,
    `  as of              ${entry.as_of}`,
    `  made by            ${visible(manifest.tool)}, time-zone data ${visible(manifest.time_zone_data)}`,
    `  manifest           sha256 ${sha256}`,
    ...manifest.inputs.map(
      ({ path, rows, sha256: hash }) =>
        `  from               ${visible(path)}, ${countText(rows, "row")}, sha256 ${hash}`,
    ),
  ];
}

interface Shown {
  readonly run: CommittedRun;
  readonly entry: HistoryEntry;
  readonly options: ShowRunOptions;
  readonly world: World;
}

async function summaryLines(summary: Summary, { run, entry, options, world }: Shown): Promise<readonly string[]> {
  if (entry.reverts !== null) return [`Takes back ${counterHeadline(summary, entry.reverts)}`];
  const samples = await sampleRows(run.folder, options);
  const place = join(options.book, entry.run, "rejects");
  const rejectExamples = Object.keys(summary.rejects).map((code) => ({ code, place, message: "its rows are there" }));
  return planLines({ summary, samples, rejectExamples }, world.palette);
}

function filesOf({ folder, manifest }: CommittedRun, place: string): { readonly [what: string]: string } {
  const rejects = existsSync(join(folder, "rejects")) ? { "rejected rows": join(place, "rejects") } : {};
  return {
    "adjusted expiries": join(place, "adjusted-expiry.csv"),
    "refund credits": join(place, "refund-credit.csv"),
    "to review": join(place, "review.csv"),
    ...rejects,
    summary: join(place, "summary.md"),
    ...(manifest.outputs.some(({ file }) => file === PAGE) ? { report: join(place, PAGE) } : {}),
    manifest: join(place, "manifest.json"),
  };
}

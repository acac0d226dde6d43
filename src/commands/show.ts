/** `compensate show`: one committed run, with its numbers, a few of its rows, and where its files are. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, type CommittedRun, openBook } from "../book/book.ts";
import { findDamage } from "../book/folder-damage.ts";
import { FIGURES, PAGE, WORKBOOK } from "../book/manifest.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import { jsonText } from "../domain/json.ts";
import { join } from "../domain/path.ts";
import { counterHeadline } from "../report/counter-summary.ts";
import type { Figures } from "../report/figures.ts";
import { HABITS } from "../report/habits.ts";
import { factLines, RUN_SENTENCES } from "../report/run-text.ts";
import type { PlaceName } from "../report/sentences/runs.ts";
import type { Summary } from "../report/summary.ts";
import { planLines } from "../report/summary-text.ts";
import { entryOf, type HistoryEntry, standingText } from "./history.ts";
import { readFigures } from "./steps/read-figures.ts";
import { readRunSummary } from "./steps/read-run-summary.ts";
import { findRun, readRunName } from "./steps/run-name.ts";
import { sampleRows } from "./steps/sample-rows.ts";
import { type ShowOptions, styleOf } from "./steps/show-plan.ts";
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
  const files = filesOf(run);
  const where = join(options.book, entry.run);
  if (options.json) {
    const { run: number, reverted_by: revertedBy } = entry;
    await world.out(
      jsonText({
        run: number,
        reverted_by: revertedBy,
        ...summary,
        manifest: run.sha256,
        files: Object.fromEntries(files.map(({ name, file }) => [name, join(where, file)])),
      }),
    );
    return EXIT.done;
  }
  const say = RUN_SENTENCES[world.language];
  const lines = [
    ...titleLines(run, entry, book, world),
    "",
    ...(await summaryLines(summary, { run, entry, options, world })),
    "",
    ...factLines(files.map(({ place, file }) => [say.places[place], join(where, file)] as const)),
  ];
  await world.out(`${lines.join("\n")}\n`);
  return EXIT.done;
}

function titleLines(
  { manifest, sha256 }: CommittedRun,
  entry: HistoryEntry,
  { runs }: Book,
  { language }: World,
): readonly string[] {
  const say = RUN_SENTENCES[language];
  const { facts } = say;
  return [
    say.runTitle(entry.run, runs.length, standingText(entry, say)),
    ...factLines([
      [facts.outage, visible(entry.outage)],
      [facts.policy, say.revision(visible(entry.policy), visible(entry.revision))],
      [facts.asOf, HABITS[language].moment(entry.as_of)],
      [facts.madeBy, say.madeBy(visible(manifest.tool), visible(manifest.time_zone_data))],
      [facts.manifest, `sha256 ${sha256}`],
      ...manifest.inputs.map(
        ({ path, rows, sha256: hash }) => [facts.from, say.input(visible(path), rows, hash)] as const,
      ),
    ]),
  ];
}

interface Shown {
  readonly run: CommittedRun;
  readonly entry: HistoryEntry;
  readonly options: ShowRunOptions;
  readonly world: World;
}

async function summaryLines(summary: Summary, { run, entry, options, world }: Shown): Promise<readonly string[]> {
  if (entry.reverts !== null) return [counterHeadline(summary, entry.reverts, world.language)];
  const samples = await sampleRows(run.folder, options);
  const place = join(options.book, entry.run, "rejects");
  const rejectExamples = Object.keys(summary.rejects).map((code) => ({ code, place, example: undefined }));
  return planLines({ summary, review: reviewOf(run), samples, rejectExamples }, styleOf(options, world));
}

function reviewOf({ folder, manifest }: CommittedRun): Figures["review"] {
  const hasFigures = manifest.outputs.some(({ file }) => file === FIGURES);
  return hasFigures ? (readFigures(join(folder, FIGURES))?.review ?? []) : [];
}

interface RunFile {
  /** In the JSON document. */
  readonly name: string;
  readonly place: PlaceName;
  readonly file: string;
}

const REJECTS: RunFile = { name: "rejected rows", place: "rejects", file: "rejects" };
/** Not in every run. */
const REPORTS: readonly RunFile[] = [
  { name: "report", place: "report", file: PAGE },
  { name: "workbook", place: "workbook", file: WORKBOOK },
];

function filesOf({ folder, manifest }: CommittedRun): readonly RunFile[] {
  return [
    { name: "adjusted expiries", place: "adjusted", file: "adjusted-expiry.csv" },
    { name: "refund credits", place: "credits", file: "refund-credit.csv" },
    { name: "to review", place: "review", file: "review.csv" },
    ...(existsSync(join(folder, REJECTS.file)) ? [REJECTS] : []),
    { name: "summary", place: "summary", file: "summary.md" },
    ...REPORTS.filter((report) => manifest.outputs.some(({ file }) => file === report.file)),
    { name: "manifest", place: "manifest", file: "manifest.json" },
  ];
}

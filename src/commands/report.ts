/**
 * `compensate report`: makes the report of a plan or run again from what is on disk, in either language.
 *
 * Nothing but the manifest, the summary and the figures is read, and both are first held to the hashes of the manifest; the
 * rows of the outputs are not needed.
 */
import { dirname, resolve } from "node:path";
import { type Book, openBook, runName } from "../book/book.ts";
import { findDamage } from "../book/folder-damage.ts";
import { FIGURES, type Manifest, PAGE, WORKBOOK } from "../book/manifest.ts";
import { findCounterRun } from "../book/standing.ts";
import { SUMMARY } from "../book/written-summary.ts";
import { damaged, type GiftFolder, openGiftFolder } from "../diff/gift-folder.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import { jsonText } from "../domain/json.ts";
import { join } from "../domain/path.ts";
import { counterMarkdown } from "../report/counter-summary.ts";
import type { Language } from "../report/habits.ts";
import { pageText } from "../report/page/page.ts";
import type { ReportFacts, ReportState } from "../report/report-facts.ts";
import { markdownText } from "../report/summary-markdown.ts";
import type { ReportFormat } from "./steps/choices.ts";
import { findEarlier } from "./steps/earlier-run.ts";
import { writeNew } from "./steps/new-files.ts";
import { readFigures } from "./steps/read-figures.ts";
import { readRunSummary } from "./steps/read-run-summary.ts";
import type { World } from "./steps/world.ts";

export interface ReportOptions {
  readonly book: string;
  readonly format: ReportFormat;
  /** A file that is not there yet; standard output when undefined, which a workbook is not written to. */
  readonly output?: string;
}

/** @throws Failure `usage`, `file-missing`, `plan-damaged`, `book-broken`, `file-exists`, `output-unwritable`. */
export async function report(named: string, options: ReportOptions, world: World): Promise<ExitCode> {
  const { book, format, output } = options;
  const folder = openGiftFolder(named, { cwd: world.cwd, book });
  const facts = readFacts(folder, openBookOf(folder, resolve(world.cwd, book)));
  const content = await WRITERS[format](facts, world.language);
  if (output !== undefined) {
    writeNew(output, content, world.cwd);
    world.say(`Wrote ${visible(output)}.`);
  } else if (typeof content === "string") await world.out(content);
  else {
    const next = "Name the file with -o, such as -o report.xlsx.";
    throw new Failure("usage", { found: "a workbook is written to a file of its own", next });
  }
  return EXIT.done;
}

type Writer = (facts: ReportFacts, language: Language) => string | Promise<Uint8Array>;

const WRITERS: { readonly [format in ReportFormat]: Writer } = {
  html: pageText,
  xlsx: async (facts, language) => (await import("../report/sheets/workbook-file.ts")).workbookBytes(facts, language),
  md: ({ summary, figures }, language) =>
    summary.reverts === undefined
      ? markdownText({ summary, figures }, language)
      : counterMarkdown(summary, runName(summary.reverts), language),
  json: ({ summary, figures, state, origins: { terms, windows }, earlier }) =>
    jsonText({ state, summary, windows, terms: terms ?? null, figures: figures ?? null, earlier: earlier ?? null }),
};

/** A run that is named by its folder lies in its own book. */
function openBookOf({ folder, manifest }: GiftFolder, book: string): Book {
  return openBook(manifest.run === undefined ? book : dirname(folder));
}

function readFacts({ label, folder, manifest }: GiftFolder, book: Book): ReportFacts {
  const outputs = manifest.outputs.filter(({ file }) => file === SUMMARY || file === FIGURES);
  const damage = findDamage(folder, { outputs });
  if (damage !== undefined) throw damaged(label, damage, manifest);
  const summary = readRunSummary(folder);
  if (summary === undefined) throw damaged(label, `${SUMMARY} cannot be read`, manifest);
  const hasFigures = outputs.some(({ file }) => file === FIGURES);
  // Page and workbook are made from the other files, so they do not tell their own hashes.
  const origins = { ...manifest, outputs: manifest.outputs.filter(({ file }) => file !== PAGE && file !== WORKBOOK) };
  return {
    summary,
    figures: hasFigures ? readFigures(join(folder, FIGURES)) : undefined,
    origins,
    state: stateOf(manifest, book),
    earlier: findEarlier(manifest.outage, runsBefore(manifest, book)),
  };
}

function stateOf({ run }: Manifest, { runs }: Book): ReportState {
  if (run === undefined) return { kind: "plan" };
  const counter = findCounterRun(run.number, runs);
  const revertedBy = counter === undefined ? undefined : runName(counter.number);
  return { kind: "run", run: runName(run.number), runs: runs.length, revertedBy };
}

/** The runs that the book had when it was planned; none where this is another book. */
function runsBefore({ book: planned }: Manifest, { runs }: Book): Book["runs"] {
  const before = runs.slice(0, planned.runs);
  return (before.at(-1)?.sha256 ?? null) === planned.head ? before : [];
}

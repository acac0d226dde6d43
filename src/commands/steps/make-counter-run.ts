/** Stages a counter-run: its outputs, its summary, and a manifest that says which run it takes back. */

import type { Book, CommittedRun } from "../../book/book.ts";
import { runName } from "../../book/book.ts";
import { writeCounterRows } from "../../book/counter-run.ts";
import {
  FIGURES,
  MANIFEST,
  MANIFEST_FORMAT,
  MARKDOWN,
  type Manifest,
  manifestText,
  sealed,
} from "../../book/manifest.ts";
import { assertProven } from "../../book/proven.ts";
import type { StagingFolder } from "../../book/staging.ts";
import { creditTexts } from "../../book/written-sums.ts";
import { LANGUAGE } from "../../domain/language.ts";
import { join } from "../../domain/path.ts";
import { counterMarkdown } from "../../report/counter-summary.ts";
import { type Figures, figuresText } from "../../report/figures.ts";
import { figuresTakenBack } from "../../report/figures-taken-back.ts";
import type { Language } from "../../report/habits.ts";
import { type Summary, type SummaryBuckets, summaryText } from "../../report/summary.ts";
import { addPage } from "./add-page.ts";
import { inLanguage } from "./plan-manifest.ts";
import { readFigures } from "./read-figures.ts";
import { sampleRows } from "./sample-rows.ts";
import type { World } from "./world.ts";

export interface CounterRun {
  readonly run: CommittedRun;
  readonly book: Book;
  /** When it is taken back, as it is written. */
  readonly asOf: string;
  /** The language of its summary; English when undefined. */
  readonly lang: Language | undefined;
}

const NO_ROWS: SummaryBuckets = {
  read: 0,
  compensated: 0,
  review: 0,
  unaffected: 0,
  already_compensated: 0,
  rejected: 0,
  duplicate: 0,
};

export async function makeCounterRun(
  { run, book, asOf, lang }: CounterRun,
  staging: StagingFolder,
  { tool }: World,
): Promise<Summary> {
  const { outage, policy, revision, windows, layers, request, services, zone } = run.manifest;
  const sums = await writeCounterRows(run, staging);
  const credits = creditTexts(sums.credits);
  const summary: Summary = {
    outage,
    policy,
    revision,
    as_of: asOf,
    reverts: run.number,
    totals: NO_ROWS,
    extended: sums.extended,
    credited: sums.credited,
    credits,
    by_rule: [...sums.byRule.values()].map((rule) => ({ ...rule, credits: creditTexts(rule.credits) })),
    unaffected: {},
    rejects: {},
    exports: [],
    warnings: [],
  };
  staging.write("summary.json", summaryText(summary));
  staging.write(MARKDOWN, counterMarkdown(summary, runName(run.number), lang ?? "en"));
  const figures = await counterFigures(run, summary, staging);
  if (figures !== undefined) staging.write(FIGURES, figuresText(figures));
  const manifest: Omit<Manifest, "seal" | "run"> = {
    format: MANIFEST_FORMAT,
    tool: tool.tool,
    language: LANGUAGE,
    time_zone_data: tool.timeZoneData,
    as_of: asOf,
    zone,
    reverts: run.number,
    outage,
    windows,
    policy,
    revision,
    layers,
    request: inLanguage(request, lang),
    rules: [],
    inputs: [],
    outputs: staging.files(),
    totals: { ...NO_ROWS },
    benefits: sums.extended + sums.credited,
    services,
    credits,
    warnings: [],
    over_budget: [],
    book: book.state,
  };
  const parts = { summary, figures, manifest: sealed(manifest), book, lang, xlsx: request.xlsx };
  const finished = await addPage(parts, staging);
  staging.write(MANIFEST, manifestText(finished));
  return summary;
}

/** Undefined where the run has no figures, being of before 0.3.0. @throws Failure `book-broken` when they are not those that were committed. */
async function counterFigures(
  run: CommittedRun,
  summary: Summary,
  staging: StagingFolder,
): Promise<Figures | undefined> {
  if (!run.manifest.outputs.some(({ file }) => file === FIGURES)) return undefined;
  assertProven(run, [FIGURES]);
  const figures = readFigures(join(run.folder, FIGURES));
  return (
    figures && figuresTakenBack(figures, { summary, samples: await sampleRows(staging.path, { showValues: false }) })
  );
}

/**
 * Makes a plan: reads the rules and the exports, decides, and stages outputs, summary and manifest in one folder.
 *
 * `plan` publishes that folder, `apply` commits it, a dry run throws it away. None of them decides anything itself.
 */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, findGiven, hasRunsFor } from "../../book/book.ts";
import { earlierBenefits } from "../../book/earlier-benefits.ts";
import { FIGURES, MANIFEST, MARKDOWN, type Manifest, manifestText } from "../../book/manifest.ts";
import { assertNoOutageOverlap } from "../../book/outage-overlap.ts";
import type { StagingFolder } from "../../book/staging.ts";
import { createCurrencyTable } from "../../domain/currency.ts";
import { Failure, quoted } from "../../domain/failure.ts";
import { instantText } from "../../domain/format-timestamp.ts";
import { type Instant, instantAt, SECOND } from "../../domain/instant.ts";
import { parseTimestamp } from "../../domain/parse-timestamp.ts";
import { openZone } from "../../domain/zone.ts";
import type { ExportFile } from "../../input/discover.ts";
import { exportSource } from "../../input/export-source.ts";
import { KEPT_INPUT } from "../../input/source.ts";
import { type Figures, figuresText } from "../../report/figures.ts";
import { type Summary, summaryText } from "../../report/summary.ts";
import { markdownText } from "../../report/summary-markdown.ts";
import { createPool, type Pool } from "../../run/pool.ts";
import type { Setup } from "../../run/rows/job.ts";
import type { ExportInput } from "../../run/rows/read-rows.ts";
import { type StagedOutputs, stageOutputs } from "../../run/run.ts";
import { addPage } from "./add-page.ts";
import { changedMappings } from "./changed-mapping.ts";
import { type Controlled, checkControl } from "./check-control.ts";
import { checkColumns, checkColumnsOverall, checkHeaders } from "./check-headers.ts";
import { figuresOf } from "./figures-of.ts";
import { findExports, type MappedExports, refuseUnusedMapping, tellExports } from "./find-exports.ts";
import { inOneRound } from "./one-round.ts";
import { manifestOf, type PlanArguments } from "./plan-manifest.ts";
import { pricedBefore } from "./priced-before.ts";
import { type RulesInput, readRules } from "./rules-input.ts";
import { summaryOf } from "./summarize.ts";
import type { World } from "./world.ts";

export interface MadePlan {
  readonly summary: Summary;
  readonly figures: Figures;
  readonly manifest: Manifest;
  readonly result: StagedOutputs;
  /** The policy, outage and moment that every record was decided with. */
  readonly setup: Setup;
}

export async function makePlan(
  args: PlanArguments,
  book: Book,
  staging: StagingFolder,
  world: World,
): Promise<MadePlan> {
  const apart = [args.policy, args.outage, args.control];
  const found = await findExports({ ...args, apart }, world.cwd).catch(async (cause) => {
    // Faults of the rules are told first, and those of a mapping beside them.
    await inOneRound(
      () => readRulesAsOf(args, world),
      () => Promise.reject(cause),
    );
    throw cause;
  });
  const pool = createPool(args.jobs, sizeOfFiles(found.files, world.cwd));
  try {
    return await planOver(found, pool, args, { book, staging, world });
  } finally {
    await pool.close();
  }
}

async function readRulesAsOf(
  args: PlanArguments,
  world: World,
): Promise<{ readonly rules: RulesInput; readonly asOf: Instant }> {
  const rules = await readRules(args, world.cwd);
  return { rules, asOf: readAsOf(args.asOf, rules.policy.zone, world) };
}

async function planOver(
  found: MappedExports,
  pool: Pool,
  args: PlanArguments,
  { book, staging, world }: { readonly book: Book; readonly staging: StagingFolder; readonly world: World },
): Promise<MadePlan> {
  const { rules, asOf } = await readRulesAsOf(args, world);
  tellExports(found, world);
  const { files } = found;
  const inputs = files.map((file) => ({ source: exportSource(file, world, staging.path), kind: file.kind }));
  const { policy, outage, needs } = rules;
  const setup = { policy, outage, asOf, pricedBefore: await pricedBefore(book, outage.id, policy) };
  await checkHeaders(files, [needs], world.cwd);
  const controlled = await controlExports(args, inputs, world);
  refuseUnusedMapping(found, [...rules.files, ...(controlled?.files ?? [])]);

  const progress = await world.startProgress(sizeOfFiles(files, world.cwd));
  const result = await stageOutputs({
    setup,
    inputs,
    staging,
    scratch: staging.path,
    pool,
    checkHeader: (header, path) => checkColumns([{ path, header }], needs),
    findGiven: hasRunsFor(book, outage.id) ? (ids) => findGiven(book, outage.id, ids) : undefined,
    earlierBenefits: () => earlierBenefits(book, outage.id, createCurrencyTable(policy.units)),
    onProgress: (state) => progress.update(state),
  }).finally(() => progress.stop());
  checkColumnsOverall(result.exports, needs);
  for (const [index, { path, sha256 }] of result.exports.entries()) {
    if (controlled !== undefined && controlled.hashes[index] !== sha256)
      throw new Failure("input-changed", { place: { file: path } });
  }

  const zone = openZone(policy.zone);
  const skipped = args.skipped ?? found.skipped.map(({ path, because }) => ({ file: path, because }));
  const decided = summaryOf({ ...result, skipped }, rules, instantText(asOf, zone));
  const changed = changedMappings(book, outage.id, found.mappedBy);
  const summary = { ...decided, warnings: [...decided.warnings, ...changed] };
  staging.removeScratch(KEPT_INPUT);
  staging.write("summary.json", summaryText(summary));
  const figures = figuresOf(result, policy);
  staging.write(MARKDOWN, markdownText({ summary, figures }, args.lang ?? "en"));
  staging.write(FIGURES, figuresText(figures));
  const listed = manifestOf({
    args,
    controlled,
    mappings: found.mappings,
    rules,
    result,
    summary,
    book,
    staging,
    world,
  });
  if (policy.overlap === "refuse") assertNoOutageOverlap(book, listed);
  const manifest = await addPage(
    { summary, figures, manifest: listed, book, lang: args.lang, xlsx: args.xlsx },
    staging,
  );
  staging.write(MANIFEST, manifestText(manifest));
  return { summary, figures, manifest, result, setup };
}

async function controlExports(
  { control, encoding, mapping }: PlanArguments,
  inputs: readonly ExportInput[],
  { cwd }: World,
): Promise<Controlled | undefined> {
  if (control === undefined) return undefined;
  const exports = inputs.map(({ source, kind }) => ({ path: source.path, kind, source }));
  return checkControl(control, exports, { cwd, encoding, mapping });
}

/** "Now" for a run: as it was said, else the clock, in whole seconds. @param zone of a text without an offset. */
export function readAsOf(text: string | undefined, zone: string, world: World): Instant {
  // Whole seconds, because that is what the outputs show.
  if (text === undefined) return instantAt(Math.floor(world.now() / SECOND) * SECOND);
  const time = parseTimestamp(text, "start", openZone(zone));
  if (typeof time !== "string") return time.instant;
  throw new Failure("usage", {
    place: { file: "--as-of" },
    found: `${quoted(text)} is not a date or time`,
    next: "Write it as 2022-10-21T11:00:00+09:00.",
  });
}

/** Bytes of all files, those in archives unpacked; undefined when standard input is among them, or one cannot be looked at. */
export function sizeOfFiles(files: readonly ExportFile[], cwd: string): number | undefined {
  let total = 0;
  for (const { path, archived } of files) {
    if (path === "-") return undefined;
    try {
      total += archived?.size ?? statSync(resolve(cwd, path)).size;
    } catch {
      // Faults of the file are told when it is opened.
      return undefined;
    }
  }
  return total;
}

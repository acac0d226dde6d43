/**
 * Makes a plan: reads the rules and the exports, decides, and stages outputs, summary and manifest in one folder.
 *
 * `plan` publishes that folder, `apply` commits it, a dry run throws it away. None of them decides anything itself.
 */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type Book, findGiven, hasRunsFor } from "../../book/book.ts";
import { earlierBenefits } from "../../book/earlier-benefits.ts";
import {
  MANIFEST,
  MANIFEST_FORMAT,
  type Manifest,
  type ManifestWindow,
  manifestText,
  sealed,
} from "../../book/manifest.ts";
import { assertNoOutageOverlap } from "../../book/outage-overlap.ts";
import type { StagingFolder } from "../../book/staging.ts";
import { createCurrencyTable } from "../../domain/currency.ts";
import type { Encoding } from "../../domain/encodings.ts";
import { Failure, quoted } from "../../domain/failure.ts";
import { instantText } from "../../domain/format-timestamp.ts";
import { type Instant, instantAt, SECOND } from "../../domain/instant.ts";
import { type Interval, windowOf } from "../../domain/interval.ts";
import { LANGUAGE } from "../../domain/language.ts";
import type { Outage } from "../../domain/outage.ts";
import { parseTimestamp } from "../../domain/parse-timestamp.ts";
import { openZone } from "../../domain/zone.ts";
import { discoverExports, type ExportFile, type FoundExports, passedOverText } from "../../input/discover.ts";
import { KEPT_INPUT, sourceOf } from "../../input/source.ts";
import { type Summary, summaryText } from "../../report/summary.ts";
import { markdownText } from "../../report/summary-markdown.ts";
import { createPool, type Pool } from "../../run/pool.ts";
import type { Setup } from "../../run/rows/job.ts";
import type { ExportFacts, ExportInput } from "../../run/rows/read-rows.ts";
import { type StagedOutputs, stageOutputs } from "../../run/run.ts";
import { type Controlled, checkControl } from "./check-control.ts";
import { checkColumns, checkColumnsOverall, checkHeaders } from "./check-headers.ts";
import { pricedBefore } from "./priced-before.ts";
import { type RuleArguments, type RulesInput, readRules } from "./rules-input.ts";
import { summaryOf } from "./summarize.ts";
import type { World } from "./world.ts";

export interface PlanArguments extends RuleArguments {
  readonly exports: readonly ExportFile[];
  /** "Now" for everything that needs one; the clock when undefined. */
  readonly asOf: string | undefined;
  readonly jobs: number;
  /** A file of control totals that the exports must come to. */
  readonly control?: string | undefined;
}

export interface MadePlan {
  readonly summary: Summary;
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
  const found = await discoverExports(args.exports, world.cwd).catch((cause) => {
    // Faults of the rules are told first.
    readRulesAsOf(args, world);
    throw cause;
  });
  const pool = createPool(args.jobs, sizeOfFiles(found.files, world.cwd));
  try {
    return await planOver(found, pool, args, { book, staging, world });
  } finally {
    await pool.close();
  }
}

function readRulesAsOf(args: PlanArguments, world: World): { readonly rules: RulesInput; readonly asOf: Instant } {
  const rules = readRules(args, world.cwd);
  return { rules, asOf: readAsOf(args.asOf, rules.policy.zone, world) };
}

async function planOver(
  { files, passedOver }: FoundExports,
  pool: Pool,
  args: PlanArguments,
  { book, staging, world }: { readonly book: Book; readonly staging: StagingFolder; readonly world: World },
): Promise<MadePlan> {
  const { rules, asOf } = readRulesAsOf(args, world);
  for (const folder of passedOver) world.say(passedOverText(folder));
  const inputs = files.map((file) => ({ source: sourceOf(file, world, staging.path), kind: file.kind }));
  const { policy, outage, needs } = rules;
  const setup = { policy, outage, asOf, pricedBefore: await pricedBefore(book, outage.id, policy) };
  await checkHeaders(files, [needs], world.cwd);
  const controlled = await controlExports(args, inputs, world);

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
  const summary = summaryOf(result, rules, instantText(asOf, zone));
  staging.removeScratch(KEPT_INPUT);
  staging.write("summary.json", summaryText(summary));
  staging.write("summary.md", markdownText(summary));
  const manifest = manifestOf({ args, controlled, rules, result, summary, book, staging, world });
  if (policy.overlap === "refuse") assertNoOutageOverlap(book, manifest);
  staging.write(MANIFEST, manifestText(manifest));
  return { summary, manifest, result, setup };
}

async function controlExports(
  { control, exports: wanted }: PlanArguments,
  inputs: readonly ExportInput[],
  { cwd }: World,
): Promise<Controlled | undefined> {
  if (control === undefined) return undefined;
  const exports = inputs.map(({ source, kind }) => ({ path: source.path, kind, source }));
  return checkControl(control, exports, { cwd, encoding: declaredEncoding(wanted) });
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

interface ManifestParts {
  readonly args: PlanArguments;
  readonly controlled: Controlled | undefined;
  readonly rules: RulesInput;
  readonly result: StagedOutputs;
  readonly summary: Summary;
  readonly book: Book;
  readonly staging: StagingFolder;
  readonly world: World;
}

function manifestOf({ args, controlled, rules, result, summary, book, staging, world }: ManifestParts): Manifest {
  const { policy, outage, files } = rules;
  return sealed({
    format: MANIFEST_FORMAT,
    tool: world.tool.tool,
    language: LANGUAGE,
    time_zone_data: world.tool.timeZoneData,
    as_of: summary.as_of,
    zone: policy.zone,
    outage: outage.id,
    windows: windowsOf(outage),
    policy: policy.name,
    revision: policy.revision,
    layers: Object.fromEntries(policy.layers.flatMap(({ name, rules: own }) => own.map((rule) => [rule.name, name]))),
    request: requestOf(args),
    rules: controlled === undefined ? files : [...files, controlled.file],
    inputs: result.exports.map(inputFileOf),
    outputs: staging.files(),
    totals: { ...summary.totals },
    benefits: summary.extended + summary.credited,
    services: servicesGiven(summary),
    credits: summary.credits,
    warnings: summary.warnings,
    over_budget: result.overBudget,
    book: book.state,
  });
}

function requestOf(args: PlanArguments): Manifest["request"] {
  const { outage, outageId, zone, policy, asOf, control, exports } = args;
  const encoding = declaredEncoding(exports);
  return {
    outage,
    outage_id: outageId ?? null,
    zone: zone ?? null,
    policy,
    as_of: asOf ?? null,
    control: control ?? null,
    ...(encoding === undefined ? {} : { encoding: encoding.name }),
    exports: exports.map(({ path, kind }) => ({ path, kind: kind ?? null })),
  };
}

/** One encoding is declared for all exports of a command line. */
function declaredEncoding(exports: readonly ExportFile[]): Encoding | undefined {
  return exports.find(({ encoding }) => encoding !== undefined)?.encoding;
}

function servicesGiven({ by_rule: rules }: Summary): readonly string[] {
  const giving = rules.filter(({ records, review }) => records > review).map(({ service }) => service);
  return [...new Set(giving)].sort();
}

function inputFileOf(facts: ExportFacts): Manifest["inputs"][number] {
  const { name, path, archive, kind, encoding, bytes, rows, sha256 } = facts;
  const within = archive === undefined ? {} : { archive };
  const readAs = encoding.startsWith("utf-8") ? {} : { encoding };
  return { name, path, ...within, kind, ...readAs, bytes, rows, sha256 };
}

/** The windows as they count: intervals merged, exclusions taken out. */
function windowsOf({ general, services, excluded }: Outage): readonly ManifestWindow[] {
  const utc = (at: Instant) => new Date(at).toISOString();
  const written = (intervals: readonly Interval[]) =>
    (windowOf(intervals, excluded)?.intervals ?? []).map(({ start, end }) => ({ start: utc(start), end: utc(end) }));
  return [
    ...written(general),
    ...[...services].flatMap(([service, windows]) =>
      written(windows.map(({ interval }) => interval)).map((window) => ({ service, ...window })),
    ),
  ];
}

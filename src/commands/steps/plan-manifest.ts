/** The manifest of a plan: what was asked for, what was read, and what was decided. */
import type { Book } from "../../book/book.ts";
import { MANIFEST_FORMAT, type Manifest, type ManifestWindow, type RuleFile, sealed } from "../../book/manifest.ts";
import type { StagingFolder } from "../../book/staging.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Interval, windowOf } from "../../domain/interval.ts";
import { LANGUAGE } from "../../domain/language.ts";
import type { Outage } from "../../domain/outage.ts";
import type { Language } from "../../report/habits.ts";
import type { SkippedFile, Summary } from "../../report/summary.ts";
import type { ExportFacts } from "../../run/rows/read-rows.ts";
import type { StagedOutputs } from "../../run/run.ts";
import type { Controlled } from "./check-control.ts";
import type { ExportArguments } from "./find-exports.ts";
import type { RuleArguments, RulesInput } from "./rules-input.ts";
import { termsOf } from "./terms-of.ts";
import type { World } from "./world.ts";

export interface PlanArguments extends RuleArguments, ExportArguments {
  /** "Now" for everything that needs one; the clock when undefined. */
  readonly asOf: string | undefined;
  readonly jobs: number;
  /** The language of the files that people read; English when undefined, whatever the locale of the machine. */
  readonly lang?: Language | undefined;
  /** Whether the plan gets a workbook besides the page. */
  readonly xlsx?: boolean | undefined;
  /** A file of control totals that the exports must come to. */
  readonly control?: string | undefined;
  /** What an earlier reading of the same exports left out of folders, which the summary tells again; undefined for a first reading. */
  readonly skipped?: readonly SkippedFile[] | undefined;
}

export interface ManifestParts {
  readonly args: PlanArguments;
  readonly controlled: Controlled | undefined;
  readonly mappings: readonly RuleFile[];
  readonly rules: RulesInput;
  readonly result: StagedOutputs;
  readonly summary: Summary;
  readonly book: Book;
  readonly staging: StagingFolder;
  readonly world: World;
}

export function manifestOf({
  args,
  controlled,
  mappings,
  rules,
  result,
  summary,
  book,
  staging,
  world,
}: ManifestParts): Manifest {
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
    terms: termsOf(policy, outage),
    request: requestOf(args, summary),
    rules: eachOnce([...files, ...mappings, ...(controlled?.files ?? [])]),
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

function requestOf(args: PlanArguments, { skipped = [] }: Summary): Manifest["request"] {
  const { outage, outageId, zone, policy, asOf, control, mapping, encoding, lang, exports } = args;
  const request: Manifest["request"] = {
    outage,
    outage_id: outageId ?? null,
    zone: zone ?? null,
    policy,
    as_of: asOf ?? null,
    control: control ?? null,
    ...(mapping === undefined ? {} : { mapping }),
    ...(encoding === undefined ? {} : { encoding: encoding.name }),
    ...(args.xlsx === true ? { xlsx: true } : {}),
    ...(args.skipOthers === true ? { skipped } : {}),
    exports: exports.map(({ path, kind }) => ({ path, kind: kind ?? null })),
  };
  return inLanguage(request, lang);
}

/** Arguments with the language of the files that people read. English is not noted, whether it was named or not. */
export function inLanguage(request: Manifest["request"], lang: Language | undefined): Manifest["request"] {
  const { lang: _, ...others } = request;
  return lang === undefined || lang === "en" ? others : { ...others, lang };
}

/** One mapping may say how exports, lists and control totals are read. */
function eachOnce(files: readonly RuleFile[]): readonly RuleFile[] {
  return files.filter(({ path }, index) => files.findIndex((other) => other.path === path) === index);
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

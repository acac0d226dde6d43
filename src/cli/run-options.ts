/** The options that several commands share, and their values as commands take them. */
import { type Command, Option } from "commander";
import type { Threshold } from "../commands/steps/confirm.ts";
import { DEFAULT_BOOK } from "../commands/steps/next-command.ts";
import type { Encoding } from "../domain/encodings.ts";
import { Failure } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import type { ExportFile } from "../input/discover.ts";
import type { GlobalOptions } from "./host.ts";
import { collect, defaultJobs, readEncoding, readJobs, readThreshold } from "./options.ts";

export interface SharedOptions extends GlobalOptions {
  readonly book: string;
  readonly json: boolean;
  readonly showValues: boolean;
}

export interface RunOptions extends SharedOptions {
  readonly outage?: string;
  readonly policy?: string;
  readonly outageId?: string;
  readonly zone?: string;
  readonly asOf?: string;
  readonly mapping?: string;
  readonly skipOthers: boolean;
  readonly jobs: number;
  readonly encoding?: Encoding;
  readonly subscriptions: readonly string[];
  readonly rentals: readonly string[];
  readonly coupons: readonly string[];
  readonly claims: readonly string[];
}

export function addRunOptions(command: Command): void {
  command
    .option("--outage <file|interval>", "the outage file, or its window as an ISO 8601 interval with offsets")
    .option("--policy <file>", "the policy file")
    .option("--outage-id <id>", "the outage's id, when --outage is a window")
    .option("--zone <zone>", "the zone of that window, when it has no offsets; the policy's unless given")
    .option("--as-of <instant>", "what counts as now; the clock unless given")
    .option("--mapping <file>", "how the exports are read; mapping.yaml beside an export unless given")
    .option("--skip-others", "leave out what is no export in a folder, and say so", false)
    .addOption(
      new Option("--jobs <n>", "threads that do the work").argParser(readJobs).default(defaultJobs(), "the cores"),
    );
  addEncodingOption(command);
  for (const kind of ["subscriptions", "rentals", "coupons", "claims"]) {
    command.addOption(
      new Option(`--${kind} <export>`, `an export of ${kind}, whatever its columns are`)
        .argParser(collect)
        .default([], "none"),
    );
  }
}

/** For every command that shows a plan or run. */
export function addAllOption(command: Command): void {
  command.option("--all", "show every rule and warning, and not only the first thirty", false);
}

/** For every command that reads exports. */
export function addEncodingOption(command: Command): void {
  command.addOption(
    new Option("--encoding <name>", "the encoding of exports without a byte order mark, such as cp949")
      .argParser(readEncoding)
      .default(undefined, "utf-8"),
  );
}

export interface ConfirmCommandOptions {
  readonly yes: boolean;
  readonly confirm?: string;
  readonly confirmAbove: readonly Threshold[];
}

export function addConfirmOptions(command: Command): void {
  command
    .option("--yes", "commit without asking", false)
    .option("--confirm <outage-id>", "commit without asking, whatever the sum, if this is the outage's id")
    .addOption(
      new Option("--confirm-above <amount>", "above this sum, such as 1000000KRW, --yes is not enough; repeatable")
        .argParser(readThreshold)
        .default([], "none"),
    );
}

export function addControlOption(command: Command): void {
  command.option("--control <file>", "a CSV of what was exported: file,rows and any of sha256, sum:<column>");
}

/** For every command that makes a plan. */
export function addWorkbookOption(command: Command): void {
  command.option("--xlsx", "write the report as a workbook, too: summary.xlsx", false);
}

export function addSharedOptions(command: Command): void {
  command
    .option("--book <dir>", "the folder of committed runs", DEFAULT_BOOK)
    .option("--json", "print the summary as one JSON document", false)
    .option("--show-values", "show user ids as they are", false)
    .option("--quiet", "print nothing but problems", false)
    .option("--no-progress", "show no progress")
    .option("--no-color", "use no colour");
}

export function runArguments(exports: readonly string[], options: RunOptions) {
  const { outage, policy } = options;
  if (outage === undefined || policy === undefined) {
    const missing = [outage === undefined ? "--outage" : "", policy === undefined ? "--policy" : ""].filter(
      (name) => name !== "",
    );
    const next = "Name the files with --outage and --policy; compensate init writes both to begin with.";
    throw new Failure("usage", { found: `${missing.join(" and ")} missing`, next });
  }
  return {
    outage,
    policy,
    outageId: options.outageId,
    zone: options.zone,
    asOf: options.asOf,
    mapping: options.mapping,
    encoding: options.encoding,
    lang: options.lang,
    skipOthers: options.skipOthers,
    jobs: options.jobs,
    exports: exportFiles(exports, options),
    book: options.book,
    json: options.json,
    quiet: options.quiet,
    showValues: options.showValues,
  };
}

function exportFiles(exports: readonly string[], options: RunOptions): readonly ExportFile[] {
  const { subscriptions, rentals, coupons, claims, encoding } = options;
  const filesOf = (paths: readonly string[], kind: RecordKind | undefined): readonly ExportFile[] =>
    paths.map((path) => ({ path, kind, encoding }));
  return [
    ...filesOf(exports, undefined),
    ...filesOf(subscriptions, "subscription"),
    ...filesOf(rentals, "rental"),
    ...filesOf(coupons, "coupon"),
    ...filesOf(claims, "claim"),
  ];
}

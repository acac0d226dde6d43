/** The command line: commands, options, help. Every action ends in one function of `commands/`. */
import { Argument, Command, Option } from "commander";
import { applyExports, applyPlan, type CommitOptions } from "../commands/apply.ts";
import { DEFAULT_BOOK, DEFAULT_PLAN, plan } from "../commands/plan.ts";
import { printSchema, SCHEMA_NAMES } from "../commands/schema.ts";
import type { World } from "../commands/world.ts";
import { type ExitCode, Failure } from "../domain/failure.ts";
import type { ExportFile } from "../exports/discover.ts";
import { collect, defaultJobs, readAllowance, readJobs } from "./options.ts";

const EXIT_CODES = `
Exit codes:
  0   done, also when there are changes
  1   finished, and the answer is no: rejected rows, not confirmed; nothing was committed
  2   usage: unknown command or option, missing argument
  3   input: a file is missing, unreadable or damaged
  4   policy or outage invalid; all problems are listed
  5   refused: plan stale, spent or tampered with, book broken
  6   output cannot be written; nothing was committed
  70  a bug of ours
  130 interrupted; nothing half-written`;

/** What a run of the program is told besides the arguments; `world` is made once the global options are known. */
export interface ProgramHost {
  makeWorld(options: GlobalOptions): World;
  onExit(code: ExitCode): void;
  readonly version: string;
}

export interface GlobalOptions {
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly color: boolean;
}

interface SharedOptions extends GlobalOptions {
  readonly book: string;
  readonly json: boolean;
  readonly showValues: boolean;
}

interface RunOptions extends SharedOptions {
  readonly outage?: string;
  readonly policy?: string;
  readonly outageId?: string;
  readonly zone?: string;
  readonly asOf?: string;
  readonly jobs: number;
  readonly subscriptions: readonly string[];
  readonly rentals: readonly string[];
  readonly coupons: readonly string[];
  readonly claims: readonly string[];
}

interface PlanCommandOptions extends RunOptions {
  readonly out: string;
}

interface ApplyCommandOptions extends RunOptions, Pick<CommitOptions, "yes" | "maxRejects"> {
  readonly dryRun: boolean;
}

export function createProgram(host: ProgramHost): Command {
  const program = new Command("compensate");
  program
    .description("Works out, shows and commits what customers are owed after an outage.")
    .version(host.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .addHelpText("after", EXIT_CODES)
    .showHelpAfterError("(add --help for the options)")
    .exitOverride();
  addPlan(program, host);
  addApply(program, host);
  addSchema(program, host);
  return program;
}

function addPlan(program: Command, host: ProgramHost): void {
  const command = program
    .command("plan")
    .summary("decide everything and stage it, to be looked at before it is applied")
    .description(
      "Reads exports, decides for every record, and writes a plan: a folder of finished outputs. Commits nothing.",
    )
    .argument("[exports...]", "CSV files, folders, globs, or - for standard input")
    .option("--out <dir>", "where the plan goes; an earlier plan there is replaced", DEFAULT_PLAN)
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate plan --outage outage.yaml --policy policy.yaml exports/\n" +
        "  compensate plan --outage 2022-10-15T15:30+09:00/2022-10-20T23:00+09:00 --policy policy.yaml rentals.csv\n" +
        "  zcat rentals.csv.gz | compensate plan --outage outage.yaml --policy policy.yaml -\n",
    );
  addRunOptions(command);
  addSharedOptions(command);
  command.action(async (exports: readonly string[], options: PlanCommandOptions) => {
    host.onExit(await plan({ ...runArguments(exports, options), out: options.out }, host.makeWorld(options)));
  });
}

function addApply(program: Command, host: ProgramHost): void {
  const command = program
    .command("apply")
    .summary("commit a reviewed plan, or plan and commit in one go")
    .description("Commits to the book, once: from a plan folder, or from exports with --outage and --policy.")
    .addArgument(new Argument("[plan-or-exports...]", "one plan folder; or exports, with --outage and --policy"))
    .option("--dry-run", "only show what would be committed, and leave nothing behind", false)
    .option("--yes", "commit without asking", false)
    .addOption(
      new Option("--max-rejects <n|p%>", "commit although this many rows were rejected")
        .argParser(readAllowance)
        .default(readAllowance("0"), "0"),
    )
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate apply compensation-plan\n" +
        "  compensate apply --outage outage.yaml --policy policy.yaml --dry-run exports/\n" +
        "  compensate apply --outage outage.yaml --policy policy.yaml --yes exports/\n",
    );
  addRunOptions(command);
  addSharedOptions(command);
  command.action(async (paths: readonly string[], options: ApplyCommandOptions) => {
    const world = host.makeWorld(options);
    const forced = [...options.subscriptions, ...options.rentals, ...options.coupons, ...options.claims];
    if (options.outage !== undefined || options.policy !== undefined || forced.length > 0) {
      host.onExit(await applyExports({ ...runArguments(paths, options), ...options }, world));
      return;
    }
    const [folder, ...more] = paths;
    if (folder === undefined || more.length > 0) {
      throw new Failure("usage", { found: "apply takes one plan folder, or exports with --outage and --policy" });
    }
    if (options.dryRun) {
      throw new Failure("usage", {
        found: "a plan is a dry run already",
        next: `Look into ${folder}, or plan again with compensate plan.`,
      });
    }
    host.onExit(await applyPlan(folder, options, world));
  });
}

function addSchema(program: Command, host: ProgramHost): void {
  program
    .command("schema")
    .summary("print the JSON Schema of a file, for editors")
    .description("Prints the JSON Schema of a kind of file.")
    .addArgument(new Argument("<name>", "which one").choices(SCHEMA_NAMES))
    .action(async (name: string) => {
      host.onExit(await printSchema(name, host.makeWorld({ quiet: false, progress: false, color: false })));
    });
}

function addRunOptions(command: Command): void {
  command
    .option("--outage <file|interval>", "the outage file, or its window as an ISO 8601 interval with offsets")
    .option("--policy <file>", "the policy file")
    .option("--outage-id <id>", "the outage's id, when --outage is a window")
    .option("--zone <zone>", "the zone of that window, when it has no offsets; the policy's unless given")
    .option("--as-of <instant>", "what counts as now; the clock unless given")
    .addOption(new Option("--jobs <n>", "worker threads").argParser(readJobs).default(defaultJobs(), "the cores"));
  for (const kind of ["subscriptions", "rentals", "coupons", "claims"]) {
    command.addOption(
      new Option(`--${kind} <export>`, `an export of ${kind}, whatever its columns are`)
        .argParser(collect)
        .default([], "none"),
    );
  }
}

function addSharedOptions(command: Command): void {
  command
    .option("--book <dir>", "the folder of committed runs", DEFAULT_BOOK)
    .option("--json", "print the summary as one JSON document", false)
    .option("--show-values", "show user ids as they are", false)
    .option("--quiet", "print nothing but problems", false)
    .option("--no-progress", "show no progress")
    .option("--no-color", "use no colour");
}

function runArguments(exports: readonly string[], options: RunOptions) {
  const { outage, policy } = options;
  if (outage === undefined || policy === undefined) {
    const missing = [outage === undefined ? "--outage" : "", policy === undefined ? "--policy" : ""].filter(
      (name) => name !== "",
    );
    throw new Failure("usage", { found: `${missing.join(" and ")} missing` });
  }
  return {
    outage,
    policy,
    outageId: options.outageId,
    zone: options.zone,
    asOf: options.asOf,
    jobs: options.jobs,
    exports: exportFiles(exports, options),
    book: options.book,
    json: options.json,
    quiet: options.quiet,
    showValues: options.showValues,
  };
}

function exportFiles(exports: readonly string[], options: RunOptions): readonly ExportFile[] {
  const { subscriptions, rentals, coupons, claims } = options;
  return [
    ...exports.map((path): ExportFile => ({ path, kind: undefined })),
    ...subscriptions.map((path): ExportFile => ({ path, kind: "subscription" })),
    ...rentals.map((path): ExportFile => ({ path, kind: "rental" })),
    ...coupons.map((path): ExportFile => ({ path, kind: "coupon" })),
    ...claims.map((path): ExportFile => ({ path, kind: "claim" })),
  ];
}

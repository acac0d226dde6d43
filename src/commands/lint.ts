/** `compensate lint`: what is wrong with a policy before there is any data; alone, with every policy below a folder. */
import { type Dirent, existsSync, readdirSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import type { LintFinding } from "../domain/lint-finding.ts";
import { join } from "../domain/path.ts";
import { unreadable } from "../domain/unreadable.ts";
import { lintPolicy } from "../lint/lint-policy.ts";
import { refuseEnded } from "../policy/ended.ts";
import { type OutageFile, readOutageFile } from "../policy/read-outage.ts";
import type { PolicyFile } from "../policy/read-policy.ts";
import { countOf, type LintedFile, lintJson } from "../report/lint-report.ts";
import { lintAnnotations, lintLines } from "../report/lint-text.ts";
import type { LintReporter } from "./steps/choices.ts";
import { inOneRound } from "./steps/one-round.ts";
import { readPolicyFile, servicesNamed } from "./steps/rules-input.ts";
import { readBytes, readTextFile } from "./steps/text-file.ts";
import type { World } from "./steps/world.ts";

export interface LintOptions {
  readonly policy: string | undefined;
  readonly outage: string | undefined;
  /** Where to look for policies, when none is named. */
  readonly folders: readonly string[];
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly reporter: LintReporter;
}

/** Exits with 4 when a file cannot be understood, else with 1 when an error was found. */
export async function lint(options: LintOptions, world: World): Promise<ExitCode> {
  const wanted = options.policy === undefined ? policiesBelow(options.folders, world.cwd) : [pairOf(options)];
  const files: LintedFile[] = [];
  for (const { policy, outage } of wanted) files.push(await lintFile(policy, outage, options, world.cwd));
  await world.out(REPORTERS[options.reporter](files, options, world));
  if (files.some(({ invalid }) => invalid !== undefined)) return EXIT.policy;
  return countOf(files, "error") > 0 ? EXIT.answerIsNo : EXIT.done;
}

type Reporter = (files: readonly LintedFile[], options: LintOptions, world: World) => string;

const REPORTERS: { readonly [name in LintReporter]: Reporter } = {
  json: (files) => lintJson(files),
  github: (files) => textOf(lintAnnotations(files)),
  text: (files, options, world) => textOf(lintLines(shownOf(files, options), world)),
};

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Quiet means nothing but problems. */
function shownOf(files: readonly LintedFile[], { quiet }: LintOptions): readonly LintedFile[] {
  if (!quiet) return files;
  return files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ severity }) => severity === "error"),
    leftOut: [],
  }));
}

interface Pair {
  readonly policy: string;
  readonly outage: string | undefined;
}

function pairOf({ policy = "", outage }: LintOptions): Pair {
  return { policy, outage };
}

const OUTAGE = "outage.yaml";

/** Every YAML file below that has a policy in it, with the outage file beside it. */
function policiesBelow(folders: readonly string[], cwd: string): readonly Pair[] {
  const found = folders.flatMap((folder) => yamlFiles(folder, cwd)).filter((file) => isPolicy(file, cwd));
  if (found.length === 0) {
    throw new Failure("no-policies", { found: folders.join(", ") });
  }
  return [...new Set(found)].map((policy) => {
    const outage = join(dirname(policy), OUTAGE);
    return { policy, outage: existsSync(resolve(cwd, outage)) ? outage : undefined };
  });
}

function yamlFiles(folder: string, cwd: string): readonly string[] {
  if (!look(folder, cwd).isDirectory()) return [folder];
  const entries = entriesOf(folder, cwd)
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return yamlFiles(path, cwd);
    return /\.ya?ml$/i.test(entry.name) && (entry.isFile() || entry.isSymbolicLink()) ? [path] : [];
  });
}

function look(path: string, cwd: string): Stats {
  try {
    return statSync(resolve(cwd, path));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function entriesOf(folder: string, cwd: string): readonly Dirent[] {
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

/** Whatever its encoding: where that is the wrong one, the policy is refused and not passed over. */
function isPolicy(path: string, cwd: string): boolean {
  return /^[\ufeff\ufffd]*policy:/m.test(readBytes(path, cwd).toString("utf8").replaceAll("\0", ""));
}

async function lintFile(
  policy: string,
  outage: string | undefined,
  { strict }: LintOptions,
  cwd: string,
): Promise<LintedFile> {
  try {
    const [{ file }, outageFile] = await inOneRound(
      () => readPolicyFile(policy, {}, cwd),
      async (read) => (outage === undefined ? undefined : outageOf(outage, read?.file, cwd)),
    );
    const { findings, leftOut } = lintPolicy(file, outageFile);
    return { policy, outage, invalid: undefined, findings: strict ? findings.map(strictly) : findings, leftOut };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "policy-invalid") throw error;
    return { policy, outage, invalid: error.message, findings: [], leftOut: [] };
  }
}

/** @param policy undefined where it was refused. */
function outageOf(path: string, policy: PolicyFile | undefined, cwd: string): OutageFile {
  const named = policy === undefined ? [] : servicesNamed(policy.policy);
  const file = readOutageFile(readTextFile(path, cwd).text, path, named);
  if (policy !== undefined) refuseEnded(policy.ending, file.outage);
  return file;
}

/** A warning is an error. */
function strictly(finding: LintFinding): LintFinding {
  return finding.severity === "warning" ? { ...finding, severity: "error" } : finding;
}

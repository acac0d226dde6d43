/** `compensate check`: runs fixture cases and says what differs from what is expected. The answer is no when anything differs. */
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { RuleCoverage } from "../domain/case-coverage.ts";
import type { CaseResult } from "../domain/case-result.ts";
import { EXIT, type ExitCode, Failure, quoted, visible } from "../domain/failure.ts";
import { assertNameable, relative } from "../domain/path.ts";
import { checkCase } from "../fixture-cases/check-case.ts";
import { findCases } from "../fixture-cases/find-cases.ts";
import type { PlannedCase } from "../fixture-cases/found.ts";
import { mergeCoverage } from "../fixture-cases/merge-coverage.ts";
import { type CheckReport, isGood, maskedCase, type Thresholds } from "../report/check.ts";
import { checkGithub } from "../report/check-github.ts";
import { checkJson } from "../report/check-json.ts";
import { checkJunit } from "../report/check-junit.ts";
import { checkMarkdown } from "../report/check-markdown.ts";
import { checkText } from "../report/check-text.ts";
import type { Reporter } from "./steps/choices.ts";
import { planCase } from "./steps/plan-case.ts";
import { makeScratch } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

export interface CheckOptions {
  readonly folders: readonly string[];
  readonly reporter: Reporter;
  /** A file for the report; the terminal then gets the report as text. */
  readonly output: string | undefined;
  /** Rewrites expected files that differ, in the columns they have. */
  readonly update: boolean;
  readonly coverage: boolean;
  readonly thresholds: Thresholds;
  readonly quiet: boolean;
  /** Shows user ids as they are. */
  readonly showValues: boolean;
}

export async function check(options: CheckOptions, world: World): Promise<ExitCode> {
  if (options.update && world.pipeline.ci) throw new Failure("update-refused");
  const folders = findCases(options.folders, world.cwd);
  if (folders.length === 0) throw new Failure("no-cases", { found: options.folders.map(quoted).join(", ") });
  const report = await runAll(folders, options, world);
  await show(report, options, world);
  return isGood(report) ? EXIT.done : EXIT.answerIsNo;
}

async function runAll(folders: readonly string[], options: CheckOptions, world: World): Promise<CheckReport> {
  const { update, coverage, thresholds, showValues } = options;
  const scratch = makeScratch("check");
  const cases: CaseResult[] = [];
  const settled = world.onInterrupt(
    () => rmSync(scratch, { recursive: true, force: true }),
    () => updatedText(cases),
  );
  const policies = new Map<string, readonly RuleCoverage[]>();
  // Cases that share a policy file reach its rules together.
  const addCoverage = ({ policyFile }: PlannedCase, reached: readonly RuleCoverage[]) => {
    const file = resolve(world.cwd, policyFile);
    policies.set(file, mergeCoverage(policies.get(file), reached));
  };
  const onCoverage = coverage ? addCoverage : undefined;
  try {
    for (const folder of folders) {
      const plan = (name: string) => planCase(name, scratch, world);
      const result = await checkCase(folder, {
        cwd: world.cwd,
        planCase: plan,
        update,
        ci: world.pipeline.ci,
        onCoverage,
      });
      cases.push(showValues ? result : maskedCase(result));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    settled();
  }
  const covered = [...policies].map(([file, rules]) => ({ policy: relative(world.cwd, file), rules }));
  return { cases, coverage: coverage ? { policies: covered, thresholds } : undefined };
}

/** What `--update` has rewritten by now. */
function updatedText(cases: readonly CaseResult[]): string | undefined {
  const updated = cases.flatMap((each) => each.updated);
  return updated.length === 0 ? undefined : `rewritten by then: ${updated.map(visible).join(", ")}`;
}

async function show(report: CheckReport, options: CheckOptions, world: World): Promise<void> {
  const { reporter, output, quiet } = options;
  const text = RENDER[reporter](report, world);
  if (output !== undefined) write(output, world, (path) => writeFileSync(path, text));
  const { stepSummary } = world.pipeline;
  if (reporter === "github" && stepSummary !== undefined)
    write(stepSummary, world, (path) => appendFileSync(path, checkMarkdown(report)));
  if (output === undefined && reporter !== "text") return world.out(text);
  if (!quiet || !isGood(report)) await world.out(checkText(report, world));
}

const RENDER: { readonly [reporter in Reporter]: (report: CheckReport, world: World) => string } = {
  text: (report, { language }) => checkText(report, { language, palette: PLAIN }),
  json: checkJson,
  junit: checkJunit,
  github: (report, { cwd, pipeline }) => checkGithub(report, prefixIn(pipeline.workspace, cwd)),
};

const same = (text: string) => text;
const PLAIN: World["palette"] = { strong: same, faint: same, good: same, warning: same, bad: same };

/** From GitHub's checkout to the folder that paths are seen from; nothing when that lies elsewhere. */
function prefixIn(workspace: string | undefined, cwd: string): string {
  const path = workspace === undefined ? "" : relative(workspace, cwd);
  return path === "" || path.startsWith("..") ? "" : `${path}/`;
}

function write(file: string, { cwd }: World, act: (path: string) => void): void {
  assertNameable(resolve(cwd, file));
  try {
    act(resolve(cwd, file));
  } catch (cause) {
    const found = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new Failure("output-unwritable", { place: { file }, found, cause });
  }
}

/**
 * Runs one fixture case and says everything that is not as expected. A case that cannot be run is a result, too, so that
 * the other cases still run.
 *
 * An output that has rows, and neither an expected file nor a `summary.json` that counts them, is noted. Under CI, where
 * nobody reads notes, such an `adjusted-expiry.csv` or `refund-credit.csv` is a difference.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { SUMMARY } from "../book/written-summary.ts";
import type { RuleCoverage } from "../domain/case-coverage.ts";
import type { CaseDifference, CaseResult } from "../domain/case-result.ts";
import { Failure, type Place } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import { type Expectation, expectationsIn } from "./expectations.ts";
import { EXPECTED } from "./find-cases.ts";
import { type CaseFindings, foundIn, type PlannedCase, UNAFFECTED } from "./found.ts";
import { watchPolicy } from "./watched-policy.ts";

export interface CaseRun {
  readonly cwd: string;
  /** Decides a case, without writing anything. */
  readonly planCase: (folder: string) => Promise<PlannedCase>;
  /** Rewrites expected files that differ. */
  readonly update: boolean;
  readonly ci: boolean;
  /** Called with the coverage of the policy by the case; undefined where no coverage is wanted. */
  readonly onCoverage: ((planned: PlannedCase, coverage: readonly RuleCoverage[]) => void) | undefined;
}

export async function checkCase(folder: string, run: CaseRun): Promise<CaseResult> {
  const untouched = { name: folder, failure: undefined, differences: [], notes: [], updated: [] };
  try {
    assertWhole(folder, run.cwd);
    const planned = await run.planCase(folder);
    const isWatched = run.onCoverage !== undefined || planned.neverReached.length > 0;
    const watched = isWatched ? watchPolicy(planned.setup.policy) : undefined;
    const found = await foundIn(planned, run.cwd, watched);
    const excused = new Set(planned.neverReached.map(({ rule }) => rule));
    const coverage = watched?.coverage(excused) ?? [];
    run.onCoverage?.(planned, coverage);
    const expectations = expectationsIn(folder, run.cwd, found);
    if (expectations.length === 0) return { ...untouched, failure: nothingExpected(folder) };
    const updated = run.update ? rewrite(expectations) : [];
    const current = updated.length > 0 ? expectationsIn(folder, run.cwd, found) : expectations;
    const silent = silentOutputs(folder, current, found, run.ci);
    const differences = current.flatMap((expectation) => expectation.differences);
    return {
      ...untouched,
      differences: [...differences, ...silent.differences, ...reachedAllTheSame(planned, coverage, folder)],
      notes: silent.notes,
      updated,
    };
  } catch (error) {
    if (!(error instanceof Failure) || error.code === "output-unwritable") throw error;
    return { ...untouched, failure: { message: error.message, place: error.place ?? firstPlaceIn(error.message) } };
  }
}

/** A failure of several problems has no place of its own, but each of its lines has one. */
function firstPlaceIn(message: string): Place | undefined {
  const [, file, line, column] = /^(\S.*?):(\d+):(?:(\d+):)? /m.exec(message) ?? [];
  if (file === undefined) return undefined;
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

function assertWhole(folder: string, cwd: string): void {
  const exports = join(folder, "exports");
  if (existsSync(resolve(cwd, exports))) return;
  throw new Failure("file-missing", {
    place: { file: exports },
    next: "A case is a folder with outage.yaml, policy.yaml, exports/ and expected/.",
  });
}

function nothingExpected(folder: string): CaseResult["failure"] {
  const file = join(folder, EXPECTED);
  const next = "Put in adjusted-expiry.csv, refund-credit.csv, review.csv, unaffected.csv or summary.json.";
  return { message: `${file}: the folder is empty, so that nothing can differ\n  ${next}`, place: { file } };
}

function rewrite(expectations: readonly Expectation[]): readonly string[] {
  return expectations.flatMap(({ update, differences: [first] }) => {
    if (update === undefined || first === undefined) return [];
    update();
    return [first.file];
  });
}

/** Differences for rules that are reached although `never-reached` of the case names them. */
function reachedAllTheSame(
  { neverReached }: PlannedCase,
  coverage: readonly RuleCoverage[],
  folder: string,
): readonly CaseDifference[] {
  return neverReached.flatMap(({ rule, line }): readonly CaseDifference[] => {
    const known = coverage.find((each) => each.rule === rule);
    if (known !== undefined && !known.reached) return [];
    const what = known === undefined ? `the policy has no rule ${rule}` : `the rule ${rule} applies to a record`;
    const message = `${what}; take it out of never-reached`;
    return [{ kind: "fault", file: join(folder, "case.yaml"), line, message }];
  });
}

/** Outputs without an expected file: notes, or differences where an output gives something and nobody would see the note. */
function silentOutputs(
  folder: string,
  expectations: readonly Expectation[],
  { tables }: CaseFindings,
  ci: boolean,
): Pick<CaseResult, "differences" | "notes"> {
  const expected = new Set(expectations.map(({ output }) => output));
  const differences: CaseDifference[] = [];
  const notes: string[] = [];
  for (const [output, { rows }] of expected.has(SUMMARY) ? [] : tables) {
    if (rows.length === 0 || expected.has(output) || output === UNAFFECTED) continue;
    const has = `${output} has ${rows.length === 1 ? "1 row" : `${rows.length} rows`}`;
    if (!ci || output === "review.csv") notes.push(`${has}, and nothing is expected of it`);
    else {
      const message = `there is no such file, and ${has}; expect them, or write a summary.json that counts them`;
      differences.push({ kind: "fault", file: join(folder, EXPECTED, output), line: undefined, message });
    }
  }
  return { differences, notes };
}

/**
 * The outcome of `compensate check`, counted, ordered and put into words; the reporters only give it their form.
 *
 * Worst first: a case that cannot run, then a missing row, a row too many, a row that says something else. Among cases,
 * after those that cannot run, the one with the most differences.
 */
import {
  type CoverageCount,
  countConditions,
  countRules,
  isWanted,
  type PolicyCoverage,
  percentOf,
} from "../domain/case-coverage.ts";
import type { CaseDifference, CaseResult, DifferentCell } from "../domain/case-result.ts";
import { csvCell } from "../domain/csv-cell.ts";
import { visible } from "../domain/failure.ts";
import { unreachable } from "../domain/unreachable.ts";
import { countText } from "./summary.ts";
import { masked } from "./views.ts";

export interface CheckReport {
  readonly cases: readonly CaseResult[];
  /** Undefined when coverage was not asked for. */
  readonly coverage: CheckCoverage | undefined;
}

export interface CheckCoverage {
  readonly policies: readonly PolicyCoverage[];
  /** The least that is wanted, in percent. */
  readonly thresholds: Thresholds;
}

export interface Thresholds {
  readonly rules: number | undefined;
  readonly conditions: number | undefined;
}

export type CaseOutcome = "passes" | "differs" | "cannot run";

export function outcomeOf({ failure, differences }: CaseResult): CaseOutcome {
  if (failure !== undefined) return "cannot run";
  return differences.length > 0 ? "differs" : "passes";
}

/** Cases that do not pass, and their differences, worst first. */
export function worstFirst(cases: readonly CaseResult[]): readonly CaseResult[] {
  return cases
    .filter((result) => outcomeOf(result) !== "passes")
    .map((result) => ({ ...result, differences: result.differences.toSorted((a, b) => RANK[a.kind] - RANK[b.kind]) }))
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

const RANK: { readonly [kind in CaseDifference["kind"]]: number } = { fault: 0, missing: 1, unexpected: 2, differs: 3 };

function weightOf({ failure, differences }: CaseResult): number {
  return failure === undefined ? differences.length : Number.POSITIVE_INFINITY;
}

/** `191 cases: 189 pass, 1 differs (3 differences), 1 cannot run`. */
export function checkHeadline({ cases }: CheckReport): string {
  const count = (outcome: CaseOutcome) => cases.filter((result) => outcomeOf(result) === outcome).length;
  const [passing, differing, failing] = [count("passes"), count("differs"), count("cannot run")];
  const differences = cases.reduce((sum, result) => sum + result.differences.length, 0);
  const updated = cases.reduce((sum, result) => sum + result.updated.length, 0);
  const parts = [
    passing > 0 || cases.length === 0 ? `${passing} ${passing === 1 ? "passes" : "pass"}` : "",
    differing > 0
      ? `${differing} ${differing === 1 ? "differs" : "differ"} (${countText(differences, "difference")})`
      : "",
    failing > 0 ? `${failing} cannot run` : "",
    updated > 0 ? `${countText(updated, "expected file")} rewritten` : "",
  ];
  return `${countText(cases.length, "case")}: ${parts.filter((part) => part !== "").join(", ")}`;
}

export function isGood({ cases, coverage }: CheckReport): boolean {
  return cases.every((result) => outcomeOf(result) === "passes") && coverageFaults(coverage).length === 0;
}

/** `41 of 42 rules (97 %); 180 of 220 outcomes (81 %) of conditions and tiers`. */
export function coverageHeadline({ policies }: CheckCoverage): string {
  const text = (count: CoverageCount, noun: string) =>
    `${count.reached} of ${countText(count.all, noun)} (${percentOf(count)} %)`;
  const excused = policies.flatMap(({ rules }) => rules).filter((rule) => !isWanted(rule)).length;
  const never = excused === 0 ? "" : `, and ${excused} that cases show to be out of reach`;
  return `${text(countRules(policies), "rule")}${never}; ${text(countConditions(policies), "outcome")} of conditions and tiers`;
}

/** The parts of the coverage that are below their thresholds, in words. */
export function coverageFaults(coverage: CheckCoverage | undefined): readonly string[] {
  if (coverage === undefined) return [];
  const { policies, thresholds } = coverage;
  const fault = (what: string, count: CoverageCount, least: number | undefined) =>
    least !== undefined && percentOf(count) < least
      ? [`coverage of ${what} is ${percentOf(count)} %, and ${least} % are wanted`]
      : [];
  return [
    ...fault("rules", countRules(policies), thresholds.rules),
    ...fault("conditions", countConditions(policies), thresholds.conditions),
  ];
}

export interface DifferenceText {
  /** `expected/adjusted-expiry.csv:12`, seen from where the command runs. */
  readonly place: string;
  readonly title: string;
  /** One line for each thing that differs. */
  readonly lines: readonly string[];
}

export function caseDifferenceText(difference: CaseDifference): DifferenceText {
  const { file, line } = difference;
  const place = visible(line === undefined ? file : `${file}:${line}`);
  const record = "record" in difference ? visible(difference.record) : "";
  switch (difference.kind) {
    case "differs": {
      const of = record === "" ? "" : `${record}: `;
      return {
        place,
        title: record === "" ? "the summary differs" : `${record} differs`,
        lines: difference.cells.map((cell) => `${of}${cellText(cell)}`),
      };
    }
    case "missing":
      return { place, title: `${record} is missing`, lines: [`${record} is missing: ${visible(difference.because)}`] };
    case "unexpected": {
      const row = difference.cells.map(({ value }) => csvCell(value)).join(",");
      const text = `${record} is not expected (${visible(difference.source)}); if it is right, add: ${visible(row)}`;
      return { place, title: `${record} is not expected`, lines: [text] };
    }
    case "fault":
      return { place, title: "what is expected cannot be", lines: [visible(difference.message)] };
    default:
      return unreachable(difference);
  }
}

/** Every difference of a case, a line for each thing that differs, with its place. */
export function differenceLines({ differences }: CaseResult): readonly string[] {
  return differences.map(caseDifferenceText).flatMap(({ place, lines }) => lines.map((line) => `${place}: ${line}`));
}

/** `new_value  2022-11-14 → 2022-11-13`: the expected value, then the value that was found. */
function cellText({ column, expected, found }: DifferentCell): string {
  return `${visible(column)}  ${visible(expected) || "(empty)"} → ${visible(found) || "(empty)"}`;
}

const PERSONAL: ReadonlySet<string> = new Set(["user_id", "email", "phone"]);

/** The same result with the values that belong to a person masked. */
export function maskedCase(result: CaseResult): CaseResult {
  return { ...result, differences: result.differences.map(maskedDifference) };
}

function maskedDifference(difference: CaseDifference): CaseDifference {
  switch (difference.kind) {
    case "differs": {
      const cells = difference.cells.map((cell) =>
        PERSONAL.has(cell.column)
          ? { ...cell, expected: masked(cell.expected), found: `${masked(cell.found)} (--show-values shows both)` }
          : cell,
      );
      return { ...difference, cells };
    }
    case "unexpected": {
      const cells = difference.cells.map((cell) =>
        PERSONAL.has(cell.column) ? { ...cell, value: masked(cell.value) } : cell,
      );
      return { ...difference, cells };
    }
    default:
      return difference;
  }
}

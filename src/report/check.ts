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
import type { CheckSentences } from "./sentences/check.ts";
import { checkEn } from "./sentences/check-en.ts";
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
export function checkHeadline({ cases }: CheckReport, say: CheckSentences): string {
  const count = (outcome: CaseOutcome) => cases.filter((result) => outcomeOf(result) === outcome).length;
  return say.headline({
    cases: cases.length,
    passing: count("passes"),
    differing: count("differs"),
    differences: cases.reduce((sum, result) => sum + result.differences.length, 0),
    failing: count("cannot run"),
    rewritten: cases.reduce((sum, result) => sum + result.updated.length, 0),
  });
}

export function isGood({ cases, coverage }: CheckReport): boolean {
  return cases.every((result) => outcomeOf(result) === "passes") && coverageFaults(coverage, checkEn).length === 0;
}

/** `41 of 42 rules (97 %); 180 of 220 outcomes (81 %) of conditions and tiers`. */
export function coverageHeadline({ policies }: CheckCoverage, say: CheckSentences): string {
  const share = (count: CoverageCount) => ({ ...count, percent: percentOf(count) });
  const excused = policies.flatMap(({ rules }) => rules).filter((rule) => !isWanted(rule)).length;
  return say.coverage(share(countRules(policies)), excused, share(countConditions(policies)));
}

/** The parts of the coverage that are below their thresholds, in words. */
export function coverageFaults(coverage: CheckCoverage | undefined, say: CheckSentences): readonly string[] {
  if (coverage === undefined) return [];
  const { policies, thresholds } = coverage;
  const fault = (what: "rules" | "conditions", count: CoverageCount, least: number | undefined) =>
    least !== undefined && percentOf(count) < least ? [say.coverageFault(what, percentOf(count), least)] : [];
  return [
    ...fault("rules", countRules(policies), thresholds.rules),
    ...fault("conditions", countConditions(policies), thresholds.conditions),
  ];
}

/** A difference in words. */
export interface DifferenceText {
  /** `expected/adjusted-expiry.csv:12`, seen from where the command runs. */
  readonly place: string;
  /** For annotations, in English. */
  readonly title: string;
  /** One line for each thing that differs. */
  readonly lines: readonly string[];
}

export function caseDifferenceText(difference: CaseDifference, say: CheckSentences): DifferenceText {
  const { file, line } = difference;
  const place = visible(line === undefined ? file : `${file}:${line}`);
  const record = "record" in difference ? visible(difference.record) : "";
  switch (difference.kind) {
    case "differs": {
      const of = record === "" ? "" : `${record}: `;
      return {
        place,
        title: record === "" ? "the summary differs" : `${record} differs`,
        lines: difference.cells.map((cell) => `${of}${cellText(cell, say)}`),
      };
    }
    case "missing":
      return { place, title: `${record} is missing`, lines: [say.missing(record, visible(difference.because))] };
    case "unexpected": {
      const row = difference.cells.map(({ value }) => csvCell(value)).join(",");
      const text = say.unexpected(record, visible(difference.source), visible(row));
      return { place, title: `${record} is not expected`, lines: [text] };
    }
    case "fault":
      return { place, title: "what is expected cannot be", lines: [visible(difference.message)] };
    default:
      return unreachable(difference);
  }
}

/** Every difference of a case, a line for each thing that differs, with its place. */
export function differenceLines({ differences }: CaseResult, say: CheckSentences): readonly string[] {
  return differences
    .map((difference) => caseDifferenceText(difference, say))
    .flatMap(({ place, lines }) => lines.map((line) => `${place}: ${line}`));
}

/** `new_value  2022-11-14 → 2022-11-13`: the expected value, then the value that was found. */
function cellText({ column, expected, found }: DifferentCell, { empty }: CheckSentences): string {
  return `${visible(column)}  ${visible(expected) || empty()} → ${visible(found) || empty()}`;
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

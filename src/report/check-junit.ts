/**
 * The outcome of `compensate check` as JUnit XML, which the test reports of most pipelines read: a test per case, a failure
 * where it differs, an error where it cannot run, and a test for the coverage where a threshold is set.
 */
import type { CaseResult } from "../domain/case-result.ts";
import { type CheckReport, coverageFaults, differenceLines, outcomeOf } from "./check.ts";
import { escapeMarkup } from "./markup.ts";
import { checkEn } from "./sentences/check-en.ts";
import { countText } from "./summary.ts";

export function checkJunit(report: CheckReport): string {
  const { cases, coverage } = report;
  const wanted = coverage !== undefined && Object.values(coverage.thresholds).some((least) => least !== undefined);
  const faults = coverageFaults(coverage, checkEn);
  const tests = [...cases.map(testCase), ...(wanted ? [coverageTest(faults)] : [])];
  const failures = cases.filter((result) => outcomeOf(result) === "differs").length + (faults.length > 0 ? 1 : 0);
  const errors = cases.filter((result) => outcomeOf(result) === "cannot run").length;
  const counts = `name="compensate check" tests="${tests.length}" failures="${failures}" errors="${errors}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite ${counts} skipped="0">`,
    ...tests.map((test) => `    ${test}`),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase(result: CaseResult): string {
  const { name, failure, differences } = result;
  const slash = name.lastIndexOf("/");
  const folder = slash < 0 ? "" : name.slice(0, slash);
  const open = `<testcase classname="${xml(folder || "cases")}" name="${xml(name.slice(slash + 1))}"`;
  if (failure !== undefined) {
    const [says = ""] = failure.message.split("\n");
    return `${open}><error message="${xml(says)}" type="cannot-run">${xml(failure.message)}</error></testcase>`;
  }
  if (differences.length === 0) return `${open}/>`;
  const count = countText(differences.length, "difference");
  return `${open}><failure message="${count}" type="differs">${xml(differenceLines(result, checkEn).join("\n"))}</failure></testcase>`;
}

function coverageTest(faults: readonly string[]): string {
  const open = '<testcase classname="coverage" name="thresholds"';
  if (faults.length === 0) return `${open}/>`;
  return `${open}><failure message="${xml(faults.join("; "))}" type="coverage"/></testcase>`;
}

/** Text for XML 1.0, which has no place at all for most control characters and for half of a surrogate pair. */
function xml(text: string): string {
  const known = text.replace(/[^\P{Cc}\n\t]|[\p{Cs}\ufffe\uffff]/gu, "\ufffd");
  return escapeMarkup(known).replaceAll("\n", "&#10;");
}

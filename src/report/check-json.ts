/** The outcome of `compensate check` as one JSON document. */
import { countConditions, countRules, percentOf } from "../domain/case-coverage.ts";
import { jsonText } from "../domain/json.ts";
import { type CheckReport, coverageFaults, isGood, outcomeOf } from "./check.ts";
import { gapsIn } from "./check-coverage.ts";
import { checkEn } from "./sentences/check-en.ts";

export function checkJson(report: CheckReport): string {
  const { cases, coverage } = report;
  const count = (outcome: ReturnType<typeof outcomeOf>) => cases.filter((each) => outcomeOf(each) === outcome).length;
  const document = {
    good: isGood(report),
    totals: {
      cases: cases.length,
      passes: count("passes"),
      differs: count("differs"),
      cannot_run: count("cannot run"),
      differences: cases.reduce((sum, { differences }) => sum + differences.length, 0),
    },
    cases: cases.map((result) => {
      const { name, failure, differences, notes, updated } = result;
      return {
        case: name,
        outcome: outcomeOf(result).replace(" ", "_"),
        failure: failure ?? null,
        differences,
        notes,
        updated,
      };
    }),
    coverage:
      coverage === undefined
        ? null
        : {
            rules: { ...countRules(coverage.policies), percent: percentOf(countRules(coverage.policies)) },
            conditions: {
              ...countConditions(coverage.policies),
              percent: percentOf(countConditions(coverage.policies)),
            },
            below: coverageFaults(coverage, checkEn),
            unreached: gapsIn(coverage.policies, checkEn).map(({ policy, rule, wholeRule, text }) => ({
              policy,
              rule,
              whole_rule: wholeRule,
              text,
            })),
            policies: coverage.policies,
          },
  };
  return jsonText(document);
}

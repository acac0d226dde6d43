/** `check`, in English. */
import { countText } from "../summary.ts";
import type { CheckSentences, CoveredShare, TestGap } from "./check.ts";
import { listed } from "./summary.ts";

export const checkEn: CheckSentences = {
  headline: ({ cases, passing, differing, differences, failing, rewritten }) => {
    const parts = listed([
      (passing > 0 || cases === 0) && `${passing} ${passing === 1 ? "passes" : "pass"}`,
      differing > 0 &&
        `${differing} ${differing === 1 ? "differs" : "differ"} (${countText(differences, "difference")})`,
      failing > 0 && `${failing} cannot run`,
      rewritten > 0 && `${countText(rewritten, "expected file")} rewritten`,
    ]);
    return `${countText(cases, "case")}: ${parts.join(", ")}`;
  },
  coverage: (rules, excused, outcomes) => {
    const never = excused === 0 ? "" : `, and ${excused} that cases show to be out of reach`;
    return `${coveredText(rules, "rule")}${never}; ${coveredText(outcomes, "outcome")} of conditions and tiers`;
  },
  coverageLine: (coverage) => `Coverage: ${coverage}`,
  coverageFault: (what, percent, least) => `coverage of ${what} is ${percent} %, and ${least} % are wanted`,
  missing: (record, because) => `${record} is missing: ${because}`,
  unexpected: (record, source, row) => `${record} is not expected (${source}); if it is right, add: ${row}`,
  empty: () => "(empty)",
  ifMeant: (folder = "FOLDER") =>
    `Left is what is expected, right what was found. If the new outcome is meant: compensate check --update ${folder}`,
  rewritten: (file) => `rewritten: ${file}`,
  gapOf: (rule, text) => `rule ${rule}: ${text}`,
  neverReached: () => "no case reaches it",
  neverAsked: () => "no case reaches it: it is never tried",
  neverPassed: (test) => `no case reaches it: ${test} never holds`,
  tierUnreached: (tier) => `${tier}: no record falls into it`,
  testGap: (test, gap) => `${test}: ${GAPS[gap]}`,
};

const GAPS: { readonly [gap in TestGap]: string } = {
  "never-tried": "never tried",
  "never-failed": "never seen to fail",
  "never-held": "never seen to hold",
};

function coveredText({ reached, all, percent }: CoveredShare, noun: string): string {
  return `${reached} of ${countText(all, noun)} (${percent} %)`;
}

/**
 * What a check of `lint` finds in a policy: facts with their place, and a made-up record that shows them.
 *
 * A finding is never a guess. Its witness was decided by the same rules that decide for real records; a suspicion without a
 * witness is not reported.
 */
import type { FindingFact, LintCheck, LintSeverity, Witness } from "../domain/lint-finding.ts";
import type { Part, Path } from "../policy/problem.ts";

/** Every check, in the order in which findings at one place are listed. */
export const CHECKS: { readonly [check in LintCheck]: LintSeverity } = {
  unreachable: "error",
  "never-matches": "error",
  overlap: "error",
  "gives-nothing": "error",
  "column-unusual": "warning",
  "never-holds": "warning",
  "service-not-down": "warning",
  "service-unnamed": "warning",
  spelling: "warning",
  "tier-below": "warning",
  "dead-on-arrival": "warning",
  "moves-charge": "warning",
  "no-ceiling": "warning",
  "wrong-kind": "warning",
  "no-budget": "warning",
  "channel-hole": "info",
  "tier-above": "info",
  "not-comparable": "info",
  "why-missing": "info",
};

/** Where a finding belongs: a path in the policy or in the outage file. */
export interface Spot {
  readonly file: "policy" | "outage";
  readonly path: Path;
  readonly part?: Part;
}

/** A finding as a check makes it. */
export type Found = FindingFact & {
  readonly spot: Spot;
  /** The rule, service, currency or unit that the finding is about. */
  readonly about: string;
  readonly witness: Witness;
};

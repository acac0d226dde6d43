/**
 * What `lint` says about a policy: a finding with its place, and a made-up record that shows it.
 *
 * A finding is never a guess. Its witness was decided by the same rules that decide for real records; a suspicion without a
 * witness is not reported.
 */
import type { Problem } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import type { Part, Path } from "../policy/problem.ts";

export const SEVERITIES = ["error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

interface Check {
  readonly severity: Severity;
  /** The next step for the author of the policy. */
  readonly next: string;
}

/** Every check, in the order in which findings at one place are listed. */
export const CHECKS = {
  unreachable: {
    severity: "error",
    next: "Put the rule before the one that takes its records, narrow that one, or delete this one.",
  },
  "never-matches": {
    severity: "error",
    next: "Mend for and unless so that some record can fit, or delete the rule.",
  },
  overlap: {
    severity: "error",
    next: "Make for or if of the two rules exclude each other, or choose hit: first or hit: best.",
  },
  "gives-nothing": {
    severity: "error",
    next: "Choose a benefit that goes with this kind of record, or write give: nothing.",
  },
  "column-unusual": {
    severity: "warning",
    next: "Take the amount of a column that these records have, or make sure that their export has this one.",
  },
  "never-holds": {
    severity: "warning",
    next: "Check the condition against the outage, or leave the rule out for this one.",
  },
  "service-not-down": {
    severity: "warning",
    next: "Give the service a window in the outage, or leave it out of the rule.",
  },
  "service-unnamed": {
    severity: "warning",
    next: "Write a rule for the service; if it is meant to get nothing, one with give: nothing.",
  },
  spelling: {
    severity: "warning",
    next: "Values are compared byte for byte. Write it one way, or list both where both are meant.",
  },
  "tier-below": {
    severity: "warning",
    next: "Begin with a step that has no lower edge; if it is meant to get nothing, one with give: nothing.",
  },
  "dead-on-arrival": {
    severity: "warning",
    next: "Count from a later moment, with from: later or from: latest, or move to a later day.",
  },
  "moves-charge": {
    severity: "warning",
    next: "Tell the holders; or pay them instead, and leave the next billing date where it is.",
  },
  "no-ceiling": {
    severity: "warning",
    next: "Write at-most into the rule, or a limit with per: record.",
  },
  "wrong-kind": {
    severity: "warning",
    next: "A new coupon is for coupons; for what still runs, write extend.",
  },
  "no-budget": {
    severity: "warning",
    next: "Write a budget in that currency or unit into limits, such as { per: run, credit: 500000000 KRW }; past it, nothing can be applied.",
  },
  "channel-hole": {
    severity: "info",
    next: "Name every channel that is meant, or know that these records wait for a person.",
  },
  "tier-above": {
    severity: "info",
    next: "End with a step that has no upper edge, or know that these records wait for a person.",
  },
  "not-comparable": {
    severity: "info",
    next: "Let the two give the same thing, or know that these records wait for a person.",
  },
  "why-missing": {
    severity: "info",
    next: "Write why: one sentence for whoever reads the policy next year.",
  },
} as const satisfies { readonly [name: string]: Check };

export type CheckName = keyof typeof CHECKS;

/** A made-up record with what the policy gives it. */
export interface Witness {
  readonly record: RecordKind;
  /** The cells that are filled, by column. */
  readonly cells: { readonly [column: string]: string };
  /** What the policy as it stands decides for it, in words. */
  readonly gets: string;
  /** What the record would get otherwise, where the difference shows the finding: `by "all-passes" alone: …`. */
  readonly instead?: string;
}

/** Where a finding belongs: a path in the policy or in the outage file. */
export interface Spot {
  readonly file: "policy" | "outage";
  readonly path: Path;
  readonly part?: Part;
}

/** A finding as a check makes it. */
export interface Found {
  readonly check: CheckName;
  readonly spot: Spot;
  /** The rule, service or unit that the finding is about. */
  readonly about: string;
  readonly message: string;
  readonly witness: Witness;
}

/** A finding as it is reported. */
export interface Finding extends Omit<Found, "spot"> {
  readonly severity: Severity;
  readonly problem: Problem;
  readonly next: string;
}

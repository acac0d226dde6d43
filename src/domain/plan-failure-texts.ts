/** The texts of failures of plans, runs and the book. */
import { EXIT } from "./exit.ts";

export const PLAN_FAILURE_TEXTS = {
  "not-a-plan": {
    exit: EXIT.usage,
    says: "this is not a plan",
    next: "A plan is the folder that compensate plan writes, compensation-plan unless said with --out.",
  },
  "plan-damaged": {
    exit: EXIT.refused,
    says: "the plan is not what was planned",
    next: "Make a new plan with compensate plan; do not edit the files of a plan.",
  },
  "plan-stale": {
    exit: EXIT.refused,
    says: "the plan no longer fits what it was made from",
    next: "Plan again, look at the new plan, and apply that.",
  },
  "plan-spent": {
    exit: EXIT.refused,
    says: "this plan was applied before, and the run it became no longer verifies",
    next: "Find out what changed the files of that run before applying anything else.",
  },
  "book-broken": {
    exit: EXIT.refused,
    says: "the book is damaged",
    next: "See what changed with compensate verify, and restore it from a backup; nothing is given until then.",
  },
  "plan-taken-back": {
    exit: EXIT.refused,
    says: "this plan was applied before, and its run was taken back since",
    next: "Plan again, look at the new plan, and apply that.",
  },
  "book-moved-on": {
    exit: EXIT.refused,
    says: "another run was committed to the book since the plan was made",
    next: "Plan again, so that nobody is compensated twice.",
  },
  "revert-refused": {
    exit: EXIT.refused,
    says: "this run cannot be taken back",
    next: "See compensate history.",
  },
  "outage-overlaps": {
    exit: EXIT.refused,
    says: "a committed run of another outage covers part of this window for the same service",
    next: "If customers are owed for both, write overlap: sum into the policy.",
  },
} as const;

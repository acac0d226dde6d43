/**
 * The answers of a rule to a record, and the listener that is told of them while the rules are asked.
 *
 * A listener is told in the order in which the rules are asked: a layer, then for each of its rules the tests that were
 * asked and the answer of the rule. A listener is not told of tests and rules that are not asked.
 */
import type { ColumnTest, Condition, Layer, Rule } from "./policy.ts";
import type { Given, Situation } from "./situation.ts";

/** Whether a rule is about a record: `for` does not fit, `unless` fits, or the record is selected. */
export type Selection = "other" | "excluded" | "selected";

/** How a rule stands to a record: not about it, excluded by `unless`, some condition of `if` does not hold, or it applies. */
export type Standing = Exclude<Selection, "selected"> | "unmet" | "applies";

/** The answer of a rule that is about the record. */
export interface RuleAnswer {
  readonly standing: Exclude<Standing, "other">;
  readonly given: Given;
}

export interface Listener {
  /** The rules of a layer are about to be asked, in the situation that the layers before it left. */
  onLayer(layer: Layer, situation: Situation): void;
  /** A test of the rule that is being asked: of `for`, then of `unless`, then of `if`. */
  onTest(test: ColumnTest | Condition, holds: boolean): void;
  /** A rule was asked. @param answer undefined when the rule is not about the record. */
  onRule(rule: Rule, answer: RuleAnswer | undefined, situation: Situation): void;
}

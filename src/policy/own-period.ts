/**
 * A rule that asks about another end than the record's own: every condition, and every length that is measured as lost, is
 * about the period that ends with that field.
 */
import { namedEnd } from "../rules/give.ts";
import type { Amount, Condition, Give, Rule, Span } from "../rules/policy.ts";

/** The field that a rule asks about: the field that it names under `if`, else the field that its benefit changes. */
export function testedField(said: string | undefined, give: Give): string | undefined {
  return said ?? namedEnd(give);
}

/** The same rule, asking about a field. */
export function askingAbout(rule: Rule, field: string | undefined): Rule {
  if (field === undefined) return rule;
  return {
    ...rule,
    if: rule.if.map((condition): Condition => ({ ...condition, field })),
    give: giveWithField(rule.give, field),
  };
}

function giveWithField(give: Give, field: string): Give {
  switch (give.kind) {
    case "extend":
      return { ...give, by: spanWithField(give.by, field) };
    case "credit":
    case "grant":
      return { ...give, amount: amountWithField(give.amount, field) };
    case "tiers": {
      const steps = give.steps.map((step) => ({ ...step, give: giveWithField(step.give, field) }));
      return { ...give, steps, by: give.by.kind === "lost" ? { ...give.by, field } : give.by };
    }
    default:
      return give;
  }
}

function amountWithField(amount: Amount, field: string): Amount {
  if (amount.kind === "share") return { ...amount, share: spanWithField(amount.share, field) };
  return amount.kind === "each" && amount.by === "lost" ? { ...amount, field } : amount;
}

function spanWithField(span: Span, field: string): Span {
  return span.kind === "measured" && span.of === "lost" ? { ...span, field } : span;
}

/** Rules whose payment for one record has no ceiling. */
import type { Policy, Rule } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { firstOf, placesWon, rulesOf, type Subject, specimensIn } from "./search.ts";
import type { Specimen } from "./specimen.ts";
import { resultBy, witnessOf } from "./witness.ts";

const PAYS = new Set(["credit", "grant", "tiers"]);

/**
 * A share or a percentage is held to the price that it is a part of. But the holder states a loss: only `at-most` or a limit
 * holds a part of it, and without both, ten times the loss is ten times the money.
 */
export function findNoCeiling({ policy, scenes, spotOf }: Subject): readonly Found[] {
  return paying(policy).flatMap(({ layer, rule }): Found[] => {
    const witness = firstOf(placesWon(rule, layer, scenes), (place) =>
      firstOf(specimensIn(place, rule), (specimen) => {
        const large = withLoss(specimen, "1000000000");
        const larger = withLoss(specimen, "10000000000");
        const [first, second] = [large, larger].map((one) => paidTo(rule, one, place.scene));
        return first !== undefined && second !== undefined && second > first
          ? witnessOf(larger, place.scene)
          : undefined;
      }),
    );
    if (witness === undefined) return [];
    const facts = { rule: rule.name };
    return [{ check: "no-ceiling", facts, spot: spotOf(rule, "give", payKey(rule)), about: rule.name, witness }];
  });
}

/** Rules that pay money or units. */
export function paying(policy: Policy): ReturnType<typeof rulesOf> {
  return rulesOf(policy).filter(({ rule }) => PAYS.has(rule.give.kind));
}

/** The key under `give` that a rule pays by. Tiers stand below `credit` or `grant`. */
export function payKey({ give }: Rule): string {
  if (give.kind !== "tiers") return give.kind;
  return give.steps.some((step) => step.give.kind === "grant") ? "grant" : "credit";
}

function withLoss(specimen: Specimen, loss: string): Specimen {
  return { ...specimen, cells: { ...specimen.cells, loss_amount: loss } };
}

function paidTo(rule: Rule, specimen: Specimen, scene: Scene): bigint | undefined {
  const result = resultBy(rule.name, scene.decide(specimen));
  return result?.kind === "payment" ? result.amount.minor : undefined;
}

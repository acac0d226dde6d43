/** Rules that do not say why they are there. */
import type { Found } from "./finding.ts";
import { firstOf, placesWon, rulesOf, type Subject, specimensIn } from "./search.ts";
import { witnessOf } from "./witness.ts";

export function findMissingReasons({ policy, scenes, spotOf }: Subject): readonly Found[] {
  return rulesOf(policy).flatMap(({ layer, rule }): Found[] => {
    if (rule.why !== undefined) return [];
    const witness = firstOf(placesWon(rule, layer, scenes), (place) =>
      firstOf(specimensIn(place, rule), (specimen) =>
        place.scene.decide(specimen) === undefined ? undefined : witnessOf(specimen, place.scene),
      ),
    );
    if (witness === undefined) return [];
    const facts = { rule: rule.name };
    return [{ check: "why-missing", facts, spot: spotOf(rule, "rule"), about: rule.name, witness }];
  });
}

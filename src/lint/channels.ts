/**
 * Rules that seem to be for every channel, or for every other one, and are not.
 *
 * As soon as one rule for a service and kind selects on the channel, a channel that none of them names goes to review
 * before any rule is tried; also from a rule that says nothing of channels.
 */
import type { Rule } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import type { Area } from "./regions.ts";
import { firstOf, placesWon, rulesOf, type Subject, specimensIn } from "./search.ts";
import { OTHER_VALUE } from "./values.ts";
import { witnessOf } from "./witness.ts";

export function findChannelHoles({ policy, scenes, spotOf }: Subject): readonly Found[] {
  return rulesOf(policy).flatMap(({ layer, rule }): Found[] => {
    if (!isOpen(rule)) return [];
    const places = placesWon(rule, layer, scenes).filter(({ area }) => selectsChannel(area));
    const witness = firstOf(places, (place) =>
      firstOf(specimensIn(place, rule), (specimen) => {
        const strange = { ...specimen, cells: { ...specimen.cells, channel: OTHER_VALUE } };
        const decision = place.scene.decide(strange);
        if (decision?.kind !== "affected") return undefined;
        const held = decision.outcomes.some(
          ({ result }) => result.kind === "review" && result.reason === "unknown-channel",
        );
        return held ? witnessOf(strange, place.scene) : undefined;
      }),
    );
    if (witness === undefined) return [];
    const message = `${rule.name} is not for a channel that no rule names: such records go to review`;
    return [{ check: "channel-hole", spot: spotOf(rule, "for", "channel"), about: rule.name, message, witness }];
  });
}

/** Whether it reads as if it were for channels that it does not name. */
function isOpen({ for: selectors }: Rule): boolean {
  const tests = selectors.filter(({ column }) => column === "channel").flatMap((selector) => selector.tests);
  return tests.every(({ kind }) => kind === "none-of");
}

function selectsChannel({ rules }: Area): boolean {
  return rules.some((rule) => rule.for.some(({ column }) => column === "channel"));
}

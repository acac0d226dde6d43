/**
 * Rules that seem to be for every channel, or for every channel but some, and are not.
 *
 * As soon as one rule for a service and kind selects by the channel, a record of a channel that no such rule names goes to
 * review before any rule is asked. So the record is also kept from a rule that says nothing of channels.
 */
import type { ColumnTest, Rule } from "../rules/policy.ts";
import type { Found } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { firstOf, placesWon, rulesOf, type Site, type Subject, specimensIn } from "./search.ts";
import { OTHER_VALUE } from "./values.ts";
import { witnessOf } from "./witness.ts";

export function findChannelHoles({ policy, scenes, spotOf }: Subject): readonly Found[] {
  return rulesOf(policy).flatMap(({ layer, rule }): Found[] => {
    if (!isOpen(rule)) return [];
    const won = placesWon(rule, layer, scenes);
    // A rule for every channel but some, where no rule names any other channel, is for nobody.
    const places = won.length === 0 && leavesOutChannels(rule) ? placesFor(rule, scenes) : won;
    const channeled = places.filter(({ area }) => area.mustKnow("channel"));
    const witness = firstOf(channeled, (place) =>
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
    const facts = { rule: rule.name, isFor: won.length === 0 ? "nobody" : "others" } as const;
    return [{ check: "channel-hole", facts, spot: spotOf(rule, "for", "channel"), about: rule.name, witness }];
  });
}

function placesFor(rule: Rule, scenes: readonly Scene[]): readonly Site[] {
  return scenes.flatMap((scene) =>
    scene.areasFor(rule).flatMap((area) => area.regions.map((region) => ({ scene, area, region }))),
  );
}

/** Whether the rule reads as if it were for channels that it does not name. */
function isOpen(rule: Rule): boolean {
  return channelTests(rule).every(({ kind }) => kind === "none-of");
}

/** Whether the rule is for every channel but some. */
export function leavesOutChannels(rule: Rule): boolean {
  return channelTests(rule).length > 0 && isOpen(rule);
}

function channelTests({ for: selectors }: Rule): readonly ColumnTest[] {
  return selectors.filter(({ column }) => column === "channel").flatMap((selector) => selector.tests);
}

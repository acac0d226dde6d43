/**
 * Rules that apply to no record at all: their selectors contradict each other, their conditions cannot hold in this
 * outage, or their service was not down in it.
 */
import type { Rule } from "../rules/policy.ts";
import { leavesOutChannels } from "./channels.ts";
import type { Found } from "./finding.ts";
import type { Area, Region } from "./regions.ts";
import type { Scene } from "./scene.ts";
import { firstOf, isMapped, placesWhere, rulesOf, type Subject, specimensIn } from "./search.ts";
import { witnessAlone } from "./witness.ts";

export function findNeverApplied(subject: Subject): readonly Found[] {
  return rulesOf(subject.policy).flatMap(({ rule }): readonly Found[] => {
    if (!isMapped(rule, subject.scenes)) return [];
    const areas = subject.scenes.flatMap((scene) => scene.areasFor(rule).map((area) => ({ scene, area })));
    const matched = areas.some(({ area }) => area.regions.some((region) => isMet(region, rule)));
    if (!matched) return leavesOutChannels(rule) ? [] : neverMatched(rule, areas, subject);
    // Whether a condition holds in a made-up outage says nothing about the policy.
    if (subject.scenes.some(({ assumed }) => assumed)) return [];
    const idle = servicesNotDown(rule, areas, subject);
    if (idle.length > 0 || placesWhere(rule, subject.scenes).length > 0) return idle;
    const witness = firstOf(areas, ({ scene, area }) => showUnmet(rule, scene, area));
    if (witness === undefined) return [];
    const facts = { rule: rule.name };
    return [{ check: "never-holds", facts, spot: subject.spotOf(rule, "if"), about: rule.name, witness }];
  });
}

interface Where {
  readonly scene: Scene;
  readonly area: Area;
}

function isMet(region: Region, rule: Rule): boolean {
  return ["unmet", "applies"].includes(region.standingOf(rule));
}

function neverMatched(rule: Rule, areas: readonly Where[], { spotOf }: Subject): readonly Found[] {
  const witness = firstOf(areas, ({ scene, area }) =>
    firstOf(area.regions, (region) =>
      firstOf(specimensIn({ scene, area, region }, rule), (specimen) =>
        scene.decideAlone(rule, specimen)?.kind === "unaffected" ? witnessAlone(rule, specimen, scene) : undefined,
      ),
    ),
  );
  if (witness === undefined) return [];
  const facts = { rule: rule.name };
  return [{ check: "never-matches", facts, spot: spotOf(rule, "for"), about: rule.name, witness }];
}

function showUnmet(rule: Rule, scene: Scene, area: Area): Found["witness"] | undefined {
  const regions = area.regions.filter((region) => region.standingOf(rule) === "unmet");
  return firstOf(regions, (region) =>
    firstOf(specimensIn({ scene, area, region }, rule), (specimen) =>
      scene.decideAlone(rule, specimen)?.kind === "unaffected" ? witnessAlone(rule, specimen, scene) : undefined,
    ),
  );
}

/** Services that the rule names and that have no window, so that the rule never applies to their records. */
function servicesNotDown(rule: Rule, areas: readonly Where[], { spotOf }: Subject): readonly Found[] {
  return [...(rule.services ?? [])].flatMap((service, index): Found[] => {
    const own = areas.filter(({ area }) => area.service === service);
    const regions = own.flatMap(({ area }) => area.regions.filter((region) => isMet(region, rule)));
    const idle = regions.every((region) => region.window === undefined && region.standingOf(rule) === "unmet");
    if (regions.length === 0 || !idle) return [];
    const witness = firstOf(own, ({ scene, area }) => showUnmet(rule, scene, area));
    if (witness === undefined) return [];
    const facts = { rule: rule.name, service };
    const spot = spotOf(rule, "for", "service", index);
    return [{ check: "service-not-down", facts, spot, about: service, witness }];
  });
}

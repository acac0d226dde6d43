/** Everything that `lint` finds in one policy, with the outage if there is one, each finding placed in its file. */
import type { LeftOut, LintFinding } from "../domain/lint-finding.ts";
import type { OutageFile } from "../policy/read-outage.ts";
import type { PolicyFile } from "../policy/read-policy.ts";
import { findNoCeiling } from "./amounts.ts";
import { findSenselessBenefits } from "./benefits.ts";
import { findNoBudget } from "./budgets.ts";
import { findChannelHoles } from "./channels.ts";
import { findDeadOnArrival, findMovedCharges } from "./ends.ts";
import { CHECKS, type Found } from "./finding.ts";
import { leftOutOf } from "./left-out.ts";
import { findNeverApplied } from "./never.ts";
import { findMissingReasons } from "./reasons.ts";
import { findOverlaps } from "./rule-overlaps.ts";
import { assumedOutages, sceneOf } from "./scene.ts";
import type { CheckPolicy, Subject } from "./search.ts";
import { findUnnamedServices } from "./services.ts";
import { findSpellings } from "./spelling.ts";
import { findTierEdges } from "./tier-edges.ts";
import { findUnreachable } from "./unreachable.ts";

const ALL: readonly CheckPolicy[] = [
  findUnreachable,
  findNeverApplied,
  findOverlaps,
  findSenselessBenefits,
  findUnnamedServices,
  findSpellings,
  findTierEdges,
  findDeadOnArrival,
  findMovedCharges,
  findNoCeiling,
  findNoBudget,
  findChannelHoles,
  findMissingReasons,
];

export interface Linted {
  /** In the order of the policy's lines; those of the outage file follow. */
  readonly findings: readonly LintFinding[];
  readonly leftOut: readonly LeftOut[];
}

export function lintPolicy(file: PolicyFile, outageFile: OutageFile | undefined): Linted {
  const { policy, rulePaths } = file;
  const outages = outageFile === undefined ? assumedOutages(policy) : [outageFile.outage];
  const subject: Subject = {
    policy,
    scenes: outages.map((outage) => sceneOf(policy, outage, outageFile === undefined)),
    spotOf: ({ name }, ...path) => ({ file: "policy", path: [...(rulePaths.get(name) ?? []), ...path] }),
  };
  const placed = ALL.flatMap((check) => check(subject)).map((found) => placedIn(found, file, outageFile));
  return { findings: placed.toSorted(byPlace), leftOut: leftOutOf(subject.scenes) };
}

function placedIn({ spot, ...found }: Found, file: PolicyFile, outageFile: OutageFile | undefined): LintFinding {
  const at = spot.file === "outage" && outageFile !== undefined ? outageFile : file;
  return { ...found, ...at.placeAt(spot.path, spot.part), severity: CHECKS[found.check] };
}

const ORDER: readonly string[] = Object.keys(CHECKS);

function byPlace(a: LintFinding, b: LintFinding): number {
  const [one, other] = [a.place, b.place];
  if (one.file !== other.file) return a.check === "service-unnamed" ? 1 : -1;
  return (one.line ?? 0) - (other.line ?? 0) || ORDER.indexOf(a.check) - ORDER.indexOf(b.check);
}

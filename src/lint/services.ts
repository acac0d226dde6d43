/** Services of the outage that no rule is for: their records get nothing, and the policy does not say that this is meant. */
import { RECORD_KINDS } from "../domain/record.ts";
import { windowsFor } from "../rules/windows.ts";
import type { Found } from "./finding.ts";
import { outlineOf } from "./outline.ts";
import { periodsOf } from "./periods.ts";
import type { Scene } from "./scene.ts";
import type { Subject } from "./search.ts";
import { witnessOf } from "./witness.ts";

export function findUnnamedServices({ scenes }: Subject): readonly Found[] {
  return scenes
    .filter(({ assumed }) => !assumed)
    .flatMap((scene) => [...scene.outage.services.keys()].flatMap((service) => foundFor(service, scene)));
}

function foundFor(service: string, scene: Scene): readonly Found[] {
  const [where] = scene.outage.services.get(service) ?? [];
  const cells = Object.fromEntries([...(where?.where ?? [])].map(([column, values]) => [column, values[0] ?? ""]));
  const window = windowsFor(scene.outage, service)(outlineOf({ kind: "subscription", service, cells }));
  if (window === undefined || "kind" in window) return [];
  const specimens = RECORD_KINDS.flatMap((kind) => {
    const { periods } = periodsOf({ kind, rules: [], window, zone: scene.zone, around: scene.asOf, mostMoments: 2 });
    const [period] = periods;
    return period === undefined ? [] : [{ kind, service, period, cells }];
  });
  const [specimen] = specimens;
  const unruled = specimens.every((one) => {
    const decision = scene.decide(one);
    return decision?.kind === "unaffected" && decision.reason === "no-rule";
  });
  if (!unruled || specimen === undefined) return [];
  const spot = { file: "outage", path: ["services", service], part: "key" } as const;
  const witness = witnessOf(specimen, scene);
  return [{ check: "service-unnamed", facts: { service }, spot, about: service, witness }];
}

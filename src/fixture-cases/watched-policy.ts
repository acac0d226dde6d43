/**
 * A policy that listens to the decisions of a case, to say afterwards which of its rules the case reaches. A policy that is
 * not watched costs nothing.
 */
import type { RuleCoverage } from "../domain/case-coverage.ts";
import type { ExportRecord } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import type { Listener } from "../rules/listener.ts";
import type { Policy } from "../rules/policy.ts";
import type { Situation } from "../rules/situation.ts";
import { findStep } from "../rules/tiers.ts";
import { coverageOf, type WatchedRule, watchRule } from "./watched-rule.ts";

export interface WatchedPolicy {
  /** Listens to the decision of one record. */
  readonly listenTo: (record: ExportRecord) => Listener;
  /** @param excused names of the rules that, as the case says, apply to no record of the case. */
  coverage(excused: ReadonlySet<string>): readonly RuleCoverage[];
}

export function watchPolicy(policy: Policy): WatchedPolicy {
  const zone = openZone(policy.zone);
  const watched = policy.layers.flatMap((layer) => layer.rules.map((rule) => watchRule(rule, layer, zone)));
  const ruleOf = new Map(watched.map((own) => [own.rule, own]));
  const testOf = new Map(watched.flatMap(({ tests }) => tests.map((own) => [own.test, own])));

  return {
    listenTo: (record) => ({
      onLayer: () => {},
      onTest: (test, holds) => {
        const own = testOf.get(test);
        if (own === undefined) return;
        if (holds) own.seenTrue = true;
        else own.seenFalse = true;
      },
      onRule: (rule, answer, situation) => {
        const own = ruleOf.get(rule);
        if (own === undefined || answer?.standing !== "applies") return;
        own.reached = true;
        noteTier(own, record, situation);
      },
    }),
    coverage: (excused) => watched.map((own) => coverageOf(own, excused.has(own.rule.name))),
  };
}

function noteTier({ rule: { give }, tiers }: WatchedRule, record: ExportRecord, situation: Situation): void {
  if (give.kind !== "tiers") return;
  const found = findStep(give, record, situation);
  const tier = tiers.find(({ step }) => step === found);
  if (tier !== undefined) tier.reached = true;
}

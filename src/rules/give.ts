/** What a rule that applies comes to for one record. */
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import { extend } from "./extend.ts";
import { move } from "./move.ts";
import { pay } from "./pay.ts";
import { periodEnd } from "./period.ts";
import type { Give, Rule } from "./policy.ts";
import { renew } from "./renew.ts";
import { type Given, review, type Situation } from "./situation.ts";
import { findStep, type Tiers } from "./tiers.ts";

export function giveTo(give: Give, record: ExportRecord, situation: Situation): Given {
  switch (give.kind) {
    case "extend":
      return extend(give, record, situation);
    case "move":
      return move(give, record, situation);
    case "reissue":
    case "restore":
      return renew(give, record, situation);
    case "credit":
    case "grant":
      return pay(give, record, situation);
    case "tiers":
      return giveByTier(give, record, situation);
    case "review":
      return review("asked-for", give.because);
    case "nothing":
      return "excluded";
    default:
      return unreachable(give);
  }
}

function giveByTier(give: Tiers, record: ExportRecord, situation: Situation): Given {
  const step = findStep(give, record, situation);
  if (typeof step === "string" || "kind" in step) return step;
  const given = giveTo(step.give, record, situation);
  if (typeof given === "string" || given.kind !== "payment") return given;
  return { ...given, basis: `${given.basis}; ${step.text}` };
}

/** Whether the rule would change, or asks about, an end that the record does not have. */
export function lacksEnd({ give, if: conditions }: Rule, record: ExportRecord): boolean {
  if (conditions.some((condition) => periodEnd(record, condition.field) === undefined)) return true;
  switch (give.kind) {
    case "extend":
    case "move":
      return record.time(give.field ?? record.endColumn) === undefined;
    case "reissue":
    case "restore":
      return record.time(record.endColumn) === undefined;
    default:
      return false;
  }
}

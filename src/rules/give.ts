/**
 * What a rule that applies comes to for one record, and which benefits change an end.
 *
 * A new benefit has its line in `CHANGES_END` and its cases in `columnsIn` and `giveTo`; types name all three where they are missing. `horizon.ts`,
 * `policy/` and `lint/` ask here.
 */
import type { ExportRecord } from "../domain/record.ts";
import { timeIn } from "../domain/timestamp.ts";
import { unreachable } from "../domain/unreachable.ts";
import { extend } from "./extend.ts";
import { isPartOfPrice } from "./hold.ts";
import { move } from "./move.ts";
import { pay } from "./pay.ts";
import { periodEnd } from "./period.ts";
import type { Give, Rule } from "./policy.ts";
import { renew } from "./renew.ts";
import { type Given, review, type Situation } from "./situation.ts";
import { findStep, type Tiers } from "./tiers.ts";

/** Whether a benefit makes an end of the record later, and so comes to nothing where the record lacks that end. */
const CHANGES_END: { readonly [kind in Give["kind"]]: boolean } = {
  extend: true,
  move: true,
  reissue: true,
  restore: true,
  credit: false,
  grant: false,
  tiers: false,
  review: false,
  nothing: false,
};

export function changesEnd({ kind }: Give): boolean {
  return CHANGES_END[kind];
}

/** The column that a rule names as the end to change; undefined where the record's own end changes, or none. */
export function namedEnd(give: Give): string | undefined {
  return "field" in give ? give.field : undefined;
}

/** The columns of amounts that a benefit is worked out from, and those by which tiers are told. */
export function columnsIn(give: Give): readonly string[] {
  switch (give.kind) {
    case "credit":
    case "grant":
      return isPartOfPrice(give.amount) ? [give.amount.of] : [];
    case "restore":
      return ["remaining", "amount"];
    case "tiers":
      return [
        ...(give.by.kind === "column" ? [give.by.column] : []),
        ...give.steps.flatMap((step) => columnsIn(step.give)),
      ];
    case "extend":
    case "move":
    case "reissue":
    case "review":
    case "nothing":
      return [];
    default:
      return unreachable(give);
  }
}

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
  return changesEnd(give) && timeIn(record.times.get(namedEnd(give) ?? record.endColumn)) === undefined;
}

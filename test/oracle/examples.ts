/** Tables of one record, one rule or several layers, and what the second reading comes to, in a few words. */
import { describe, expect, test } from "vitest";
import type { Answer, Conditions, Give, Kind, Limit, Outage, Outcome, Policy } from "./language.ts";
import { decide } from "./reading/decide.ts";

/** What an example changes of: a subscription of March 2024 in UTC, a day's outage, and three more days for it. */
export interface Example {
  readonly zone?: string;
  readonly window?: string;
  readonly services?: Outage["services"];
  readonly asOf?: string;
  readonly if?: Conditions;
  readonly give?: Give;
  /** One layer each. */
  readonly gives?: readonly Give[];
  readonly limits?: readonly Limit[];
  readonly kind?: Kind;
}

export type Cells = { readonly [column: string]: string };

export type Line = readonly [name: string, example: Example, cells: Cells, expected: string];

export function table(what: string, lines: readonly Line[]): void {
  describe(what, () => {
    test.for(lines)("%s", ([, example, cells, expected]) => expect(comesTo(example, cells)).toBe(expected));
  });
}

function comesTo(example: Example, cells: Cells): string {
  const { zone = "UTC", window = "2024-03-12T10:00/2024-03-13T10:00", services, kind = "subscription" } = example;
  const { give = { extend: "3 days" }, gives = [give], limits = [], if: when } = example;
  const policy: Policy = {
    policy: "worked",
    revision: "1",
    zone,
    limits,
    layers: gives.map((benefit, at) => ({
      layer: `layer-${at}`,
      rules: [
        { rule: `rule-${at}`, for: { record: kind }, ...(when === undefined ? {} : { if: when }), give: benefit },
      ],
    })),
  };
  const outage: Outage = { outage: "o", zone, ...(services === undefined ? { window } : { services }) };
  const usual = { [`${kind}_id`]: "1", user_id: "u", service: "app", started_at: "2024-03-01", currency: "USD" };
  const asOf = Date.parse(example.asOf ?? "2024-03-14T01:00:00Z");
  return inWords(decide({ kind, cells: { ...usual, ...cells } }, policy, outage, asOf));
}

function inWords(answer: Answer): string {
  if ("unaffected" in answer) return answer.unaffected;
  if ("rejected" in answer) return `rejected ${answer.rejected}`;
  if ("review" in answer) return `review ${answer.review}`;
  return answer.outcomes.map(outcomeInWords).join(" + ");
}

/** Without the notes of ends that every plan warns of. */
function outcomeInWords(outcome: Outcome): string {
  if ("review" in outcome) return `review ${outcome.review}`;
  const notes = outcome.notes.filter((note) => note === "capped" || note === "clock-change").map((note) => `, ${note}`);
  const what = "field" in outcome ? outcome.new : `${outcome.amount} ${outcome.currency}`;
  return what + notes.join("");
}

/**
 * What the tables of this folder stand on: a rental, the fire of 15 October 2022, one rule, and short words for results.
 *
 * Rules and outages are written as an author writes them, records as cells; nothing here decides anything.
 */
import { createCurrencyTable } from "../../src/domain/currency.ts";
import type { Decision } from "../../src/domain/decision.ts";
import { formatMoney } from "../../src/domain/money.ts";
import type { ExportRecord, RecordKind } from "../../src/domain/record.ts";
import { openZone } from "../../src/domain/zone.ts";
import { recordOf } from "../../src/input/record-of.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { compileRules, type Rules } from "../../src/rules/decide.ts";
import { AT_FIRST } from "../../src/rules/layers.ts";
import type { Policy, Rule } from "../../src/rules/policy.ts";
import type { Given, Situation } from "../../src/rules/situation.ts";
import { windowsFor } from "../../src/rules/windows.ts";
import { instant } from "../domain/oracle.ts";
import { outageText, type PolicyParts, policyText } from "../policy/written.ts";

export type Cells = Readonly<Record<string, string>>;

const UNITS = "units: { CASH: { decimals: 0 }, GOLD: { decimals: 3 } }";
const TABLE = createCurrencyTable(
  new Map([
    ["CASH", 0],
    ["GOLD", 3],
  ]),
);

const PLAIN: { readonly [kind in RecordKind]: Cells } = {
  subscription: {
    subscription_id: "s1",
    user_id: "u1",
    service: "melon",
    started_at: "2022-10-01",
    price: "3900",
    currency: "KRW",
  },
  rental: { rental_id: "r1", user_id: "u1", service: "melon", started_at: "2022-10-01", expires_at: "2022-10-18" },
  coupon: {
    coupon_id: "c1",
    user_id: "u1",
    service: "melon",
    expires_at: "2022-10-18",
    amount: "3000",
    currency: "KRW",
  },
  claim: { claim_id: "m1", user_id: "u1", service: "melon", received_at: "2022-10-20" },
};

/** A record of the service melon that runs from 1 to 18 October, unless cells say otherwise. */
export function record(kind: RecordKind, cells: Cells = {}, zone = "Asia/Seoul"): ExportRecord {
  const units = new Map([
    ["CASH", 0],
    ["GOLD", 3],
  ]);
  const read = recordOf(kind, { ...PLAIN[kind], ...cells }, { zone, units });
  if ("faults" in read) throw new Error(`not a record: ${JSON.stringify(read.faults)}`);
  return read.record;
}

/** A policy of one rule for everything, unless parts say otherwise. */
export function policyOf(parts: PolicyParts = {}): Policy {
  const top = [UNITS, parts.top].filter((part) => part !== undefined).join("\n");
  return readPolicy(policyText({ for: "{}", ...parts, top }), "policy.yaml").policy;
}

/** The only rule of a policy. */
export function ruleOf(parts: PolicyParts = {}): Rule {
  const [rule] = policyOf(parts).layers.flatMap(({ rules }) => rules);
  if (rule === undefined) throw new Error("no rule");
  return rule;
}

/** What a rule gives, of the kind that a module expects. */
export function giveOf<Kind extends Rule["give"]["kind"]>(
  give: string,
  kinds: readonly Kind[],
  zone = "Asia/Seoul",
): Extract<Rule["give"], { kind: Kind }> {
  const read = ruleOf({ give, zone }).give;
  if (!isOf(read, kinds)) throw new Error(`${give} gives ${read.kind}`);
  return read;
}

function isOf<Kind extends Rule["give"]["kind"]>(
  give: Rule["give"],
  kinds: readonly Kind[],
): give is Extract<Rule["give"], { kind: Kind }> {
  return kinds.some((kind) => kind === give.kind);
}

/** From the afternoon of the fire to the next morning, 15 h 30 min, as of 21 October. */
export const WINDOW = "2022-10-15T15:30/2022-10-16T07:00";

export interface Surroundings {
  readonly zone?: string;
  /** One interval or a list of them; `none` when the service was not down. */
  readonly window?: string;
  readonly asOf?: string;
  /** Limits per record as a policy writes them. */
  readonly limits?: string;
}

export function situation(surroundings: Surroundings = {}): Situation {
  const { zone = "Asia/Seoul", window = WINDOW, asOf = "2022-10-21T11:00:00+09:00" } = surroundings;
  const outage = readOutage(outageText({ zone, window: window === "none" ? WINDOW : window }), "outage.yaml");
  const found = window === "none" ? undefined : windowsFor(outage, "melon")(record("rental"));
  if (found !== undefined && "kind" in found) throw new Error("no window for this record");
  return {
    zone: openZone(zone),
    currencies: TABLE,
    asOf: instant(asOf),
    window: found,
    ceilings: { extend: [], credit: new Map(), price: true },
    ...AT_FIRST,
  };
}

/** `2022-10-21 (3 days) capped`, `378 KRW`, `? price-unknown` or the reason for nothing. */
export function shown(given: Given): string {
  if (typeof given === "string") return given;
  switch (given.kind) {
    case "adjustment": {
      const restored = given.restored === undefined ? [] : [`of ${formatMoney(given.restored, TABLE)}`];
      return [given.newValue, `(${given.extendedBy})`, ...restored, ...given.notes].join(" ");
    }
    case "payment":
      return [formatMoney(given.amount, TABLE), ...given.notes].join(" ");
    case "review":
      return `? ${given.reason}`;
  }
}

/** Rules for a policy and an outage, whose parts are as an author writes them. */
export function rulesOf(
  parts: PolicyParts = {},
  { window = WINDOW, asOf, rest }: Surroundings & { readonly rest?: string } = {},
): Rules {
  const outage = readOutage(outageText({ window, ...(rest === undefined ? {} : { rest }) }), "outage.yaml");
  return compileRules(policyOf(parts), outage, instant(asOf ?? "2022-10-21T11:00:00+09:00"));
}

/** Every outcome with its layer and rule, `default/base 2022-10-21 (3 days)`, or the reason for none. */
export function decisionText(decision: Decision): string {
  switch (decision.kind) {
    case "unaffected":
      return decision.reason;
    case "overlapping":
      return `overlapping in ${decision.layer}: ${decision.rules.join(", ")}`;
    case "affected":
      return decision.outcomes.map(({ layer, rule, result }) => `${layer}/${rule ?? ""} ${shown(result)}`).join(" + ");
  }
}

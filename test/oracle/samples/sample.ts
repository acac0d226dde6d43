/**
 * Policies, outages and records by chance, from a seed: mostly sensible, always valid as files, and with their times
 * where mistakes live: on the edges of windows, one second beside them, at month ends and where the clocks change.
 */
import { DateTime } from "luxon";
import { stringify } from "yaml";
import type { Outage, Policy, Row } from "../language.ts";
import { DAY, HOUR, MINUTE } from "../reading/clocks.ts";
import { createDice } from "./dice.ts";
import { edge, type PolicyFrame, STEPS } from "./frame.ts";
import { makeOutage } from "./outages.ts";
import { kindOf, makePolicy } from "./policies.ts";
import { aimedAt, makeRow } from "./rows.ts";
import { ANCHORS } from "./time-texts.ts";
import { KINDS } from "./words.ts";

export interface Sample {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: number;
  readonly rows: readonly Row[];
}

/** As a file would hold it. */
export function yamlOf(description: object): string {
  return stringify(description, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The same sample for the same seed and index, on any machine. */
export function sampleOf(seed: number, index: number, rowCount: number): Sample {
  const dice = createDice(seed, index);
  const zone = dice.pick(Object.keys(ANCHORS));
  const anchor = DateTime.fromISO(dice.pick(ANCHORS[zone] ?? [])).toMillis();
  const base = anchor + (dice.chance(0.3) ? 0 : dice.between(-72, 72) * HOUR);
  const beforeIt = dice.chance(0.4) ? [anchor - dice.pick([DAY, 15 * HOUR, 25 * HOUR, 26 * HOUR, 3 * DAY])] : [];
  const frame: PolicyFrame = {
    dice,
    zone,
    base,
    anchor,
    step: dice.pick(STEPS),
    edges: [anchor, ...beforeIt],
    currency: dice.pick(["KRW", "KRW", "USD", "BHD"]),
  };
  const outage = makeOutage(frame);
  const kinds = dice.chance(0.6) ? [dice.pick(KINDS)] : dice.some(KINDS);
  const policy = makePolicy(frame, kinds);
  const asOf = dice.chance(0.3)
    ? edge(frame)
    : Math.max(...frame.edges) + dice.between(0, 2_000) * dice.pick([HOUR, MINUTE]);
  frame.edges.push(asOf);
  const rules = (policy.layers ?? [{ rules: policy.rules ?? [] }]).flatMap((layer) => layer.rules);
  const rows = Array.from({ length: rowCount }, (_, index) => {
    if (dice.chance(0.05)) return makeRow(frame, dice.pick(KINDS), index);
    const aim = dice.pick(rules);
    const row = makeRow(frame, kindOf(aim), index);
    return { ...row, cells: { ...row.cells, ...aimedAt(dice, aim.for) } };
  });
  return { policy, outage, asOf, rows };
}

/** What the parts of a sample have in common: its zone, its currency and the instants at which something changes. */
import { DateTime } from "luxon";
import { DAY, HOUR, MINUTE, SECOND } from "../reading/clocks.ts";
import type { Dice } from "./dice.ts";
import { clearStyle, timeText } from "./time-texts.ts";

export interface Frame {
  readonly dice: Dice;
  readonly zone: string;
  /** Instants at which something changes. */
  readonly edges: number[];
  readonly base: number;
  /** Where the clocks change, mostly. */
  readonly anchor: number;
}

export interface PolicyFrame extends Frame {
  readonly currency: string;
}

/** So long before the clocks change that what a rule adds ends in the hour that they repeat or leave out. */
const AHEAD = [DAY, DAY, 3 * DAY, 14 * DAY, 15 * HOUR, 25 * HOUR, 72 * HOUR];

export function edge({ dice, edges, base, zone, anchor }: Frame): number {
  if (dice.chance(0.05)) return ahead({ dice, anchor });
  const at = dice.chance(0.8) ? dice.pick([base, ...edges]) : monthEnd(dice, base, zone);
  const beside = dice.pick([0, 0, 0, SECOND, -SECOND, MINUTE, -MINUTE, 30 * MINUTE, 1, -1, HOUR, -HOUR, DAY, -DAY]);
  return dice.chance(0.85) ? at + beside : base + dice.between(-40 * 24, 40 * 24) * HOUR + dice.below(60) * MINUTE;
}

export function ahead({ dice, anchor }: Pick<Frame, "dice" | "anchor">): number {
  return anchor - dice.pick(AHEAD) + dice.between(-5, 5) * 15 * MINUTE;
}

function monthEnd(dice: Dice, base: number, zone: string): number {
  const end = DateTime.fromMillis(base, { zone })
    .startOf("month")
    .plus({ months: dice.between(-1, 3) });
  return end.minus({ days: dice.pick([0, 0, 1, 2]) }).toMillis();
}

/** A rule names a day of the zone, or an instant in any style. */
export function ruleTime(dice: Dice, at: number, zone: string): string {
  const style = clearStyle(dice, at, zone);
  return timeText(at, style.part === "date" ? { ...style, offset: "none" } : style, zone);
}

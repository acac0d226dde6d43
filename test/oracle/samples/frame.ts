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
  /** What a plain rule of the sample adds. */
  readonly step: Step;
}

interface Step {
  readonly text: string;
  readonly millis: number;
}

export const STEPS: readonly Step[] = [
  { text: "1 day", millis: DAY },
  { text: "1 day", millis: DAY },
  { text: "3 days", millis: 3 * DAY },
  { text: "2 weeks", millis: 14 * DAY },
  { text: "15 hours", millis: 15 * HOUR },
  { text: "25 hours", millis: 25 * HOUR },
  { text: "72 hours", millis: 72 * HOUR },
];

export interface PolicyFrame extends Frame {
  readonly currency: string;
}

export function edge(frame: Frame): number {
  const { dice, edges, base, zone } = frame;
  if (dice.chance(0.05)) return ahead(frame);
  const at = dice.chance(0.8) ? dice.pick([base, ...edges]) : monthEnd(dice, base, zone);
  const beside = dice.pick([0, 0, 0, SECOND, -SECOND, MINUTE, -MINUTE, 30 * MINUTE, 1, -1, HOUR, -HOUR, DAY, -DAY]);
  return dice.chance(0.85) ? at + beside : base + dice.between(-40 * 24, 40 * 24) * HOUR + dice.below(60) * MINUTE;
}

/** So long before the clocks change that what a rule adds ends in the hour that they repeat or leave out. */
export function ahead({ dice, anchor, step }: Frame): number {
  const { millis } = dice.chance(0.8) ? step : dice.pick(STEPS);
  return anchor - millis + dice.between(-5, 4) * 15 * MINUTE;
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

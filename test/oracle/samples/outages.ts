/** Outages by chance, whose edges lie where mistakes live. */
import { DateTime } from "luxon";
import type { Outage, Values, WindowEntry, Windows } from "../language.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../reading/clocks.ts";
import { intervalOf } from "../reading/windows.ts";
import type { Dice } from "./dice.ts";
import type { Frame } from "./frame.ts";
import { ANCHORS, clearStyle, type Style, timeText } from "./time-texts.ts";
import { PLATFORMS, SERVICES } from "./words.ts";

const LENGTHS = [MINUTE, 89 * MINUTE, 2 * HOUR, 5 * HOUR, 15.5 * HOUR, DAY, 127.5 * HOUR, 3 * DAY];

export function makeOutage(frame: Frame): Outage {
  const { dice, zone, base } = frame;
  const outageZone = dice.chance(0.85) ? zone : dice.pick(Object.keys(ANCHORS));
  const shifted = { by: 0 };
  const isInDays = dice.chance(0.35);
  const interval = () => {
    const text = isInDays || dice.chance(0.1) ? daysText(dice, base + shifted.by, outageZone) : ordinary();
    const read = intervalOf(text, outageZone);
    frame.edges.push(read.from, read.to);
    return text;
  };
  const ordinary = () => {
    const step = dice.pick([HOUR, HOUR, MINUTE, SECOND, DAY]);
    const from = base + shifted.by + dice.between(-30, 30) * step;
    const to =
      from + (dice.chance(0.7) ? dice.pick(LENGTHS) : dice.between(1, 200) * dice.pick([HOUR, MINUTE, SECOND]));
    const long = dice.chance(0.03) ? 26 * DAY : 0;
    return intervalText(dice, from, to + long, outageZone);
  };
  const entry = (): WindowEntry => {
    if (dice.chance(0.7)) return interval();
    const platform: Values = dice.chance(0.7) ? dice.pick(PLATFORMS) : dice.some(PLATFORMS);
    return { window: interval(), ...dice.maybe(0.9, () => ({ where: { platform } })) };
  };
  const several = <T>(make: () => T): T | T[] => {
    const count = dice.pick([1, 1, 2, 3]);
    return count === 1 && dice.chance(0.7) ? make() : Array.from({ length: count }, make);
  };
  const services: Record<string, Windows> = {};
  for (const service of SERVICES.slice(0, 2)) {
    // One service in another month than the others.
    shifted.by = dice.pick([0, 0, 0, -30 * DAY, 30 * DAY]);
    if (dice.chance(0.4)) services[service] = several(entry);
  }
  shifted.by = 0;
  const general = dice.chance(0.93) || Object.keys(services).length === 0 ? { window: several(interval) } : {};
  return {
    outage: "outage-1",
    zone: outageZone,
    ...general,
    ...(Object.keys(services).length > 0 ? { services } : {}),
    ...dice.maybe(0.25, () => ({ exclude: Array.from({ length: dice.between(0, 2) }, interval) })),
  };
}

/** From midnight to midnight, as days or as times. */
function daysText(dice: Dice, base: number, zone: string): string {
  const from = DateTime.fromMillis(base, { zone })
    .startOf("day")
    .plus({ days: dice.between(-2, 2) });
  const days = dice.pick([1, 1, 2, 3, 6, 31]);
  if (dice.chance(0.5)) return `${from.toISODate()}/${from.plus({ days: days - 1 }).toISODate()}`;
  return intervalText(dice, from.toMillis(), from.plus({ days }).toMillis(), zone);
}

function intervalText(dice: Dice, from: number, to: number, zone: string): string {
  const text = `${timeText(from, exact(dice, from, zone), zone)}/${timeText(to, exact(dice, to, zone), zone)}`;
  const read = intervalOf(text, zone);
  return read.from < read.to ? text : intervalText(dice, from, to + HOUR, zone);
}

/** Window edges with a space are left out: an interval on the command line is one word. */
function exact(dice: Dice, at: number, zone: string): Style {
  const style = clearStyle(dice, at, zone);
  return { ...style, separator: "T", part: style.part === "fraction" ? "seconds" : style.part };
}

/** Cells with an end in them, where the meaning of an end has its edges. */
import { DateTime } from "luxon";
import { DAY, MINUTE } from "../reading/clocks.ts";
import type { Dice } from "./dice.ts";
import { ahead, edge, type Frame } from "./frame.ts";
import { isSaid, type Style, styleOf, timeText } from "./time-texts.ts";

/** A time in any style; one that the clocks show twice or never has its offset. */
export function clearText(dice: Dice, at: number, zone: string): string {
  const style = styleOf(dice);
  const isClear = isSaid(at, zone) && isSaid(at - (at % MINUTE), zone);
  return timeText(at, isClear ? style : { ...style, offset: "own" }, zone);
}

/** The last minute of a day and what lies around it, so that it ends where a window does. */
const LAST_MINUTES = [
  ...["23:58", "23:59", "23:59:00", "23:59:00.000", "23:59:00.001", "23:59:30", "23:58:59", "23:59:58.999"],
  ...["23:59:59", "23:59:59.0", "23:59:59.500", "23:59:59.999"],
];

export function lastMinute(frame: Frame): string {
  const { dice, zone } = frame;
  const shown = DateTime.fromMillis(edge(frame) - dice.pick([0, 1, DAY]), { zone });
  const offset = dice.pick(["", "", "", "Z", "own", "+09:00"]);
  const wall = `${shown.toISODate()}${dice.pick(["T", "T", " "])}${dice.pick(LAST_MINUTES)}`;
  // A day whose last hour comes twice, or not at all, says which.
  const late = shown.endOf("day").toMillis();
  const needsOffset = offset === "own" || (offset === "" && !(isSaid(late, zone) && isSaid(late - MINUTE, zone)));
  return wall + (needsOffset ? shown.endOf("day").toFormat("ZZ") : offset);
}

/** A time without an offset, so long before the clocks change that a rule's days or hours end as they do. */
export function beforeClockChange(frame: Frame): string {
  const { dice, zone } = frame;
  const at = ahead(frame);
  const part = dice.pick(["minutes", "minutes", "seconds", "fraction"] as const);
  return timeText(at, { ...styleOf(dice), part, offset: isSaid(at, zone) ? "none" : "own" }, zone);
}

/** Last days before the one that the zone left out, and that one. */
const BEFORE_APIA_SKIPS = ["2011-12-29", "2011-12-28", "2011-12-27", "2011-12-16", "2011-11-30", "2011-12-30"];

/** The day on which something changes, the one before or the one after: the day of a charge. */
export function dayNear(frame: Frame): string {
  const { dice, zone } = frame;
  if (zone === "Pacific/Apia" && dice.chance(0.4)) return dice.pick(BEFORE_APIA_SKIPS);
  const style: Style = { ...styleOf(dice), part: "date" };
  return timeText(
    edge(frame) + dice.pick([-DAY, 0, 0, DAY]),
    dice.chance(0.7) ? { ...style, offset: "none" } : style,
    zone,
  );
}

/** The end of something else than the period: always clear, and often empty. */
export function ownEnd(frame: Frame): string {
  const { dice, zone } = frame;
  if (dice.chance(0.2)) return "";
  if (dice.chance(0.15)) return lastMinute(frame);
  return dice.chance(0.3) ? dayNear(frame) : clearText(dice, edge(frame), zone);
}

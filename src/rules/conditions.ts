/**
 * `if`: what must hold in time.
 *
 * Periods and windows are half-open, so touching is not overlapping: a period that ends at 15:30:00 was not held in a
 * window that starts then. Only `ended` looks at the last usable moment instead, just before `ends`: a period that
 * ends exactly as the window ends did run out in the window, a period that ends as the window starts did not. Only `held`
 * and `held-on` count the day of a charge (`period.ts`).
 */
import type { UnaffectedReason } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import { sharedTime, type Window } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import { heldUntil, periodEnd } from "./period.ts";
import type { Condition } from "./policy.ts";
import { holds } from "./select.ts";

/**
 * The times besides the window that bound a condition: it holds for no record whose period lies apart from them and from
 * the window. Undefined for a condition that may hold for a record wherever its period lies.
 */
export function edgesOf(condition: Condition, zone: Zone): readonly Instant[] | undefined {
  switch (condition.kind) {
    case "held":
    case "held-throughout":
    case "ended":
    case "began":
      return NO_EDGES;
    case "held-on-day":
      return [zone.startOfDay(condition.day), zone.startOfDay(condition.day + 1)];
    case "held-at":
      return [condition.at];
    case "length":
      return undefined;
    default:
      return unreachable(condition);
  }
}

const NO_EDGES: readonly Instant[] = [];

/** The reason why a condition does not hold, or undefined when it does. */
export function findUnmet(
  condition: Condition,
  record: ExportRecord,
  window: Window | undefined,
  zone: Zone,
): UnaffectedReason | undefined {
  const { starts } = record;
  const ends = periodEnd(record, condition.field);
  if (ends === undefined) return "no-expiry";
  const untilHeld = () => heldUntil(record, condition.field, ends, zone);
  switch (condition.kind) {
    case "held":
      // Most records are held before the day of their charge, so that this day is looked for in few records.
      return window !== undefined &&
        (sharedTime(window, starts, ends) > 0 || sharedTime(window, starts, untilHeld()) > 0)
        ? undefined
        : "not-held";
    case "held-throughout":
      return window !== undefined && starts <= window.start && window.end <= untilHeld() ? undefined : "not-held";
    case "ended":
      return window?.intervals.some(({ start, end }) => start < ends && ends <= end) ? undefined : "not-ended";
    case "began":
      return window?.intervals.some(({ start, end }) => start <= starts && starts < end) ? undefined : "not-begun";
    case "held-on-day": {
      const until = untilHeld();
      return starts < zone.startOfDay(condition.day + 1) && zone.startOfDay(condition.day) < until && starts < until
        ? undefined
        : "not-held-on";
    }
    case "held-at":
      return starts <= condition.at && condition.at < untilHeld() ? undefined : "not-held-on";
    case "length": {
      if (window === undefined) return "below-threshold";
      const length = condition.of === "lost" ? sharedTime(window, starts, ends) : window.length;
      return holds<number>(length, condition.comparison, condition.bound) ? undefined : "below-threshold";
    }
    default:
      return unreachable(condition);
  }
}

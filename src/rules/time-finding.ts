/**
 * How a record's period lies to the time that a condition asks for, and by how much the period misses that time.
 *
 * `conditions.ts` alone says whether a condition holds; this module only adds the figures. A miss by 0 minutes is
 * possible: a period that ends as the window starts ended 0 minutes before the window, and touching is not overlapping.
 */
import { between, type Instant, lengthOf, type Millis, OPEN_ENDED, SINCE_ALWAYS } from "../domain/instant.ts";
import { sharedTime, type Window } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { findUnmet } from "./conditions.ts";
import { heldUntil, periodEnd } from "./period.ts";
import type { Comparison, Condition } from "./policy.ts";

export type TimeFinding =
  /** `shared`: how much of the period lies in the window, where the condition is about that. */
  | { readonly kind: "holds"; readonly shared: Millis | undefined }
  /** The service was not down for this record. */
  | { readonly kind: "no-window" }
  /** The field that ends the period is empty. */
  | { readonly kind: "no-end" }
  /** The period ended, or began, by so much before or after the time that was asked for. */
  | { readonly kind: "ended-before" | "began-after" | "ended-after" | "began-before"; readonly by: Millis }
  /** The window is of several intervals, and the period (or its end, or its start) lies between two of them. */
  | { readonly kind: "between" }
  | { readonly kind: "no-length" | "never-ends" | "began-always" }
  /** The period does not cover the window: by how much the period starts too late, and ends too early. */
  | { readonly kind: "not-throughout"; readonly late: Millis; readonly early: Millis }
  | {
      readonly kind: "length";
      readonly holds: boolean;
      readonly length: Millis;
      readonly of: "lost" | "down";
      readonly comparison: Comparison;
      readonly bound: Millis;
      /** How far the length is from the bound. */
      readonly by: Millis;
    };

export function findTime(
  condition: Condition,
  record: ExportRecord,
  window: Window | undefined,
  zone: Zone,
): TimeFinding {
  const holds = findUnmet(condition, record, window, zone) === undefined;
  const { starts } = record;
  const ends = periodEnd(record, condition.field);
  if (ends === undefined) return { kind: "no-end" };
  if (condition.kind === "length") {
    const { of, comparison, bound } = condition;
    const length = lengthFor(of, { starts, ends }, window);
    const by = lengthOf(Math.abs(length - bound));
    return { kind: "length", holds, length, of, comparison, bound, by };
  }
  if (holds) return { kind: "holds", shared: window && sharedTime(window, starts, ends) };
  const held = { starts, ends: heldUntil(record, condition.field, ends, zone) };
  if (condition.kind === "held-on-day") {
    return missed(held, zone.startOfDay(condition.day), zone.startOfDay(condition.day + 1));
  }
  if (condition.kind === "held-at") return missed(held, condition.at, condition.at);
  if (window === undefined) return { kind: "no-window" };
  const isHeld = condition.kind === "held" || condition.kind === "held-throughout";
  return missedWindow(condition.kind, isHeld ? held : { starts, ends }, window);
}

type Period = Pick<ExportRecord, "starts" | "ends">;

function lengthFor(of: "lost" | "down", { starts, ends }: Period, window: Window | undefined): Millis {
  if (window === undefined) return lengthOf(0);
  return of === "lost" ? sharedTime(window, starts, ends) : window.length;
}

function missedWindow(
  kind: "held" | "held-throughout" | "ended" | "began",
  period: Period,
  window: Window,
): TimeFinding {
  const { starts, ends } = period;
  switch (kind) {
    case "held":
      return missed(period, window.start, window.end);
    case "held-throughout":
      if (ends <= window.start || starts >= window.end) return missed(period, window.start, window.end);
      return {
        kind: "not-throughout",
        late: between(window.start, latest(starts, window.start)),
        early: between(earliest(ends, window.end), window.end),
      };
    case "ended":
      if (ends === OPEN_ENDED) return { kind: "never-ends" };
      if (ends > window.end) return { kind: "ended-after", by: between(window.end, ends) };
      return ends <= window.start ? { kind: "ended-before", by: between(ends, window.start) } : { kind: "between" };
    default:
      if (starts === SINCE_ALWAYS) return { kind: "began-always" };
      if (starts < window.start) return { kind: "began-before", by: between(starts, window.start) };
      return starts >= window.end ? { kind: "began-after", by: between(window.end, starts) } : { kind: "between" };
  }
}

/** How the period misses the stretch from `start` to `end`, or the moment when both are the same. */
function missed({ starts, ends }: Period, start: Instant, end: Instant): TimeFinding {
  if (ends <= start) return { kind: "ended-before", by: between(ends, start) };
  if (starts >= end) return { kind: "began-after", by: between(end, starts) };
  return starts >= ends ? { kind: "no-length" } : { kind: "between" };
}

function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function earliest(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

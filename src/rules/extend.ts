/**
 * extend: a later end, counted from the old one unless the rule says otherwise.
 *
 *     old end 10-15T16:00, outage until 10-16T07:00, by 72 hours
 *     from: ends        10-18T16:00
 *     from: outage-end  10-19T07:00
 *     from: later       10-19T07:00
 *     from: latest      10-24T11:00, as of 10-21T11:00
 *
 * `at-most` is measured from the same origin, a ceiling per record from the end that the row has. A date stays a date: hours
 * that are added to a date round up to the day, but never past a ceiling in hours. A ceiling in days is counted like the
 * days that are given.
 */
import { addToEnd, type Duration, durationText, type End, endInstant } from "../domain/duration.ts";
import { type Instant, instantAt } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import { timeIn } from "../domain/timestamp.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import { adjust, currentEnd, differenceText, endOf } from "./adjust.ts";
import type { Give, Origin } from "./policy.ts";
import type { Given, Situation } from "./situation.ts";
import { measureSpan, spanText } from "./span.ts";

export type Extend = Extract<Give, { kind: "extend" }>;

export function extend({ by, from, atMost, field }: Extend, record: ExportRecord, situation: Situation): Given {
  const { zone } = situation;
  const column = field ?? record.endColumn;
  const old = currentEnd(column, record, situation);
  if (old === undefined) return "no-expiry";
  const current = endOf(old.time, zone);
  const origin = originOf(from, current, old.time.instant, situation);
  if (origin === undefined) return "not-held";

  const durations = measureSpan(by, record, situation);
  let wanted = origin;
  for (const duration of durations) wanted = addToEnd(wanted, duration, zone);
  const limits = limitsOn(column, origin, atMost, record, situation);
  const nearest = nearestOf(limits, zone);
  const { renews } = record;
  // These objects are written out: to spread one object into another takes as long as all the rest of this function.
  if (nearest === undefined) {
    const extendedBy = spanText(durations);
    return adjust({ action: "extend", field: column, old, end: wanted, extendedBy, renews }, situation);
  }
  const firm = nearestOf(
    limits.filter(({ by: { millis } }) => millis !== 0),
    zone,
  );
  const ceiling = firm && endInstant(firm.end, zone);
  if (endInstant(wanted, zone) <= endInstant(nearest.end, zone)) {
    const extendedBy = spanText(durations);
    return adjust({ action: "extend", field: column, old, end: wanted, extendedBy, ceiling, renews }, situation);
  }
  const { end } = nearest;
  if (nearest.isCeiling && endInstant(end, zone) <= old.time.instant) return "limit";
  // After an earlier layer, only a part of the ceiling is left.
  const isPart = nearest.isCeiling && situation.changed.has(column);
  const extendedBy = isPart ? differenceText(current, end, zone) : durationText(nearest.by);
  return adjust({ action: "extend", field: column, old, end, extendedBy, capped: true, ceiling, renews }, situation);
}

interface ExtensionLimit {
  readonly end: End;
  readonly by: Duration;
  /** Whether the limit is the policy's ceiling per record, which counts from the end that the row has. */
  readonly isCeiling: boolean;
}

const NO_LIMITS: readonly ExtensionLimit[] = [];

function limitsOn(
  column: string,
  origin: End,
  atMost: Duration | undefined,
  record: ExportRecord,
  situation: Situation,
): readonly ExtensionLimit[] {
  const { zone, ceilings } = situation;
  if (atMost === undefined && ceilings.extend.length === 0) return NO_LIMITS;
  return [...limitFrom(origin, atMost, zone), ...ceilingsFor(column, record, situation)];
}

function nearestOf(limits: readonly ExtensionLimit[], zone: Zone): ExtensionLimit | undefined {
  let nearest: ExtensionLimit | undefined;
  for (const limit of limits) {
    if (nearest === undefined || endInstant(limit.end, zone) < endInstant(nearest.end, zone)) nearest = limit;
  }
  return nearest;
}

function limitFrom(origin: End, by: Duration | undefined, zone: Zone): readonly ExtensionLimit[] {
  return by === undefined ? [] : [{ end: addToEnd(origin, by, zone), by, isCeiling: false }];
}

function ceilingsFor(column: string, record: ExportRecord, { ceilings, zone }: Situation): readonly ExtensionLimit[] {
  const written = timeIn(record.times.get(column));
  if (written === undefined) return [];
  return ceilings.extend.map((by) => ({ end: addToEnd(endOf(written, zone), by, zone), by, isCeiling: true }));
}

/** @param counted the instant that the old end counts as: midnight for 23:59. */
function originOf(from: Origin, ends: End, counted: Instant, { asOf, window }: Situation): End | undefined {
  const laterOf = (other: Instant): End => (other > counted ? { kind: "moment", at: other } : ends);
  switch (from) {
    case "ends":
      return ends;
    case "as-of":
      return { kind: "moment", at: asOf };
    case "outage-end":
      return window === undefined ? undefined : { kind: "moment", at: window.end };
    case "later":
      return window === undefined ? ends : laterOf(window.end);
    case "latest":
      return laterOf(instantAt(Math.max(window?.end ?? asOf, asOf)));
    default:
      return unreachable(from);
  }
}

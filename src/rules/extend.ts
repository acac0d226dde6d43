/**
 * extend: a later end, counted from the old one unless the rule says otherwise.
 *
 *     old end 10-15T16:00, outage until 10-16T07:00, by 72 hours
 *     from: ends        10-18T16:00
 *     from: outage-end  10-19T07:00
 *     from: later       10-19T07:00
 *     from: latest      10-24T11:00, as of 10-21T11:00
 *
 * `at-most` is measured from the same origin, a ceiling per record from the end that the row has. A date stays a date; time of day added to it rounds up to the day.
 */
import { addToEnd, type Duration, durationText, type End, endInstant, NO_TIME } from "../domain/duration.ts";
import { type Instant, OPEN_ENDED } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import { adjust, differenceText, endOf } from "./adjust.ts";
import type { Give, Origin } from "./policy.ts";
import { currentEnd, type Given, type Situation } from "./situation.ts";
import { measureSpan, spanText } from "./span.ts";

export type Extend = Extract<Give, { kind: "extend" }>;

export function extend({ by, from, atMost, field }: Extend, record: ExportRecord, situation: Situation): Given {
  const { zone } = situation;
  const column = field ?? record.endColumn;
  const old = currentEnd(column, record, situation);
  if (old === undefined) return "no-expiry";
  const current = endOf(old.time, zone);
  const origin = originOf(from, current, situation);
  if (origin === undefined) return "not-held";

  const durations = measureSpan(by, record, situation);
  let wanted = origin;
  for (const duration of durations) wanted = addToEnd(wanted, duration, zone);
  const nearest = nearestLimit(column, origin, atMost, record, situation);
  if (endInstant(wanted, zone) <= endInstant(nearest.end, zone)) {
    return adjust({ action: "extend", field: column, old, end: wanted, extendedBy: spanText(durations) }, situation);
  }
  if (nearest.isCeiling && endInstant(nearest.end, zone) <= endInstant(current, zone)) return "limit";
  // After an earlier layer, only a part of what the ceiling allows is left.
  const isPart = nearest.isCeiling && situation.changed.has(column);
  const extendedBy = isPart ? differenceText(current, nearest.end, zone) : durationText(nearest.by);
  return adjust({ action: "extend", field: column, old, end: nearest.end, extendedBy, capped: true }, situation);
}

interface ExtensionLimit {
  readonly end: End;
  readonly by: Duration;
  /** Whether it is the policy's for a record, which counts from the end that the row has. */
  readonly isCeiling: boolean;
}

const NO_LIMIT: ExtensionLimit = { end: { kind: "moment", at: OPEN_ENDED }, by: NO_TIME, isCeiling: false };

function nearestLimit(
  column: string,
  origin: End,
  atMost: Duration | undefined,
  record: ExportRecord,
  situation: Situation,
): ExtensionLimit {
  const { zone, ceilings } = situation;
  if (atMost === undefined && ceilings.extend.length === 0) return NO_LIMIT;
  const limits = [...limitFrom(origin, atMost, zone), ...ceilingsFor(column, record, situation)];
  return limits.reduce((a, b) => (endInstant(b.end, zone) < endInstant(a.end, zone) ? b : a), NO_LIMIT);
}

function limitFrom(origin: End, by: Duration | undefined, zone: Zone): readonly ExtensionLimit[] {
  return by === undefined ? [] : [{ end: addToEnd(origin, by, zone), by, isCeiling: false }];
}

function ceilingsFor(column: string, record: ExportRecord, { ceilings, zone }: Situation): readonly ExtensionLimit[] {
  const written = record.time(column);
  if (written === undefined) return [];
  return ceilings.extend.map((by) => ({ end: addToEnd(endOf(written, zone), by, zone), by, isCeiling: true }));
}

function laterEnd(ends: End, other: Instant | undefined, zone: Zone): End {
  return other !== undefined && other > endInstant(ends, zone) ? { kind: "moment", at: other } : ends;
}

function originOf(from: Origin, ends: End, { asOf, window, zone }: Situation): End | undefined {
  switch (from) {
    case "ends":
      return ends;
    case "as-of":
      return { kind: "moment", at: asOf };
    case "outage-end":
      return window === undefined ? undefined : { kind: "moment", at: window.end };
    case "later":
      return laterEnd(ends, window?.end, zone);
    case "latest":
      return laterEnd(laterEnd(ends, window?.end, zone), asOf, zone);
    default:
      return unreachable(from);
  }
}

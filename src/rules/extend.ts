/**
 * extend: a later end, counted from the old one unless the rule says otherwise.
 *
 *     old end 10-15T16:00, outage until 10-16T07:00, by 72 hours
 *     from: ends        10-18T16:00
 *     from: outage-end  10-19T07:00
 *     from: later       10-19T07:00
 *     from: latest      10-24T11:00, as of 10-21T11:00
 *
 * `at-most` is measured from the same origin. A date stays a date; time of day added to it rounds up to the day.
 */
import { addToEnd, type Duration, durationText, type End, endInstant } from "../domain/duration.ts";
import type { Instant } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import { adjust, endOf } from "./adjust.ts";
import type { Give, Origin } from "./policy.ts";
import { currentEnd, type Given, type Situation } from "./situation.ts";
import { measureSpan, spanText } from "./span.ts";

export type Extend = Extract<Give, { kind: "extend" }>;

export function extend({ by, from, atMost, field }: Extend, record: ExportRecord, situation: Situation): Given {
  const column = field ?? record.endColumn;
  const old = currentEnd(column, record, situation);
  if (old === undefined) return "no-expiry";
  const { zone } = situation;
  const origin = originOf(from, endOf(old.time), situation);
  if (origin === undefined) return "not-held";

  const durations = measureSpan(by, record, situation);
  const wanted = durations.reduce((end: End, duration) => addToEnd(end, duration, zone), origin);
  const limit = nearestLimit([atMost, situation.ceilings.extend], origin, zone);
  const change = { action: "extend", field: column, old } as const;
  if (limit !== undefined && endInstant(wanted, zone) > endInstant(limit.end, zone)) {
    return adjust({ ...change, end: limit.end, extendedBy: durationText(limit.by), capped: true }, situation);
  }
  return adjust({ ...change, end: wanted, extendedBy: spanText(durations) }, situation);
}

interface ExtensionLimit {
  readonly end: End;
  readonly by: Duration;
}

/** Of several limits, all measured from the same origin, the one that is reached first. */
function nearestLimit(limits: readonly (Duration | undefined)[], origin: End, zone: Zone): ExtensionLimit | undefined {
  return limits
    .filter((by) => by !== undefined)
    .map((by) => ({ end: addToEnd(origin, by, zone), by }))
    .reduce((nearest: ExtensionLimit | undefined, limit) => {
      if (nearest === undefined) return limit;
      return endInstant(limit.end, zone) < endInstant(nearest.end, zone) ? limit : nearest;
    }, undefined);
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

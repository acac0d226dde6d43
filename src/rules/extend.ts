/**
 * extend: a later end, counted from the old one unless the rule says otherwise.
 *
 *     old end 10-15T16:00, outage until 10-16T07:00, by 72 hours
 *     from: ends        10-18T16:00
 *     from: outage-end  10-19T07:00
 *     from: later       10-19T07:00
 *
 * `at-most` is measured from the same origin. A date stays a date; time of day added to it rounds up to the day.
 */
import { addToEnd, durationText, type End, endInstant } from "../domain/duration.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import { adjust, endOf } from "./adjust.ts";
import type { Give, Origin } from "./policy.ts";
import type { Given, Situation } from "./situation.ts";
import { measureSpan, spanText } from "./span.ts";

export type Extend = Extract<Give, { kind: "extend" }>;

export function extend({ by, from, atMost, field }: Extend, record: ExportRecord, situation: Situation): Given {
  const column = field ?? record.endColumn;
  const old = record.time(column);
  if (old === undefined) return "no-expiry";
  const { zone } = situation;
  const origin = originOf(from, endOf(old), situation);
  if (origin === undefined) return "not-held";

  const durations = measureSpan(by, record, situation);
  const wanted = durations.reduce((end: End, duration) => addToEnd(end, duration, zone), origin);
  const limit = atMost === undefined ? undefined : addToEnd(origin, atMost, zone);
  const capped = limit !== undefined && endInstant(wanted, zone) > endInstant(limit, zone);
  return adjust(
    {
      action: "extend",
      field: column,
      old,
      end: capped ? limit : wanted,
      extendedBy: capped && atMost !== undefined ? durationText(atMost) : spanText(durations),
      capped,
    },
    situation,
  );
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
      return window !== undefined && window.end > endInstant(ends, zone) ? { kind: "moment", at: window.end } : ends;
    default:
      return unreachable(from);
  }
}

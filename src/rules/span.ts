/**
 * Lengths of time that a rule states or measures on the record.
 *
 * A measured span is scaled, rounded up to whole steps (the customer never loses to rounding), and then the stated
 * part is added: 89 minutes x 10 = 890 minutes, in whole hours 15.
 */
import { type Duration, durationText, elapsed, isNoTime } from "../domain/duration.ts";
import { roundToStep } from "../domain/fraction.ts";
import { DAY, lengthOf, type Millis } from "../domain/instant.ts";
import { overlap } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Span } from "./policy.ts";
import type { Situation } from "./situation.ts";

/** The durations to add one after the other; elapsed time that was measured comes before calendar steps. */
export function measureSpan(span: Span, record: ExportRecord, { window }: Situation): readonly Duration[] {
  if (span.kind === "stated") return [span.duration];
  const measured =
    window === undefined ? 0 : span.of === "outage" ? window.length : overlap(window, record.starts, record.ends);
  const scaled = { over: BigInt(measured) * span.times.over, under: span.times.under };
  const rounded = elapsed(lengthOf(Number(roundToStep(scaled, BigInt(span.upTo ?? 1), "up"))));
  return [rounded, span.plus].filter((part) => !isNoTime(part));
}

/** `15 hours`, or `624 hours + 30 days`. */
export function spanText(durations: readonly Duration[]): string {
  const [only] = durations;
  if (only === undefined) return "no time";
  return durations.length === 1 ? durationText(only) : durations.map(durationText).join(" + ");
}

/** Length with 24 hours to the day: what a day is worth in a price, where no calendar is involved. */
export function nominalLength({ days, millis }: Duration): Millis {
  return lengthOf(days * DAY + millis);
}

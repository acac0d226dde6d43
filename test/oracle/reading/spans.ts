/** How long something is that a rule states or measures. */

import type { Span } from "../language.ts";
import { type Case, lost } from "./case.ts";
import { type Duration, durationOf, NO_TIME } from "./clocks.ts";
import { roundFraction, times } from "./money.ts";
import { numberEdge } from "./selectors.ts";
import { lengthOf } from "./windows.ts";

interface SpanLength extends Duration {
  /** Only days were written: no hours, nothing measured. */
  readonly wholeDays: boolean;
}

export function spanOf(span: Span, all: Case): SpanLength {
  const measured = (of: "lost" | "outage") => BigInt(lengthOf(of === "lost" ? lost(all) : all.window));
  if (span === "lost" || span === "outage") return { ...NO_TIME, millis: Number(measured(span)), wholeDays: false };
  if (typeof span === "string") {
    const duration = durationOf(span);
    return { ...duration, wholeDays: duration.millis === 0 && duration.months === 0 };
  }
  const grid = BigInt(durationOf(span["up-to"] ?? "1 hour").millis);
  const multiple = times({ top: measured(span.of), bottom: 1n }, numberEdge(span.times ?? "1"));
  const rounded = roundFraction({ top: multiple.top, bottom: multiple.bottom * grid }, "up") * grid;
  const plus = span.plus === undefined ? NO_TIME : durationOf(span.plus);
  return { ...plus, millis: Number(rounded) + plus.millis, wholeDays: false };
}

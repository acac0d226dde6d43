/** `if`: what must hold in time. */

import type { Comparisons, Conditions } from "../language.ts";
import { type Case, lost, within } from "./case.ts";
import type { Period } from "./records.ts";
import { compares, millisEdge } from "./selectors.ts";
import { certainInstant, writtenOf } from "./times.ts";
import { lengthOf } from "./windows.ts";

export function failingConditions(conditions: Conditions, all: Case): string[] {
  const { tested: period, window, policy } = all;
  const failing: string[] = [];
  const must = (reason: string, holds: boolean) => {
    if (!holds) failing.push(reason);
  };
  const [first, last] = [window.at(0), window.at(-1)];
  if (conditions.held === "during-outage") {
    must("not-held", within(period.starts, period.heldUntil, window).length > 0);
  }
  if (conditions.held === "throughout-outage") {
    const isKnown = first !== undefined && last !== undefined;
    must("not-held", isKnown && period.starts <= first.from && last.to <= period.heldUntil);
  }
  if (conditions.ended !== undefined) {
    must(
      "not-ended",
      window.some(({ from, to }) => from < period.ends && period.ends <= to),
    );
  }
  if (conditions.began !== undefined) {
    must(
      "not-begun",
      window.some(({ from, to }) => from <= period.starts && period.starts < to),
    );
  }
  const on = conditions["held-on"];
  if (on !== undefined) must("not-held-on", isHeldOn(on, period, policy.zone));
  if (conditions.lost !== undefined) must("below-threshold", isSoLong(lengthOf(lost(all)), conditions.lost, all));
  if (conditions.down !== undefined) must("below-threshold", isSoLong(lengthOf(window), conditions.down, all));
  return failing;
}

function isHeldOn(on: string, { starts, heldUntil }: Period, zone: string): boolean {
  const from = certainInstant(on, "start", zone);
  if (!writtenOf(on).isDate) return starts <= from && from < heldUntil;
  const to = certainInstant(on, "end", zone);
  return Math.max(starts, from) < Math.min(heldUntil, to);
}

/** Sharpened: without any outage for this record, no length of it is long or short enough. */
function isSoLong(millis: number, tests: Comparisons, { window }: Case): boolean {
  return window.length > 0 && compares({ top: BigInt(millis), bottom: 1n }, tests, millisEdge);
}

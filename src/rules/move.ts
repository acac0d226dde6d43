/** move: the end becomes a given day or instant, never an earlier one than it was. */
import { durationText, type End, elapsed, endInstant, NO_TIME } from "../domain/duration.ts";
import { between } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { adjust, endOf } from "./adjust.ts";
import type { Give } from "./policy.ts";
import { currentEnd, type Given, type Situation } from "./situation.ts";

export type Move = Extract<Give, { kind: "move" }>;

export function move({ to, field }: Move, record: ExportRecord, situation: Situation): Given {
  const column = field ?? record.endColumn;
  const old = currentEnd(column, record, situation);
  if (old === undefined) return "no-expiry";
  const end: End = "day" in to ? { kind: "last-day", day: to.day } : { kind: "moment", at: to.at };
  const extendedBy = differenceText(endOf(old.time), end, situation.zone);
  return adjust({ action: "move", field: column, old, end, extendedBy }, situation);
}

/** Whole days between two dates, else elapsed time. */
function differenceText(old: End, end: End, zone: Zone): string {
  const bothDays = old.kind === "last-day" && end.kind === "last-day";
  return durationText(
    bothDays ? { ...NO_TIME, days: end.day - old.day } : elapsed(between(endInstant(old, zone), endInstant(end, zone))),
  );
}

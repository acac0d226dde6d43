/**
 * move: the end becomes a given day or instant, unless the old end is later. A charge that is moved to a day falls due on
 * that day, so that the period ends with the day before.
 */
import type { End } from "../domain/duration.ts";
import { type ExportRecord, endRole } from "../domain/record.ts";
import { adjust, currentEnd, differenceText, endOf } from "./adjust.ts";
import type { Give } from "./policy.ts";
import type { Given, Situation } from "./situation.ts";

export type Move = Extract<Give, { kind: "move" }>;

export function move({ to, field }: Move, record: ExportRecord, situation: Situation): Given {
  const column = field ?? record.endColumn;
  const old = currentEnd(column, record, situation);
  if (old === undefined) return "no-expiry";
  const kind = endRole(column) === "charge" ? "charge-day" : "last-day";
  const end: End = "day" in to ? { kind, day: to.day } : { kind: "moment", at: to.at };
  const extendedBy = differenceText(endOf(old.time, situation.zone), end, situation.zone);
  return adjust({ action: "move", field: column, old, end, extendedBy, renews: record.renews }, situation);
}

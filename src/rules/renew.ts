/**
 * reissue and restore: a new validity for a coupon that lapsed, or for the unspent part of a lot of points.
 *
 * Counted from an instant onto a date, the day of that instant is the first day: 7 days from 2022-10-19 are usable through
 * 2022-10-25. A date and time is simply so much later than the instant. A lot of 3,000 points with 1,200 points left
 * restores 1,200 points.
 */
import { addToEnd, addToInstant, durationText, type End, isElapsed, lastDayCountedFrom } from "../domain/duration.ts";
import type { Money } from "../domain/money.ts";
import type { ExportRecord } from "../domain/record.ts";
import { isDateOnly, type Timestamp } from "../domain/timestamp.ts";
import { adjust, currentEnd, endOf } from "./adjust.ts";
import type { Give } from "./policy.ts";
import { type Given, review, type Situation } from "./situation.ts";

export type Renew = Extract<Give, { kind: "reissue" | "restore" }>;

export function renew(give: Renew, record: ExportRecord, situation: Situation): Given {
  const field = record.endColumn;
  const old = currentEnd(field, record, situation);
  if (old === undefined) return "no-expiry";
  const end = newEnd(give, old.time, situation);
  if (end === undefined) return "not-held";
  const extendedBy = durationText(give.valid);
  const change = { action: give.kind, field, old, end, extendedBy, renews: record.renews };
  if (give.kind === "reissue") return adjust(change, situation);

  const restored = unspent(record);
  if (restored === undefined) return review("price-unknown", "neither remaining nor amount says how much to restore");
  return restored.minor === 0n ? "zero-amount" : adjust({ ...change, restored }, situation);
}

function newEnd({ valid, from }: Renew, old: Timestamp, { zone, asOf, window }: Situation): End | undefined {
  if (from === "ends") return addToEnd(endOf(old, zone), valid, zone);
  const start = from === "as-of" ? asOf : window?.end;
  if (start === undefined) return undefined;
  if (!isDateOnly(old) || isElapsed(valid) || valid.millis !== 0)
    return { kind: "moment", at: addToInstant(start, valid, zone) };
  const lastDay = lastDayCountedFrom(start, valid, zone);
  return old.role === "charge" ? { kind: "charge-day", day: lastDay + 1 } : { kind: "last-day", day: lastDay };
}

function unspent(record: ExportRecord): Money | undefined {
  return record.money("remaining") ?? record.money("amount");
}

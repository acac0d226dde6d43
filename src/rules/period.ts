/**
 * The period that a rule asks about: the record's own, or the one that ends with a field of the rule's.
 *
 * A date in `next_billing_at` is the day of the charge, and the period that is paid for ends as that day begins. But where
 * the subscription renews, the charge of that day pays for the day, so that the record is held through the day all the same:
 *
 *     billed on 2020-03-21, closed from 2020-03-21    held, and no time that was paid for is lost
 */
import type { Instant } from "../domain/instant.ts";
import { CHARGE_COLUMN, type ExportRecord } from "../domain/record.ts";
import { endOfChargeDay, isDateOnly, timeIn } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";

/**
 * When the period ends for lengths, shares and all conditions but `held` and `held-on`.
 * @param field the column that ends it; undefined for the record's own.
 * @returns undefined where the field is empty.
 */
export function periodEnd(record: ExportRecord, field: string | undefined): Instant | undefined {
  return field === undefined ? record.ends : timeIn(record.times.get(field))?.instant;
}

/** Until when `held` and `held-on` count the period. @param ends the end that `periodEnd` returned. */
export function heldUntil(record: ExportRecord, field: string | undefined, ends: Instant, zone: Zone): Instant {
  const column = field ?? record.endColumn;
  if (column !== CHARGE_COLUMN || !record.renews) return ends;
  const time = timeIn(record.times.get(column));
  if (time === undefined || !isDateOnly(time)) return ends;
  return endOfChargeDay(time, zone);
}

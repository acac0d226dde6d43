/** What surrounds one decision: everything a rule may look at besides the record itself. */

import type { CurrencyTable } from "../domain/currency.ts";
import type { Benefit, Review, ReviewReason, UnaffectedReason } from "../domain/decision.ts";
import type { Duration } from "../domain/duration.ts";
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Timestamp } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";

export interface Situation {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  readonly asOf: Instant;
  /** The window for this record; undefined when its service was not down. */
  readonly window: Window | undefined;
  /** Ceilings for one record. */
  readonly ceilings: Ceilings;
  /** Ends that earlier layers have changed already, by column: layers add up. */
  readonly changed: ReadonlyMap<string, ChangedEnd>;
  /** Minor units that were worked out from a price and given so far, by earlier layers and runs, by currency. */
  readonly priced: PricedSums;
  /** What runs that stand gave the record; undefined when they gave nothing that counts. */
  readonly before: PricedBefore | undefined;
}

/** Sums that were worked out from a price, by currency. */
export type PricedSums = ReadonlyMap<string, bigint>;

/** What runs that stand gave one record. */
export interface PricedBefore {
  /** The sums that were worked out from the record's price. */
  readonly sums: PricedSums;
  /** All layers in which the runs gave the record something. These layers are not given again. */
  readonly layers: ReadonlySet<string>;
}

export interface ChangedEnd {
  readonly time: Timestamp;
  readonly text: string;
}

/** What one record may get at most, all layers together. */
export interface Ceilings {
  /** How much later an end may become than the row has it. */
  readonly extend: readonly Duration[];
  /** Minor units that are left, by currency or unit. */
  readonly credit: ReadonlyMap<string, bigint>;
  /** Whether what is worked out from a price is held to it, over all layers. */
  readonly price: boolean;
}

/** The end that a benefit changes: as the row has it, or as an earlier layer left it. */
export function currentEnd(column: string, record: ExportRecord, { changed }: Situation): ChangedEnd | undefined {
  const before = changed.get(column);
  if (before !== undefined) return before;
  const time = record.time(column);
  return time && { time, text: record.text(column) };
}

/** What giving came to: a benefit, a question for a person, or the reason for neither. */
export type Given = Benefit | Review | UnaffectedReason;

export function review(reason: ReviewReason, because: string): Review {
  return { kind: "review", reason, because };
}

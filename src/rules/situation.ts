/** The surroundings of one decision: everything that a rule may look at besides the record itself. */

import type { CurrencyTable } from "../domain/currency.ts";
import type { Benefit, Review, ReviewReason, UnaffectedReason } from "../domain/decision.ts";
import type { Duration } from "../domain/duration.ts";
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
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
  /** Minor units that earlier layers and runs worked out from a price and gave, by currency. */
  readonly priced: PricedSums;
  /** The benefits that runs that stand gave the record; undefined when they gave nothing that counts. */
  readonly before: PricedBefore | undefined;
}

/** Sums that were worked out from a price, by currency. */
export type PricedSums = ReadonlyMap<string, bigint>;

/** The benefits that runs that stand gave one record. */
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

/** The most that one record may get, over all layers together. */
export interface Ceilings {
  /** How much later an end may become, counted from the end that the row has. */
  readonly extend: readonly Duration[];
  /** Minor units that are left, by currency or unit. */
  readonly credit: ReadonlyMap<string, bigint>;
  /** Whether parts of a price are held to that price, over all layers. */
  readonly price: boolean;
}

/** The result of a rule that applies: a benefit, a question for a person, or the reason for neither. */
export type Given = Benefit | Review | UnaffectedReason;

export function review(reason: ReviewReason, because: string): Review {
  return { kind: "review", reason, because };
}

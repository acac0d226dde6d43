/** What surrounds one decision: everything a rule may look at besides the record itself. */

import type { CurrencyTable } from "../domain/currency.ts";
import type { Benefit, Review, ReviewReason, UnaffectedReason } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
import type { Zone } from "../domain/zone.ts";

export interface Situation {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  readonly asOf: Instant;
  /** When the outage began, over all services: it names the calendar month of `over: month`. */
  readonly outageBegan: Instant;
  /** The window for this record; undefined when its service was not down. */
  readonly window: Window | undefined;
}

/** What giving came to: a benefit, a question for a person, or the reason for neither. */
export type Given = Benefit | Review | UnaffectedReason;

export function review(reason: ReviewReason, because: string): Review {
  return { kind: "review", reason, because };
}

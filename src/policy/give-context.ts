/** What is needed to understand what a rule gives. */
import type { CurrencyTable } from "../domain/currency.ts";
import type { Zone } from "../domain/zone.ts";
import type { Complain } from "./problem.ts";

export interface GiveContext {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  readonly complain: Complain;
}

/** What is needed to understand what a rule gives. */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import type { Zone } from "../domain/zone.ts";
import type { Complain, Path } from "./problem.ts";

export interface GiveContext {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  readonly complain: Complain;
  /** Notes where a currency or unit is named. */
  readonly noteCurrency: (currency: Currency, path: Path) => void;
}

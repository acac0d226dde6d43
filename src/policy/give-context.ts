/** What is needed to understand what a rule gives. */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import type { Zone } from "../domain/zone.ts";
import type { Complaints } from "./complaints.ts";
import type { Path } from "./problem.ts";

export interface GiveContext extends Pick<Complaints, "complain" | "isTold"> {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  /** Notes where a currency or unit is named. */
  readonly noteCurrency: (currency: Currency, path: Path) => void;
}

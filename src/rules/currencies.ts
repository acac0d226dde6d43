/** The currencies in which rows of an export may be, for a policy and an outage. */
import { type CurrencyTable, createCurrencyTable } from "../domain/currency.ts";
import type { Outage } from "../domain/outage.ts";
import type { Policy } from "./policy.ts";
import { beganAt } from "./windows.ts";

/** A currency that had ended when the outage began is only good for records whose time was over when the currency ended. */
export function currenciesFor({ units }: Pick<Policy, "units">, outage: Outage): CurrencyTable {
  return createCurrencyTable(units, beganAt(outage));
}

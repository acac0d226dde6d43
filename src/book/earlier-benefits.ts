/** What the runs of an outage that stand have given so far, read back from their outputs. */
import type { CurrencyTable } from "../domain/currency.ts";
import { parseMinor } from "../domain/money.ts";
import type { CsvRow } from "../exports/csv-reader.ts";
import type { Book, CommittedRun } from "./book.ts";
import { readProven } from "./proven.ts";
import { standingRuns } from "./standing.ts";

export interface GivenBenefit {
  readonly user: string;
  /** Kind, service and id of the record. */
  readonly record: string;
  readonly layer: string;
  /** Empty for an adjusted end. */
  readonly currency: string;
  /** Minor units; zero for an adjusted end, and in a unit that nobody knows any more. */
  readonly amount: bigint;
}

const OUTPUTS = ["adjusted-expiry.csv", "refund-credit.csv"];

export async function* earlierBenefits(
  { runs }: Book,
  outage: string,
  currencies: CurrencyTable,
): AsyncGenerator<GivenBenefit, void, void> {
  for (const run of standingRuns(runs)) {
    if (run.manifest.outage !== outage) continue;
    for (const output of OUTPUTS) {
      for await (const row of readProven(run, output)) yield benefitOf(row, run, currencies);
    }
  }
}

function benefitOf(row: CsvRow, { manifest }: CommittedRun, currencies: CurrencyTable): GivenBenefit {
  const cell = (column: string) => row.get(column) ?? "";
  const currency = currencies.find(cell("currency"));
  const record = [cell("record"), cell("service"), cell("record_id")].join("\0");
  return {
    // A record without a user counts by itself, here as in the run that gave it.
    user: cell("user_id") || `${cell("record")} ${cell("service")} ${cell("record_id")}`,
    record,
    layer: manifest.layers[cell("rule")] ?? "",
    currency: cell("currency"),
    amount: currency === undefined ? 0n : (parseMinor(cell("amount"), currencies.decimalsOf(currency)) ?? 0n),
  };
}

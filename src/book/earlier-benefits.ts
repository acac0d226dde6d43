/** The benefits that standing runs of an outage have given so far, read back from their outputs, which are proved first. */
import { isBasedOnPrice } from "../domain/basis.ts";
import type { CurrencyTable } from "../domain/currency.ts";
import { Failure, quoted } from "../domain/failure.ts";
import { parseMinorUp } from "../domain/money.ts";
import { recordKey } from "../domain/record.ts";
import type { Book, CommittedRun } from "./book.ts";
import type { OutputRow } from "./output-rows.ts";
import { readProven } from "./proven.ts";
import { standingRuns } from "./standing.ts";
import { countedIn } from "./written-sums.ts";

export interface GivenBenefit {
  readonly user: string;
  /** Kind, service and id of the record. */
  readonly record: string;
  readonly layer: string;
  /** Empty for an adjusted end. */
  readonly currency: string;
  /**
   * Minor units, rounded up where the unit has fewer decimals by now, so that no limit is passed. Zero for an adjusted
   * end, and in a unit that the policy does not know any more: no limit can be in such a unit.
   */
  readonly amount: bigint;
  /** Whether it is a credit that was worked out from a price. */
  readonly isPriced: boolean;
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
      for await (const rows of readProven(run, output)) {
        for (const row of rows) yield benefitOf(row, run, currencies);
      }
    }
  }
}

function benefitOf(row: OutputRow, run: CommittedRun, currencies: CurrencyTable): GivenBenefit {
  const { manifest } = run;
  const cell = (column: string) => row.get(column) ?? "";
  const record = recordKey(cell("record"), cell("service"), cell("record_id"));
  return {
    // A record without a user counts by itself, here as in the run that gave it.
    user: cell("user_id") || `${cell("record")} ${cell("service")} ${cell("record_id")}`,
    record,
    layer: manifest.layers[cell("rule")] ?? "",
    currency: countedIn(manifest, cell("currency")),
    amount: amountOf(row, run, currencies),
    isPriced: cell("action") === "credit" && isBasedOnPrice(cell("basis")),
  };
}

function amountOf(row: OutputRow, { folder, manifest }: CommittedRun, currencies: CurrencyTable): bigint {
  const currency = currencies.find(countedIn(manifest, row.get("currency") ?? ""));
  if (currency === undefined) return 0n;
  const text = row.get("amount") ?? "";
  const minor = parseMinorUp(text, currencies.decimalsOf(currency));
  if (minor !== undefined) return minor;
  throw new Failure("book-broken", { place: { file: folder }, found: `an amount is ${quoted(text)}` });
}

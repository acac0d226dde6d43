/**
 * The parts of prices that standing runs gave back, where they count: a policy that does so in one layer, over a book that knows no
 * other, gives every record either that part or nothing new.
 */
import type { Book } from "../../book/book.ts";
import { earlierBenefits } from "../../book/earlier-benefits.ts";
import { standingRuns } from "../../book/standing.ts";
import { createCurrencyTable } from "../../domain/currency.ts";
import { ceilingsOf } from "../../rules/decide.ts";
import type { Policy } from "../../rules/policy.ts";
import { pricedLayers } from "../../rules/priced.ts";
import { collectPriced, type PricedGift, type PricedTable } from "../../run/rows/priced-before.ts";

export async function pricedBefore(book: Book, outage: string, policy: Policy): Promise<PricedTable | undefined> {
  return countsBefore(book, outage, policy) ? collectPriced(giftsOf(book, outage, policy)) : undefined;
}

function countsBefore(book: Book, outage: string, policy: Policy): boolean {
  const now = pricedLayers(policy);
  if (now.size === 0 || !ceilingsOf(policy.limits).price) return false;
  const runs = standingRuns(book.runs).filter(({ manifest }) => manifest.outage === outage);
  const layers = new Set([...now, ...runs.flatMap(({ manifest }) => Object.values(manifest.layers))]);
  return runs.length > 0 && layers.size > 1;
}

/** Every gift, since its layer is not given again; a gift that was not worked out from a price counts as 0 here. */
async function* giftsOf(book: Book, outage: string, policy: Policy): AsyncGenerator<PricedGift, void, void> {
  for await (const benefit of earlierBenefits(book, outage, createCurrencyTable(policy.units)))
    yield benefit.isPriced ? benefit : { ...benefit, amount: 0n };
}

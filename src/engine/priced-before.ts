/**
 * What runs that stand gave each record, worked out from its price: a table that threads can look into, for policies whose
 * layers could together come to more than a price.
 *
 * Gifts are sorted by the digest of their record, so that those of one record follow each other. Plain data, on memory that
 * threads share: 28 bytes a gift.
 */
import { hash } from "node:crypto";
import type { PricedBefore } from "../rules/situation.ts";

export interface PricedGift {
  /** Kind, service and id, as `recordKey` puts them together. */
  readonly record: string;
  readonly layer: string;
  readonly currency: string;
  /** Minor units. */
  readonly amount: bigint;
}

export interface PricedTable {
  /** Eight bytes of a digest per gift, ascending. */
  readonly digests: BigUint64Array;
  /** Eight further bytes. */
  readonly rests: BigUint64Array;
  readonly amounts: BigInt64Array;
  /** Positions in `layerNames` and `currencyNames`. */
  readonly layers: Uint16Array;
  readonly currencies: Uint16Array;
  readonly layerNames: readonly string[];
  readonly currencyNames: readonly string[];
}

export async function collectPriced(gifts: AsyncIterable<PricedGift>): Promise<PricedTable> {
  const found: (readonly [bigint, bigint, PricedGift])[] = [];
  for await (const gift of gifts) {
    const [digest, rest] = digestOf(gift.record);
    found.push([digest, rest, gift]);
  }
  found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const names = (of: (gift: PricedGift) => string) => [...new Set(found.map(([, , gift]) => of(gift)))];
  const layerNames = names(({ layer }) => layer);
  const currencyNames = names(({ currency }) => currency);
  const count = found.length;
  const shared = (bytes: number) => new SharedArrayBuffer(bytes * count);
  const table = {
    digests: new BigUint64Array(shared(8)),
    rests: new BigUint64Array(shared(8)),
    amounts: new BigInt64Array(shared(8)),
    layers: new Uint16Array(shared(2)),
    currencies: new Uint16Array(shared(2)),
  };
  for (const [index, [digest, rest, { amount, layer, currency }]] of found.entries()) {
    table.digests[index] = digest;
    table.rests[index] = rest;
    table.amounts[index] = amount;
    table.layers[index] = layerNames.indexOf(layer);
    table.currencies[index] = currencyNames.indexOf(currency);
  }
  return { ...table, layerNames, currencyNames };
}

/** What one record was given; undefined where it was nothing. @param record as `recordKey` puts it together. */
export function findPriced(table: PricedTable, record: string): PricedBefore | undefined {
  const { digests, rests, amounts, layers, currencies } = table;
  const [digest, rest] = digestOf(record);
  const sums = new Map<string, bigint>();
  const given = new Set<string>();
  for (let at = firstOf(digests, digest); digests[at] === digest; at += 1) {
    if (rests[at] !== rest) continue;
    const currency = table.currencyNames[currencies[at] ?? 0] ?? "";
    sums.set(currency, (sums.get(currency) ?? 0n) + (amounts[at] ?? 0n));
    given.add(table.layerNames[layers[at] ?? 0] ?? "");
  }
  return given.size === 0 ? undefined : { sums, layers: given };
}

/** Position of the first digest that is not less. */
function firstOf(digests: BigUint64Array, wanted: bigint): number {
  let from = 0;
  let to = digests.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((digests[middle] ?? 0n) < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

function digestOf(record: string): readonly [bigint, bigint] {
  const digest = hash("sha256", record, "buffer");
  return [digest.readBigUInt64BE(0), digest.readBigUInt64BE(8)];
}

/**
 * The amounts that runs that stand gave each record and that were worked out from its price. The amounts are a table that
 * threads can look into, for policies whose layers together could give more than a price.
 *
 * Gifts are sorted by the digest of their record, so that the gifts of one record follow each other. The table is plain data on
 * memory that threads share: 28 bytes for each gift.
 */
import { hash } from "node:crypto";
import { type Columns, column, copyInOrder, copyInto, roomFor, sharedRoomFor } from "../../kernel/columns.ts";
import type { PricedBefore } from "../../rules/situation.ts";

export interface PricedGift {
  /** The record's kind, service and id, as `recordKey` puts them together. */
  readonly record: string;
  readonly layer: string;
  readonly currency: string;
  /** The minor units of the gift that were worked out from a price. */
  readonly amount: bigint;
}

const PRICED_COLUMNS = {
  /** Eight bytes of a digest of the record, ascending. */
  digests: column(BigUint64Array),
  /** Eight further bytes. */
  rests: column(BigUint64Array),
  amounts: column(BigInt64Array),
  /** Position in `layerNames`. */
  layers: column(Uint16Array),
  /** Position in `currencyNames`. */
  currencies: column(Uint16Array),
};

export interface PricedTable extends Columns<typeof PRICED_COLUMNS, SharedArrayBuffer> {
  readonly layerNames: readonly string[];
  readonly currencyNames: readonly string[];
}

export async function collectPriced(gifts: AsyncIterable<PricedGift>): Promise<PricedTable> {
  const layerNames = createNames();
  const currencyNames = createNames();
  let found = roomFor(PRICED_COLUMNS, FIRST_ROOM);
  let count = 0;
  for await (const { record, layer, currency, amount } of gifts) {
    if (count === found.digests.length) found = copyInto(roomFor(PRICED_COLUMNS, count * 2), PRICED_COLUMNS, found);
    const [digest, rest] = digestOf(record);
    found.digests[count] = digest;
    found.rests[count] = rest;
    found.amounts[count] = amount;
    found.layers[count] = layerNames.numberOf(layer);
    found.currencies[count] = currencyNames.numberOf(currency);
    count += 1;
  }
  const { digests } = found;
  const order = Uint32Array.from({ length: count }, (_, index) => index).sort((a, b) => {
    const [one, other] = [digests[a] ?? 0n, digests[b] ?? 0n];
    return one < other ? -1 : one > other ? 1 : a - b;
  });
  const sorted = copyInOrder(sharedRoomFor(PRICED_COLUMNS, count), PRICED_COLUMNS, found, order);
  return { ...sorted, layerNames: layerNames.names, currencyNames: currencyNames.names };
}

const FIRST_ROOM = 1024;

/** Numbers for a few names, in the order in which they come. */
function createNames(): { readonly names: readonly string[]; numberOf(name: string): number } {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    numberOf: (name) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}

/** The sums and layers that one record was given; undefined where it was given nothing. @param record its `recordKey`. */
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

/** Position of the first digest that is not less than the wanted one. */
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

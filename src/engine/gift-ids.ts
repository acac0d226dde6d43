/**
 * The ids of gifts (`domain/compensation-id.ts`) as bytes, hashed from a row's own bytes by `kernel/sha256.ts`: making a text of
 * every id, and calling Node for each, takes three times as long.
 */
import { COMPENSATION_ID_BYTES, compensationId } from "../domain/compensation-id.ts";
import type { RecordKind } from "../domain/record.ts";
import { cellText } from "../exports/cells.ts";
import { ensureMemory, instantiateKernel } from "../exports/kernel-instance.ts";
import { endOfCell, hasDoubledQuotes, type RowCells, startOfCell } from "../exports/scanner.ts";

/** All of a gift but whose it is. */
export interface GiftOf {
  readonly layer: string;
  readonly kind: RecordKind;
  readonly service: string;
}

/** The id of a gift to the record whose id is in a cell. Valid until the next one is asked for. */
export type GiftIds = (gift: GiftOf, bytes: Buffer, row: RowCells, cell: number) => Uint8Array;

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  readonly MESSAGE: { readonly value: number };
  readonly LONGEST_MESSAGE: { readonly value: number };
  readonly DIGEST: { readonly value: number };
  readonly MESSAGE_END: { readonly value: number };
  hashMessage(length: number): void;
}

export function createGiftIds(outage: string): GiftIds {
  const kernel = instantiateKernel() as KernelExports;
  ensureMemory(kernel.memory, kernel.MESSAGE_END.value);
  const longest = kernel.LONGEST_MESSAGE.value;
  const message = new Uint8Array(kernel.memory.buffer, kernel.MESSAGE.value, longest);
  const digest = new Uint8Array(kernel.memory.buffer, kernel.DIGEST.value, COMPENSATION_ID_BYTES);
  /** What a message begins with, by layer, then service; of the kind that was asked for last. */
  const beginnings = new Map<string, Map<string, Uint8Array>>();
  let kindOfAll: RecordKind | undefined;

  function beginningOf({ layer, kind, service }: GiftOf): Uint8Array {
    if (kind !== kindOfAll) beginnings.clear();
    kindOfAll = kind;
    const ofLayer = beginnings.get(layer) ?? new Map<string, Uint8Array>();
    const known = ofLayer.get(service);
    if (known !== undefined) return known;
    const beginning = Buffer.from(`${outage}\0${layer}\0${kind}\0${service}\0`);
    if (ofLayer.size < MOST_SERVICES) beginnings.set(layer, ofLayer.set(service, beginning));
    return beginning;
  }

  return (gift, bytes, row, cell) => {
    const beginning = beginningOf(gift);
    const from = startOfCell(row, cell);
    const to = endOfCell(row, cell);
    const length = beginning.length + to - from + 1;
    if (length > longest || hasDoubledQuotes(row, cell)) return namedByText(outage, gift, cellText(bytes, row, cell));
    for (let at = 0; at < beginning.length; at += 1) message[at] = beginning[at] ?? 0;
    for (let at = from; at < to; at += 1) message[beginning.length + at - from] = bytes[at] ?? 0;
    message[length - 1] = 0;
    kernel.hashMessage(length);
    return digest;
  };
}

/** Where there are more, it is no usual export. */
const MOST_SERVICES = 4096;

function namedByText(outage: string, { layer, kind, service }: GiftOf, recordId: string): Uint8Array {
  return Buffer.from(compensationId({ outage, layer, kind, service, recordId }), "hex");
}

/**
 * The ids of gifts (`domain/compensation-id.ts`) as bytes, hashed from a row's own bytes by `kernel/wasm/sha256.ts`. To make a
 * text of every id and call Node for it takes three times as long.
 */
import { compensationId } from "../../domain/compensation-id.ts";
import type { RecordKind } from "../../domain/record.ts";
import { cellText } from "../../input/cells.ts";
import type { KeptText, OutputKernel } from "../../kernel/output-kernel.ts";
import type { RowCells } from "../../kernel/row-cells.ts";

/** A gift without the record that it is for. */
export interface GiftOf {
  readonly layer: string;
  readonly kind: RecordKind;
  readonly service: string;
}

/** Hashes the id of a gift for the record whose id is in a cell of a candidate. The kernel's `digest` is then the gift's id. */
export type HashGiftId = (gift: GiftOf, bytes: Buffer, row: RowCells, cell: number) => void;

/** An export with more services is unusual; the beginnings for its further services are not kept. */
const MOST_SERVICES = 4096;

export function createGiftIds(outage: string, kernel: OutputKernel): HashGiftId {
  /** The text that is hashed before the record's id, by kind, then layer, then service. */
  const beginnings = new Map<RecordKind, Map<string, Map<string, KeptText>>>();

  function beginningOf({ layer, kind, service }: GiftOf): KeptText {
    const ofKind = beginnings.get(kind) ?? new Map<string, Map<string, KeptText>>();
    const ofLayer = ofKind.get(layer) ?? new Map<string, KeptText>();
    const known = ofLayer.get(service);
    if (known !== undefined) return known;
    const beginning = beginningOfId(outage, { layer, kind, service });
    if (ofLayer.size === MOST_SERVICES) return beginning;
    const kept = kernel.keep(beginning);
    beginnings.set(kind, ofKind.set(layer, ofLayer.set(service, kept)));
    return kept;
  }

  return (gift, bytes, row, cell) => {
    const beginning = beginningOf(gift);
    const isHashed =
      typeof beginning !== "string" && kernel.hashId(beginning.from, beginning.length, row.first + cell) === 1;
    if (!isHashed) kernel.digest().set(namedByText(outage, gift, cellText(bytes, row, cell)));
  };
}

/** The text that is hashed before the record's id. */
export function beginningOfId(outage: string, { layer, kind, service }: GiftOf): string {
  return `${outage}\0${layer}\0${kind}\0${service}\0`;
}

function namedByText(outage: string, { layer, kind, service }: GiftOf, recordId: string): Uint8Array {
  return Buffer.from(compensationId({ outage, layer, kind, service, recordId }), "hex");
}

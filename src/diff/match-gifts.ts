/** Matches one partition of two sides by compensation id: which gifts both sides have, and which only one side. */
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { damaged } from "./gift-folder.ts";
import { type KeptRow, keptAt, visitKeptRows } from "./partitions.ts";

export interface Match {
  /** A gift of both sides; `identical` when only its place in the exports may differ. */
  both(before: KeptRow, after: KeptRow, identical: boolean): void;
  onlyAfter(after: KeptRow): void;
  onlyBefore(before: KeptRow): void;
}

/** @param sameLayout whether both sides have their columns in the same places, so that bytes can be compared. */
export function matchGifts(before: Buffer, after: Buffer, sameLayout: boolean, match: Match): void {
  const ids: number[] = [];
  visitKeptRows(before, (_, idAt) => {
    ids.push(idAt);
  });
  const slotMask = 2 ** Math.ceil(Math.log2(ids.length * 2 + 2)) - 1;
  const slots = new Uint32Array(slotMask + 1);
  // The first bytes of an id chose the partition; the last bytes spread the ids within the partition.
  const slotOf = (side: Buffer, idAt: number) => side.readUInt32LE(idAt + COMPENSATION_ID_BYTES - 4) & slotMask;
  for (const [index, idAt] of ids.entries()) {
    let slot = slotOf(before, idAt);
    for (; slots[slot] !== 0; slot = (slot + 1) & slotMask) {
      if (isSameId(before, ids[(slots[slot] ?? 0) - 1] ?? 0, before, idAt)) throw standsTwice(before, idAt);
    }
    slots[slot] = index + 1;
  }

  const matched = new Uint8Array(ids.length);
  visitKeptRows(after, (row, idAt) => {
    for (let slot = slotOf(after, idAt); slots[slot] !== 0; slot = (slot + 1) & slotMask) {
      const index = (slots[slot] ?? 0) - 1;
      const otherId = ids[index] ?? 0;
      if (!isSameId(before, otherId, after, idAt)) continue;
      if (matched[index] === 1) throw standsTwice(after, idAt);
      matched[index] = 1;
      const other = keptAt(before, otherId);
      match.both(other, row, sameLayout && isSameRow(before, other, after, row));
      return;
    }
    match.onlyAfter(row);
  });
  for (const [index, idAt] of ids.entries()) if (matched[index] === 0) match.onlyBefore(keptAt(before, idAt));
}

function isSameId(a: Buffer, aAt: number, b: Buffer, bAt: number): boolean {
  return a.compare(b, bAt, bAt + COMPENSATION_ID_BYTES, aAt, aAt + COMPENSATION_ID_BYTES) === 0;
}

/** Compares the bytes before and after the columns that never count. */
function isSameRow(a: Buffer, one: KeptRow, b: Buffer, other: KeptRow): boolean {
  return (
    one.table === other.table &&
    a.compare(b, other.from, other.ignoredFrom, one.from, one.ignoredFrom) === 0 &&
    a.compare(b, other.ignoredTo, other.to, one.ignoredTo, one.to) === 0
  );
}

function standsTwice(side: Buffer, idAt: number): Error {
  const id = side.toString("hex", idAt, idAt + COMPENSATION_ID_BYTES);
  return damaged("the outputs", `compensation id ${id} appears twice`);
}

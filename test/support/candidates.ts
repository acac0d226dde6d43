/** All rows of some CSV as candidates, whatever they hold: for those who go on with candidates. */

import { createRow, scanRows } from "../../src/input/scanner.ts";
import { type Candidates, rowOf } from "../../src/kernel/candidates.ts";
import type { RowCells } from "../../src/kernel/row-cells.ts";

export interface GivenRows {
  readonly candidates: Candidates;
  readonly bytes: Buffer;
  /** Shows a row, from 0. */
  row(index: number): RowCells;
}

/** @param columns that every row has. */
export function candidatesOf(csv: string, columns: number, delimiter = ","): GivenRows {
  const bytes = Buffer.from(csv);
  const starts: number[] = [];
  const ends: number[] = [];
  const quoting: number[] = [];
  const scanned = createRow();
  let count = 0;
  scanRows(bytes, delimiter.charCodeAt(0), scanned, () => {
    if (scanned.count !== columns) throw new Error(`row ${count} has ${scanned.count} cells`);
    starts.push(...scanned.starts.subarray(0, columns));
    ends.push(...scanned.ends.subarray(0, columns));
    quoting.push(...scanned.quoting.subarray(0, columns));
    count += 1;
  });
  const candidates: Candidates = {
    count,
    row: Uint32Array.from({ length: count }, (_, index) => index),
    line: new Uint32Array(count),
    starts: new Float64Array(count),
    ends: new Float64Array(count),
    ending: new Uint8Array(count),
    service: new Uint16Array(count),
    cellStarts: Uint32Array.from(starts),
    cellEnds: Uint32Array.from(ends),
    quoting: Uint8Array.from(quoting),
    bytes: new Uint8Array(bytes),
  };
  const row = rowOf(candidates, columns);
  return {
    candidates,
    bytes,
    row: (index) => {
      row.first = index * columns;
      return row;
    },
  };
}

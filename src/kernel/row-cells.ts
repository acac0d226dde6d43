/** The answers of a scan: the places of a row's cells, and the damage of a block. */

export interface RowCells {
  /** Where the content of each cell begins and ends (exclusive), without outer quotes. The row's cells begin at position `first`. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** One of `QUOTINGS`. */
  quoting: Uint8Array;
  first: number;
  count: number;
  /** The row's bytes, without its line end. */
  from: number;
  to: number;
  /** Lines before the row, within the block. */
  line: number;
}

export type DamageCode =
  | "quote-misplaced"
  | "quote-unclosed"
  | "bare-return"
  | "nul-byte"
  | "bytes-undecodable"
  | "record-too-long";

export interface Damage {
  readonly code: DamageCode;
  readonly offset: number;
}

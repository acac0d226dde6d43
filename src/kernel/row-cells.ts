/** What a scan shows its readers: where the cells of a row are, and what is wrong with a block. */

export interface RowCells {
  /** Where each cell's content begins and ends (exclusive), outer quotes left out; the row's own are those from `first` on. */
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

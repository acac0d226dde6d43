/** The cells of the candidates that are decided, as the host laid them out: columns that are counted over all cells. */
import { QUOTING_BARE, QUOTING_DOUBLED } from "./numbers";

let starts: u32 = 0;
let ends: u32 = 0;
let quotings: u32 = 0;
/** Where the bytes begin in which cells are places. */
let bytes: u32 = 0;
/** Whether commas delimit the export, as they delimit outputs. */
export let isPlain: bool = false;

export function openCells(cellStarts: u32, cellEnds: u32, cellQuotings: u32, cellBytes: u32, plain: bool): void {
  starts = cellStarts;
  ends = cellEnds;
  quotings = cellQuotings;
  bytes = cellBytes;
  isPlain = plain;
}

/** Where the content of a cell begins. */
export function contentOf(cell: u32): u32 {
  return bytes + load<u32>(starts + cell * 4);
}

export function lengthOf(cell: u32): u32 {
  return load<u32>(ends + cell * 4) - load<u32>(starts + cell * 4);
}

export function isBare(cell: u32): bool {
  return <u32>load<u8>(quotings + cell) === QUOTING_BARE;
}

export function hasDoubledQuotes(cell: u32): bool {
  return <u32>load<u8>(quotings + cell) === QUOTING_DOUBLED;
}

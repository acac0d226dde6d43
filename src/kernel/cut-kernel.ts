/**
 * The host of `wasm/cuts.ts`: finds where a block can be cut.
 *
 * A block lies outside the kernel's memory. It goes through that memory in pieces, which are so short that a piece is still in the
 * core's nearest cache when the kernel reads it. So the copy costs next to nothing.
 */
import type { CutFunctions } from "./functions.ts";
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { MARGIN } from "./numbers.ts";
import { CUT_TABLES as TABLES } from "./tables.ts";

const PIECE = 16 * 1024;

interface CutKernel {
  readonly functions: CutFunctions;
  readonly piece: Uint8Array;
}

/** One in each thread, made for the first block that has a quote. */
let kernel: CutKernel | undefined;

/** The offset behind the last line feed outside quotes; 0 where there is none. */
export function cutOf(block: Uint8Array): number {
  kernel ??= createKernel();
  // It is in the last piece, or the last record is a long one.
  const last = Math.max(0, Math.ceil(block.length / PIECE) - 1) * PIECE;
  return cutBehind(last, block, kernel) || cutBehind(0, block, kernel);
}

/** The same, where no line feed before an offset is looked at. The offset is the start of a piece. */
function cutBehind(start: number, block: Uint8Array, { functions, piece }: CutKernel): number {
  let cut = 0;
  functions.beginCutting();
  for (let from = 0; from < block.length; from += PIECE) {
    const bytes = block.subarray(from, from + PIECE);
    const end = TABLES.PIECE.at + bytes.length;
    piece.set(bytes);
    if (from < start) {
      functions.passBy(TABLES.PIECE.at, end);
      continue;
    }
    const found = functions.lastCut(TABLES.PIECE.at, end);
    if (found > 0) cut = from + found - TABLES.PIECE.at;
  }
  return cut;
}

function createKernel(): CutKernel {
  const functions = instantiate("cut", {});
  ensureMemory(functions.memory, TABLES.PIECE.at + PIECE + MARGIN);
  return { functions, piece: viewOf(functions.memory, TABLES.PIECE, PIECE) };
}

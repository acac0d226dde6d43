/** The kernel's functions and its memory: where each table lies, and views that stay right when it grows. */
import { ensureMemory, instantiateKernel, type KernelHost, type KernelRoom } from "./instance.ts";

interface KernelExports {
  readonly memory: KernelRoom;
  scanBatch(from: number, end: number, delimiter: number, linesBefore: number): number;
  collectBatch(verdict: number, bytesBefore: number): number;
  printBatch(): void;
  checkBatch(from: number): void;
  noteService(row: number): void;
  seedPrints(from: number, kindTo: number, headerTo: number): void;
  learnWord(role: number, from: number, to: number, meaning: number): void;
  forgetWords(): void;
  learnHorizon(serviceFrom: number, serviceTo: number, from: number, to: number): void;
  forgetHorizons(): void;
}

type Address =
  | "BLOCK"
  | "CELL_END"
  | "CELL_QUOTING"
  | "CELL_START"
  | "OUT_BYTES"
  | "OUT_CELL_END"
  | "OUT_CELL_START"
  | "OUT_ENDS"
  | "OUT_LINE"
  | "OUT_QUOTING"
  | "OUT_ENDING"
  | "OUT_ROW"
  | "OUT_SERVICE"
  | "OUT_STARTS"
  | "PLAN"
  | "PLAN_COUNTS"
  | "PLAN_MONEY"
  | "PLAN_TIMES"
  | "PLAN_WITHOUT_USER"
  | "HORIZON_COLUMNS"
  | "ROW_CELLS"
  | "ROW_CODE"
  | "ROW_COUNT"
  | "ROW_ENDS"
  | "ROW_FROM"
  | "ROW_GAP"
  | "ROW_LINE"
  | "ROW_PRINTS"
  | "ROW_ENDING"
  | "ROW_STARTS"
  | "ROW_TO"
  | "ROW_VERDICT";
type Variable =
  | "known"
  | "collectedBytes"
  | "rows"
  | "lines"
  | "damage"
  | "damageAt"
  | "KEPT_CELLS"
  | "MOST_PLANNED"
  | "MOST_SELECTED";
type KernelGlobals = { readonly [name in Address | Variable]: { readonly value: number } };

/** The kernel looks so many bytes past the end of a block, and has to find nothing there. */
const MARGIN = 64;

export interface KernelMemory {
  readonly kernel: KernelExports & { readonly [name in Variable]: { readonly value: number } };
  addressOf(address: Address): number;
  /** All of it, as it is addressed by bytes and words. */
  bytes(): Uint8Array;
  words(): Uint32Array;
  /** So many entries of a table, from its beginning. */
  bytesAt(address: Address, count: number): Uint8Array;
  shortsAt(address: Address, count: number): Uint16Array;
  wordsAt(address: Address, count: number): Uint32Array;
  doublesAt(address: Address, count: number): Float64Array;
  /** Puts bytes where a block lies. */
  put(content: Uint8Array): void;
}

export function createKernelMemory(host: Partial<KernelHost>): KernelMemory {
  const kernel = instantiateKernel(host) as KernelExports & KernelGlobals;
  const { memory } = kernel;
  const addressOf = (address: Address) => kernel[address].value;
  const block = addressOf("BLOCK");
  let bytes = new Uint8Array(memory.buffer);
  let words = new Uint32Array(memory.buffer);

  function put(content: Uint8Array): void {
    if (ensureMemory(memory, block + content.length + MARGIN)) {
      bytes = new Uint8Array(memory.buffer);
      words = new Uint32Array(memory.buffer);
    }
    bytes.set(content, block);
    bytes.fill(0, block + content.length, block + content.length + MARGIN);
  }

  return {
    kernel,
    addressOf,
    bytes: () => bytes,
    words: () => words,
    bytesAt: (address, count) => bytes.subarray(addressOf(address), addressOf(address) + count),
    shortsAt: (address, count) => new Uint16Array(memory.buffer, addressOf(address), count),
    wordsAt: (address, count) => words.subarray(addressOf(address) / 4, addressOf(address) / 4 + count),
    doublesAt: (address, count) => new Float64Array(memory.buffer, addressOf(address), count),
    put,
  };
}

/** The host of `wasm/decode.ts` and `wasm/utf16.ts`: decodes pieces of text, by a table of all characters or from UTF-16. */
import type { DecodeFunctions } from "./functions.ts";
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { DECODE_TABLES as TABLES } from "./tables.ts";

/** Characters as units of UTF-16; 0 where there is none. */
export interface CodeTable {
  /** By byte; 0 for a byte that begins a pair, too. */
  readonly single: Uint16Array;
  /** By pair of bytes, the first one times 256; empty where no character has two bytes. */
  readonly double: Uint16Array;
}

export interface DecodeKernel {
  /** Whole characters in UTF-8, valid until the next text is decoded; undefined where a byte is in no character. */
  decode(text: Uint8Array): Uint8Array | undefined;
  /** Line feeds of the text that was decoded last. */
  lineFeeds(): number;
}

/** Bytes of UTF-8 that a byte may become. A character of two bytes becomes three at most. */
const MOST_BYTES = 3;
const MARGIN = 64;

export function createDecodeKernel(table: CodeTable): DecodeKernel {
  const functions = instantiate("decode", {});
  ensureMemory(functions.memory, TABLES.TEXT.at);
  viewOf(functions.memory, TABLES.SINGLES, table.single.length).set(table.single);
  viewOf(functions.memory, TABLES.DOUBLES, table.double.length).set(table.double);
  functions.makeLetters();
  return {
    decode: (text) => decodeWith(functions.decodeText, functions, text),
    lineFeeds: () => functions.lineFeeds.value,
  };
}

/** The text that is decoded has an even number of bytes. @param isBig whether the higher byte of a unit comes first. */
export function createUtf16Kernel(isBig: boolean): DecodeKernel {
  const functions = instantiate("decode", {});
  const order = isBig ? 1 : 0;
  const decodeUtf16: Decode = (from, to, into) => functions.decodeUtf16(from, to, into, order);
  return {
    decode: (text) => decodeWith(decodeUtf16, functions, text),
    lineFeeds: () => functions.utf16LineFeeds.value,
  };
}

/** Decodes `from … to` to `into`, and returns the place after it; 0 where a byte is in no character. */
type Decode = DecodeFunctions["decodeText"];

function decodeWith(decode: Decode, { memory }: DecodeFunctions, text: Uint8Array): Uint8Array | undefined {
  const from = TABLES.TEXT.at;
  const into = from + text.length + MARGIN;
  ensureMemory(memory, into + text.length * MOST_BYTES + MARGIN);
  new Uint8Array(memory.buffer).set(text, from);
  const end = decode(from, from + text.length, into);
  return end === 0 ? undefined : new Uint8Array(memory.buffer, into, end - into);
}

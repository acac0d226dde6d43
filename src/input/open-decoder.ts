/**
 * The decoder of each encoding that exports may be in. The tables of the library are loaded only for an export that needs them.
 *
 * The library is `@exodus/bytes`, which reads the encodings as the Encoding Standard says; Node's own decoder of CP949 is wrong.
 */
import type { Encoding } from "../domain/encodings.ts";
import type { CodeTable } from "../kernel/decode-kernel.ts";
import { makeCodeTable, tableDecoder } from "./code-table.ts";
import { lengthToSureEnd, type PieceDecoder } from "./piece-decoder.ts";
import { utf16Decoder } from "./utf16.ts";

/** Undefined for UTF-8, which is read as it stands. */
export async function openDecoder({ label }: Pick<Encoding, "label">): Promise<PieceDecoder | undefined> {
  switch (label) {
    case "utf-8":
      return undefined;
    case "utf-16le":
      return utf16Decoder("little-endian");
    case "utf-16be":
      return utf16Decoder("big-endian");
    case "euc-kr":
    case "shift_jis": {
      const { createMultibyteDecoder } = await import("@exodus/bytes/multi-byte.js");
      return tableDecoder(
        tableOf(label, () => makeCodeTable(createMultibyteDecoder(label, true), 2)),
        2,
      );
    }
    case "euc-jp":
    case "big5":
    case "gb18030": {
      const { createMultibyteDecoder } = await import("@exodus/bytes/multi-byte.js");
      return libraryDecoder(() => createMultibyteDecoder(label));
    }
    default: {
      const { createSinglebyteDecoder } = await import("@exodus/bytes/single-byte.js");
      return tableDecoder(
        tableOf(label, () => makeCodeTable(createSinglebyteDecoder(label, true), 1)),
        1,
      );
    }
  }
}

/** The tables that were made, by label: to make one takes as long as to read megabytes. */
const tables = new Map<string, CodeTable>();

function tableOf(label: string, make: () => CodeTable): CodeTable {
  const table = tables.get(label) ?? make();
  tables.set(label, table);
  return table;
}

const LONGEST = 4;

/** @param create a decoder that throws for a byte in no character; what such a decoder does after that is not known. */
function libraryDecoder(create: () => (bytes: Uint8Array) => string): PieceDecoder {
  let decode = create();
  return {
    longest: LONGEST,
    wholeLength: lengthToSureEnd,
    toUtf8: (bytes) => {
      try {
        return Buffer.from(decode(bytes));
      } catch {
        decode = create();
        return undefined;
      }
    },
  };
}

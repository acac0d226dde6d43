/**
 * Tells whether a file that is not UTF-8 is CP949 throughout, the encoding in which programs for Korean Windows write CSV.
 *
 * At most the first 8 MiB are looked at. Bytes that are UTF-8 as far as was looked, such as plain ASCII, tell nothing. Nothing is
 * ever decided from text in CP949: the advice is only a part of the failure.
 */
import { isUtf8 } from "node:buffer";
import { Failure } from "../domain/failure.ts";
import type { Source } from "./source.ts";

const MOST_LOOKED_AT = 8 * 1024 * 1024;
const LF = 0x0a;

/** The first bytes of a file. */
export interface LookedAt {
  readonly bytes: Uint8Array;
  /** Whether these are all bytes of the file. */
  readonly whole: boolean;
}

/**
 * The failure of the reading of an export, with what to do about text in CP949; any other error as it is.
 * @param atHand the first bytes of the export, for a source that cannot be read again.
 */
export async function withEncodingAdvice(error: unknown, source: Source, atHand?: Uint8Array): Promise<unknown> {
  if (!(error instanceof Failure) || error.code !== "bytes-undecodable") return error;
  const again = await readAgain(source);
  const next = await encodingAdvice(again ?? { bytes: atHand ?? Buffer.alloc(0), whole: false });
  return next === undefined ? error : new Failure(error.code, { ...error.details, next });
}

/** Whether the failure of a reading says that the file reads as CP949. */
export function readsAsCp949({ details: { next } }: Failure): boolean {
  return next?.includes(AS_CP949) === true;
}

const AS_CP949 = "--encoding cp949";

/** What to do about text in CP949; undefined for bytes that are UTF-8, or in no encoding that is known here. */
export async function encodingAdvice({ bytes, whole }: LookedAt): Promise<string | undefined> {
  // A line feed is no part of a longer character, in either encoding.
  const lines = whole ? bytes : bytes.subarray(0, bytes.lastIndexOf(LF) + 1);
  if (isUtf8(lines) || !(await isCp949(lines))) return undefined;
  const extent = whole ? "throughout" : "as far as was looked";
  return `The file reads as cp949, the encoding of Korean Windows, ${extent}: ${AS_CP949} reads it so.`;
}

/** The sentence that says how to save a text as UTF-8. @param encoding the name that iconv knows. */
export function savingAsUtf8(encoding: string): string {
  return `Save it as UTF-8: in Excel as CSV UTF-8 (comma delimited), elsewhere with iconv -f ${encoding} -t UTF-8.`;
}

async function isCp949(bytes: Uint8Array): Promise<boolean> {
  // The library is loaded only here, because its tables are big and nearly all exports are UTF-8. Node's own decoder of this name
  // refuses a third of the codes of CP949, and takes bytes that CP949 does not have.
  const { createMultibyteDecoder } = await import("@exodus/bytes/multi-byte.js");
  try {
    // The web's euc-kr is windows-949, which is CP949.
    createMultibyteDecoder("euc-kr")(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Undefined for a source that cannot be opened a second time. */
async function readAgain(source: Source): Promise<LookedAt | undefined> {
  const stream = await source.open().catch(() => undefined);
  if (stream === undefined) return undefined;
  const bytes = Buffer.alloc(MOST_LOOKED_AT);
  let filled = 0;
  try {
    while (filled < bytes.length) {
      const read = await stream.read(bytes.subarray(filled));
      // Standard input was kept only as far as it was read.
      if (read === 0) return { bytes: bytes.subarray(0, filled), whole: source.path !== "-" };
      filled += read;
    }
    return { bytes, whole: false };
  } catch {
    return { bytes: bytes.subarray(0, filled), whole: false };
  } finally {
    await stream.close();
  }
}

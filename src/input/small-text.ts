/** A small text that lies in memory, such as the name of a file in an archive, as UTF-8. */
import { isUtf8 } from "node:buffer";
import type { Encoding } from "../domain/encodings.ts";
import { encodingOfText } from "./declared-encoding.ts";
import { decoding } from "./decode.ts";
import { openDecoder } from "./open-decoder.ts";
import { iterableBytes } from "./raw-bytes.ts";
import { utf16Order } from "./utf16.ts";

/**
 * The text by its byte order mark, else as it stands where it is UTF-8, else in the declared encoding. Bytes in no known encoding
 * come as they are.
 * @throws Failure `encoding-invalid`.
 */
export async function smallTextAsUtf8(
  bytes: Uint8Array,
  declared: Encoding | undefined,
  file: string,
): Promise<Uint8Array> {
  const isMarked = utf16Order(bytes) !== undefined;
  if (!isMarked && isUtf8(bytes)) return bytes;
  const { encoding, skipped } = encodingOfText(bytes, isMarked ? undefined : declared, file);
  const decoder = encoding && (await openDecoder(encoding));
  if (encoding === undefined || decoder === undefined) return bytes;
  const { read } = iterableBytes(onePiece(bytes.subarray(skipped)));
  const text = decoding({ read, decoder, encoding: encoding.name, place: file, offset: skipped });
  const into = Buffer.alloc(bytes.length * 3);
  let filled = 0;
  for (let got = -1; got !== 0; filled += got) got = await text(into.subarray(filled));
  return into.subarray(0, filled);
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

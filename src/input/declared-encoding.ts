/**
 * The encoding of a text: the one that its byte order mark says, else the one that was declared, else UTF-8. It is never guessed.
 *
 *     ff fe 72 00 …, nothing declared      utf-16le
 *     ff fe 72 00 …, cp949 declared        refused: one of the two is wrong
 *     72 31 2c …, cp949 declared           cp949
 */
import { type Encoding, findEncoding } from "../domain/encodings.ts";
import { Failure } from "../domain/failure.ts";
import { hasByteOrderMark } from "./header-line.ts";
import { utf16Order } from "./utf16.ts";

export interface TextStart {
  /** Undefined for UTF-8. */
  readonly encoding: Encoding | undefined;
  /** Bytes of a byte order mark that is no part of the text. That of UTF-8 stays: whoever reads a header knows it. */
  readonly skipped: number;
}

/** @param start the first four bytes of the text, or all. @throws Failure `encoding-contradicted`. */
export function encodingOfText(start: Uint8Array, declared: Encoding | undefined, file: string): TextStart {
  const marked = markedEncoding(start);
  if (marked !== undefined && declared !== undefined && !isSame(marked, declared)) {
    const found = `the mark says ${marked}, and ${declared.name} was declared`;
    throw new Failure("encoding-contradicted", { place: { file }, found });
  }
  if (marked === undefined || marked === "utf-8")
    return { encoding: declared?.label === "utf-8" ? undefined : declared, skipped: 0 };
  return { encoding: findEncoding(marked), skipped: 2 };
}

/** UTF-32 is not read, and begins like UTF-16. */
function markedEncoding(start: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  if (hasByteOrderMark(start)) return "utf-8";
  const order = utf16Order(start);
  return order && (order === "little-endian" ? "utf-16le" : "utf-16be");
}

/** `utf-16` has whichever order the mark says. */
function isSame(marked: string, { name }: Encoding): boolean {
  return marked === name || (name === "utf-16" && marked.startsWith(name));
}

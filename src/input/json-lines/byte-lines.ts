/** Cuts bytes that come in pieces into lines, and gives all whole lines of a piece at once. */

const LF = 0x0a;

/**
 * Bytes that end after a line feed, or at the end of the input; never empty. A piece stays as it is.
 * @param longest bytes a line may have. A longer line is given cut off, and ends the lines.
 */
export async function* wholeLines(
  pieces: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Buffer, void, void> {
  let carried: Buffer[] = [];
  let carriedLength = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const cut = bytes.lastIndexOf(LF) + 1;
    if (cut > 0) {
      yield carriedLength === 0 ? bytes.subarray(0, cut) : Buffer.concat([...carried, bytes.subarray(0, cut)]);
      carried = [];
      carriedLength = 0;
    }
    if (cut === bytes.length) continue;
    carried.push(Buffer.from(bytes.subarray(cut)));
    carriedLength += bytes.length - cut;
    if (carriedLength > longest) break;
  }
  if (carriedLength > 0) yield Buffer.concat(carried);
}

/**
 * Finds the few rows of a big CSV that hold a value, without reading the rest as rows.
 *
 * Whole blocks are searched for the bytes of the value; only a block that has them is scanned. What lies in other
 * blocks is neither read nor checked, so this says nothing about the file as a whole.
 */
import { Failure } from "../domain/failure.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { cutBlocks } from "./blocks.ts";
import type { Header } from "./header.ts";
import { createRow, scanRows } from "./scanner.ts";
import type { ByteStream } from "./source.ts";

export interface RowSearch {
  readonly path: string;
  /** Undefined to visit every row. */
  readonly value: string | undefined;
  /** Told the first block: how many bytes there are up to the end of the header, its line, and the delimiter. */
  readonly start: (firstBlock: Buffer) => Pick<Header, "length" | "line" | "delimiter">;
  /** Called for every row of a block that holds the value. @param line its number in the file, from 1. */
  readonly visit: (bytes: Buffer, cells: RowCells, line: number) => void;
}

const BLOCK_SIZE = 1 << 20;
const LF = 0x0a;

/** @throws Failure for damage in a block that was scanned. */
export async function searchRows(stream: ByteStream, { path, value, start, visit }: RowSearch): Promise<void> {
  const needle = value === undefined ? undefined : Buffer.from(value.replaceAll('"', '""'));
  const cells = createRow();
  let delimiter: number | undefined;
  let firstLine = 1;
  for await (const cut of cutBlocks(stream, BLOCK_SIZE)) {
    let { bytes } = cut;
    if (delimiter === undefined) {
      const header = start(bytes);
      delimiter = header.delimiter;
      bytes = bytes.subarray(header.length);
      firstLine = header.line + 1;
    }
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (cut.kind === "endless-record") throw new Failure("record-too-long", { place: { file: path, line: firstLine } });
    if (needle !== undefined && !view.includes(needle)) {
      firstLine += countLines(view);
      continue;
    }
    const { lines, damage } = scanRows(view, delimiter, cells, () => visit(view, cells, firstLine + cells.line));
    if (damage !== undefined) throw new Failure(damage.code, { place: { file: path, line: firstLine + lines } });
    firstLine += lines;
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

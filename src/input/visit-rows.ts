/**
 * Visits the rows of an export or an output in the order of the file: every row, or the rows of blocks that hold a value.
 *
 * To find a few rows of a big file, whole blocks are searched for the bytes of the value, and only blocks that hold these bytes
 * are scanned. The other blocks are neither scanned nor checked, so the visit says nothing about the file as a whole.
 */
import type { RowCells } from "../kernel/row-cells.ts";
import { cutBlocks } from "./blocks.ts";
import type { ByteStream } from "./byte-stream.ts";
import { findFirstDamage, linesBefore } from "./damage.ts";
import { damageFailure } from "./damage-failure.ts";
import { planCells } from "./mapped/plan-cells.ts";
import type { OpenExport } from "./open-export.ts";
import { createRow, scanMappedRows, scanRows } from "./scanner.ts";

const COMMA = 0x2c;

/**
 * @param visit takes the row and the bytes in which its cells lie, which are only valid during the visit, and the row's line in the
 * file, from 1. Under a mapping cells are what it makes of them.
 * @param value visits only the blocks that hold this value; undefined for every block.
 * @throws Failure for damage in a block that was scanned, after the visits of the rows before the damage.
 */
export async function visitRows(
  opened: OpenExport,
  visit: (bytes: Buffer, cells: RowCells, line: number) => void,
  value?: string,
): Promise<void> {
  const { path, header, lines: fileLines } = opened;
  const { delimiter, meaning } = header;
  const plan = meaning?.cells && planCells(meaning.cells, delimiter);
  const lineOf = (line: number) => fileLines?.of(line) ?? line;
  // Under a mapping, a cell of other bytes may become the value.
  const wanted = plan === undefined ? bytesOf(value) : undefined;
  const cells = createRow();
  try {
    for await (const { bytes, offset } of opened.blocks()) {
      if (wanted !== undefined && !bytes.includes(wanted)) {
        opened.takeLines(linesBefore(bytes, bytes.length));
        continue;
      }
      const firstLine = opened.nextLine();
      const visitIn = (memory: Buffer) => visit(memory, cells, lineOf(firstLine + cells.line));
      const { lines, damage } =
        plan === undefined
          ? scanRows(bytes, delimiter, cells, () => visitIn(bytes))
          : scanMappedRows(bytes, plan, cells, visitIn);
      const first = findFirstDamage(bytes, damage);
      if (first !== undefined) {
        const start = opened.hasFileOffsets ? offset : undefined;
        throw damageFailure(first, { path, firstLine: lineOf(firstLine), offset: start });
      }
      opened.takeLines(lines);
    }
  } catch (error) {
    throw await opened.advised(error);
  }
}

/**
 * Visits the rows of an output, its header line first: the first block is always visited. Returns whether the visited blocks are
 * well-formed. The visit ends at the first block that is not.
 */
export async function visitOutputRows(
  stream: ByteStream,
  visit: (bytes: Buffer, cells: RowCells) => void,
  value?: string,
): Promise<boolean> {
  const wanted = bytesOf(value);
  const cells = createRow();
  let isFirst = true;
  for await (const { kind, bytes } of cutBlocks(stream)) {
    if (kind === "endless-record") return false;
    if (isFirst || wanted === undefined || bytes.includes(wanted)) {
      const { damage } = scanRows(bytes, COMMA, cells, () => visit(bytes, cells));
      if (damage !== undefined) return false;
    }
    isFirst = false;
  }
  return true;
}

/** The value as a cell holds it, with or without quotes around it. */
function bytesOf(value: string | undefined): Buffer | undefined {
  return value === undefined ? undefined : Buffer.from(value.replaceAll('"', '""'));
}

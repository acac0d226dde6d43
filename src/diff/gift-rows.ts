/**
 * The gifts of a plan or run, read from its outputs as bytes, row by row.
 *
 * This is a fast path: a row is looked at in place, and becomes text only where its text is asked for. Every file is hashed
 * in the same pass and must be the file that its manifest lists; no gift is reported before all gifts were read.
 */

import type { Gift } from "../domain/change.ts";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { join } from "../domain/path.ts";
import { cellText, rowTexts } from "../input/cells.ts";
import { createInterner, type Interner } from "../input/interner.ts";
import { createRow, endOfCell, hasDoubledQuotes, scanRows, startOfCell } from "../input/scanner.ts";
import { openOutput } from "../input/source.ts";
import { visitOutputRows } from "../input/visit-rows.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { damaged, type GiftFolder } from "./gift-folder.ts";

/** The outputs that hold gifts; a row's table is its position here. */
export const GIFT_FILES = ["adjusted-expiry.csv", "refund-credit.csv"] as const;
export type GiftTable = 0 | 1;
const TABLES: readonly GiftTable[] = [0, 1];

const COMMA = 0x2c;

/** Where a file keeps each column. */
export interface GiftLayout {
  readonly columns: readonly string[];
  /** Position of a column, -1 when the file has none of that name. */
  at(column: keyof Gift): number;
  /** The columns that never count as a difference stand from here to there (exclusive). */
  readonly ignoredFrom: number;
  readonly ignoredTo: number;
}

const NEEDED: readonly (keyof Gift)[] = ["compensation_id", "rule", "record", "record_id", "service", "source", "line"];
const IGNORED = ["outage", "policy_revision", "source", "line"];

export interface GiftRow {
  readonly table: GiftTable;
  readonly layout: GiftLayout;
  readonly bytes: Buffer;
  readonly cells: RowCells;
  /** For columns of few values. */
  readonly interner: Interner;
}

/** Visits all gifts in the order of the files. The row is only valid during the visit. */
export async function readGiftRows(gifts: GiftFolder, visit: (row: GiftRow) => void): Promise<readonly GiftLayout[]> {
  const layouts: GiftLayout[] = [];
  for (const table of TABLES) layouts.push(await readTable(gifts, table, visit));
  return layouts;
}

async function readTable(gifts: GiftFolder, table: GiftTable, visit: (row: GiftRow) => void): Promise<GiftLayout> {
  const file = GIFT_FILES[table];
  const path = join(gifts.folder, file);
  const listed = gifts.manifest.outputs.find((output) => output.file === file);
  if (listed === undefined) throw damaged(gifts.folder, `${file} is not in its manifest`, gifts.manifest);
  const interner = createInterner();
  let layout: GiftLayout | undefined;
  function visitRow(bytes: Buffer, cells: RowCells): void {
    if (layout === undefined) layout = layoutOf(rowTexts(bytes, cells), path);
    else if (cells.count !== layout.columns.length)
      throw damaged(path, `a row has ${cells.count} columns`, gifts.manifest);
    else visit({ table, layout, bytes, cells, interner });
  }
  const stream = await openOutput(path);
  if (stream === undefined) throw damaged(path, "it is missing", gifts.manifest);
  try {
    if (!(await visitOutputRows(stream, visitRow))) throw damaged(path, "it is not well-formed", gifts.manifest);
    const { sha256, bytes } = await stream.finish();
    if (sha256 !== listed.sha256 || bytes !== listed.bytes)
      throw damaged(path, "it is not the file that was written", gifts.manifest);
  } finally {
    await stream.close();
  }
  if (layout === undefined) throw damaged(path, "it has no header line", gifts.manifest);
  return layout;
}

function layoutOf(columns: readonly string[], path: string): GiftLayout {
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw damaged(path, `it has no column ${missing.join(", ")}`);
  const positions = new Map(columns.map((column, index) => [column, index]));
  const ignored = IGNORED.flatMap((column) => positions.get(column) ?? []);
  return {
    columns,
    at: (column) => positions.get(column) ?? -1,
    ignoredFrom: Math.min(...ignored),
    ignoredTo: Math.max(...ignored) + 1,
  };
}

/** The text of a column of few values, such as a rule or service. */
export function giftCell({ layout, bytes, cells, interner }: GiftRow, column: keyof Gift): string {
  return interner.cell(bytes, cells, layout.at(column));
}

/** The line in the export; NaN for what is no number. */
export function giftLine({ layout, bytes, cells }: GiftRow): number {
  const at = layout.at("line");
  const end = endOfCell(cells, at);
  let line = 0;
  for (let from = startOfCell(cells, at); from < end; from += 1) line = line * 10 + ((bytes[from] ?? 0) - 0x30);
  return line;
}

const HEX = new Int8Array(256).fill(-1);
for (const [value, digit] of [..."0123456789abcdef"].entries()) HEX[digit.charCodeAt(0)] = value;

/** Writes the row's compensation id as bytes. @throws Failure `plan-damaged` when it is none. */
export function writeGiftId({ table, layout, bytes, cells }: GiftRow, into: Uint8Array, at: number): void {
  const index = layout.at("compensation_id");
  const from = startOfCell(cells, index);
  const isWhole = endOfCell(cells, index) - from === COMPENSATION_ID_BYTES * 2;
  for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 1) {
    const high = HEX[bytes[from + byte * 2] ?? 0] ?? -1;
    const low = HEX[bytes[from + byte * 2 + 1] ?? 0] ?? -1;
    if (!isWhole || high < 0 || low < 0) {
      throw damaged(GIFT_FILES[table], `"${cellText(bytes, cells, index).slice(0, 40)}" is no compensation id`);
    }
    into[at + byte] = high * 16 + low;
  }
}

/** The row's own bytes, to be kept. */
export function rowBytes({ bytes, cells }: GiftRow): Uint8Array {
  return bytes.subarray(cells.from, cells.to);
}

/** Reads kept rows back. */
export function createGiftReader(): (bytes: Buffer, layout: GiftLayout) => Gift {
  const cells = createRow();
  return (bytes, layout) => {
    scanRows(bytes, COMMA, cells, () => {});
    // Where every character is one byte, which is nearly always, the row is decoded once and cut.
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
    const isPlain = whole.length === bytes.length;
    const cell = (column: keyof Gift) => {
      const at = layout.at(column);
      if (at < 0) return "";
      return isPlain && !hasDoubledQuotes(cells, at)
        ? whole.slice(startOfCell(cells, at), endOfCell(cells, at))
        : cellText(bytes, cells, at);
    };
    return {
      compensation_id: cell("compensation_id"),
      rule: cell("rule"),
      action: cell("action"),
      record: cell("record"),
      record_id: cell("record_id"),
      user_id: cell("user_id"),
      service: cell("service"),
      channel: cell("channel"),
      field: cell("field"),
      old_value: cell("old_value"),
      new_value: cell("new_value"),
      extended_by: cell("extended_by"),
      amount: cell("amount"),
      currency: cell("currency"),
      basis: cell("basis"),
      source: cell("source"),
      line: cell("line"),
      notes: cell("notes"),
    };
  };
}

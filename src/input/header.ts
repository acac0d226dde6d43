/**
 * Reads the first line of an export that is not empty: the delimiter, the columns, and the kind of the export's records.
 *
 * Nothing is guessed from the file's name. The delimiter is the one of `,` `;` tab and `|` with which the header has the most
 * known columns. The id column tells the kind, unless the caller forces a kind.
 */
import { Failure, type Place, quoted, visible } from "../domain/failure.ts";
import { COLUMNS, canonicalColumns, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { LONGEST_CELL, MOST_COLUMNS } from "../kernel/numbers.ts";
import type { Damage } from "../kernel/row-cells.ts";
import { rowTexts } from "./cells.ts";
import { findBadByte, firstDamage, linesBefore } from "./damage.ts";
import { createRow, endOfCell, scanRows, startOfCell } from "./scanner.ts";

export interface Header {
  readonly kind: RecordKind;
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Bytes of the byte order mark, the empty lines and the header line with its line end. A header is always one line. */
  readonly length: number;
  /** The number of the header line, from 1. */
  readonly line: number;
  readonly byteOrderMark: boolean;
}

const DELIMITERS = [",", ";", "\t", "|"].map((mark) => mark.charCodeAt(0));
const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export interface HeaderOrigin {
  readonly file: string;
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
}

/**
 * @param bytes a block that begins with the file's first byte and contains the first line that is not empty.
 * @throws Failure `export-empty` where there is no such line, `kind-unknown`, `header-invalid`, or for damage in the line.
 */
export function readHeader(bytes: Buffer, origin: HeaderOrigin): Header {
  const byteOrderMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  const start = firstLineStart(bytes);
  const lineEnd = bytes.indexOf(LF, start);
  const line = bytes.subarray(start, lineEnd < 0 ? bytes.length : lineEnd + 1);
  const place = { file: origin.file, line: linesBefore(bytes, start) + 1 };
  const readings = DELIMITERS.map((delimiter) => readColumns(line, delimiter));
  const best = readings.reduce((a, b) => (knownColumns(b.columns) > knownColumns(a.columns) ? b : a));
  const { delimiter, columns } = best;
  if (line.every((byte) => byte === LF || byte === CR))
    throw new Failure("export-empty", { place: { file: origin.file } });
  const damage = firstDamage(best.damage, findBadByte(line));
  if (damage !== undefined) {
    throw new Failure(damage.code, { place, found: `at byte ${start + damage.offset}` });
  }
  if (columns.length > MOST_COLUMNS)
    throw new Failure("header-invalid", { place, found: `more than ${MOST_COLUMNS} columns` });
  const long = best.lengths.findIndex((length) => length > LONGEST_CELL);
  if (long >= 0)
    throw new Failure("header-invalid", { place, found: `the name of column ${long + 1} is longer than 64 KiB` });
  const kind = origin.kind ?? kindOf(columns, place);
  checkColumns(columns, kind, place);
  return { kind, delimiter, columns, length: start + line.length, line: place.line, byteOrderMark };
}

/** The offset, after a byte order mark, of the first line that is not empty; the offset after all bytes if all lines are empty. */
export function firstLineStart(bytes: Uint8Array): number {
  let at = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (;;) {
    if (bytes[at] === LF) at += 1;
    else if (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
    else return at;
  }
}

interface Reading {
  readonly delimiter: number;
  /** Empty when the line cannot be read with this delimiter. */
  readonly columns: readonly string[];
  /** Bytes of each column's name as it is written, without its quotes. */
  readonly lengths: readonly number[];
  readonly damage: Damage | undefined;
}

function readColumns(line: Buffer, delimiter: number): Reading {
  const row = createRow();
  let columns: readonly string[] = [];
  let lengths: readonly number[] = [];
  const { damage } = scanRows(line, delimiter, row, () => {
    columns = rowTexts(line, row);
    lengths = columns.map((_, index) => endOfCell(row, index) - startOfCell(row, index));
  });
  return { delimiter, columns, lengths, damage };
}

function knownColumns(columns: readonly string[]): number {
  return columns.filter((column) => KNOWN.has(column)).length;
}

const KNOWN: ReadonlySet<string> = new Set(RECORD_KINDS.flatMap(canonicalColumns));

function kindOf(columns: readonly string[], place: Place): RecordKind {
  const kinds = RECORD_KINDS.filter((kind) => columns.includes(COLUMNS[kind].id));
  const [kind, other] = kinds;
  if (kind === undefined) {
    throw new Failure("kind-unknown", { place, found: columns.slice(0, 8).map(quoted).join(", ") });
  }
  if (other !== undefined) {
    throw new Failure("header-invalid", {
      place,
      found: `it has both ${COLUMNS[kind].id} and ${COLUMNS[other].id}`,
      next: `Say what it is with --${kind}s or --${other}s in front of the file.`,
    });
  }
  return kind;
}

function checkColumns(columns: readonly string[], kind: RecordKind, place: Place): void {
  const empty = columns.indexOf("");
  if (empty >= 0) throw new Failure("header-invalid", { place, found: `column ${empty + 1} has no name` });
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Failure("header-invalid", { place, found: `${quoted(twice)} appears twice` });
  const { id, required } = COLUMNS[kind];
  const missing = [id, ...required].filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new Failure("header-invalid", {
      place,
      found: `a ${kind} export needs ${missing.join(", ")}; it has ${columns.map(visible).join(", ")}`,
    });
  }
  if (kind === "subscription" && !columns.includes("expires_at") && !columns.includes("next_billing_at")) {
    throw new Failure("header-invalid", { place, found: "a subscription export needs expires_at or next_billing_at" });
  }
}

/**
 * Turns JSON lines, one flat object a line, into a CSV.
 *
 * The keys of the first object are the columns. A later line may leave keys out, which are empty cells, and may have them in any
 * order, but no others. Texts come out as they are, numbers digit for digit as they were written (an exponent is written out:
 * `4.9e3` is `4900`), `true` and `false` as these words, `null` as an empty cell. A blank line stays a blank line. The header
 * takes a line of the CSV and none of the file: `lines` says which line of the file a line of the CSV is.
 *
 *     {"id":"R-1","price":4900.10}            id,price
 *     {"price":12345678901234567890,"id":""}  R-1,4900.10
 *                                             ,12345678901234567890
 */
import { isUtf8 } from "node:buffer";
import { Failure } from "../../domain/failure.ts";
import { LONGEST_RECORD } from "../../kernel/numbers.ts";
import {
  type CsvOutput,
  createCsvOutput,
  endRow,
  putByteCell,
  putTextCell,
  takeFull,
  takeRest,
} from "../table/csv-output.ts";
import { withoutExponent } from "../table/plain-number.ts";
import type { LineNotes } from "../table/source-lines.ts";
import { wholeLines } from "./byte-lines.ts";
import { columnsNamed, type JsonColumns, keysOf, placePairs, unescaped } from "./columns.ts";
import {
  createLinePairs,
  ESCAPED_STRING,
  type LinePairs,
  NULL,
  NUMBER,
  PAIR_NUMBERS,
  readPairs,
  skipBlanks,
} from "./json-line.ts";
import { invalidLine, type LinePlace, loneSurrogate, misplacedKey, strangeNumber } from "./line-failures.ts";

export interface JsonLinesOptions {
  /** The columns, where they are not the keys of the first object. */
  readonly header?: readonly string[] | undefined;
  /** Is told which line of the file each row was. */
  readonly lines?: LineNotes | undefined;
}

interface Reading {
  readonly place: string;
  readonly pairs: LinePairs;
  readonly out: CsvOutput;
  readonly lines: LineNotes | undefined;
  columns: JsonColumns | undefined;
  /** Number of the line that is read next, from 1. */
  line: number;
}

/**
 * The bytes of the CSV, chunk by chunk. A file without an object has no header, unless its columns are given.
 * @param pieces the bytes of the file, in UTF-8, with or without a byte order mark.
 * @param place the file to name in a failure.
 * @throws Failure `json-line-invalid`, `json-value-nested`, `json-key-unknown`, `json-key-repeated`, `bytes-undecodable`,
 * `record-too-long`, each with its line.
 */
export async function* readJsonLines(
  pieces: AsyncIterable<Uint8Array>,
  place: string,
  { header, lines }: JsonLinesOptions = {},
): AsyncGenerator<Uint8Array, void, void> {
  const out = createCsvOutput();
  const reading: Reading = { place, pairs: createLinePairs(), out, lines, columns: undefined, line: 1 };
  if (header !== undefined) writeHeader(reading, header);
  for await (const bytes of wholeLines(pieces, LONGEST_RECORD + BOM.length)) {
    let start = reading.line === 1 && bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
    const sound = isUtf8(bytes);
    while (start < bytes.length) {
      const feed = bytes.indexOf(LF, start);
      const end = feed < 0 ? bytes.length : feed;
      readLine(reading, { bytes, start, end, sound });
      const full = takeFull(out);
      if (full !== undefined) yield full;
      reading.line += 1;
      start = end + 1;
    }
  }
  lines?.begins(out.line, reading.line);
  if (out.length > 0) yield takeRest(out);
}

const LF = 0x0a;
const BOM = Buffer.from("\ufeff");

interface Line {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Whether all of the bytes around the line are UTF-8. */
  readonly sound: boolean;
}

function readLine(reading: Reading, { bytes, start, end, sound }: Line): void {
  const { pairs, out, lines } = reading;
  // A longer line was cut off, and nothing behind it is read.
  if (end - start > LONGEST_RECORD) {
    throw new Failure("record-too-long", { place: { file: reading.place, line: reading.line }, next: SPLIT_LINES });
  }
  if (skipBlanks(bytes, start, end) === end) {
    lines?.begins(out.line, reading.line);
    endRow(out);
    return;
  }
  const place: LinePlace = { file: reading.place, line: reading.line, bytes, start };
  if (!sound && !isUtf8(bytes.subarray(start, end))) {
    throw new Failure("bytes-undecodable", { place: { file: reading.place, line: reading.line } });
  }
  readPairs(pairs, bytes, start, end);
  if (pairs.fault !== undefined) throw invalidLine(pairs.fault, place, pairs);
  if (reading.columns === undefined) {
    const keys = keysOf(pairs, bytes);
    if ("kind" in keys) throw misplacedKey(keys, place, []);
    if (keys.length === 0) throw invalidLine({ kind: "invalid", at: start, found: NO_KEYS }, place, pairs);
    writeHeader(reading, keys);
  }
  lines?.begins(out.line, reading.line);
  if (reading.columns !== undefined) writeRow(reading.columns, reading, place);
}

const SPLIT_LINES = "Write one object a line, such as with jq -c '.[]' of a list.";
const NO_KEYS = "the first object has no keys, so there are no columns";

function writeHeader(reading: Reading, names: readonly string[]): void {
  reading.columns = columnsNamed(names);
  for (const name of names) putTextCell(reading.out, name);
  endRow(reading.out);
}

function writeRow(columns: JsonColumns, { pairs, out }: Reading, place: LinePlace): void {
  const misplaced = placePairs(columns, pairs, place.bytes);
  if (misplaced !== undefined) throw misplacedKey(misplaced, place, columns.names);
  const { pairOf } = columns;
  for (let column = 0; column < pairOf.length; column += 1) writeValue(out, pairs, pairOf[column] ?? -1, place);
  endRow(out);
}

function writeValue(out: CsvOutput, { numbers }: LinePairs, pair: number, place: LinePlace): void {
  if (pair < 0) {
    putByteCell(out, place.bytes, 0, 0);
    return;
  }
  const slot = pair * PAIR_NUMBERS + 3;
  const start = numbers[slot] ?? 0;
  const end = numbers[slot + 1] ?? 0;
  const kind = numbers[slot + 2];
  if (kind === ESCAPED_STRING) {
    const text = unescaped(place.bytes, start, end);
    if (LONE_SURROGATE.test(text)) throw loneSurrogate(start, place);
    putTextCell(out, text);
  } else if (kind === NUMBER && hasExponent(place.bytes, start, end)) {
    const plain = withoutExponent(place.bytes.toString("latin1", start, end));
    if (plain === undefined) throw strangeNumber(start, place);
    putTextCell(out, plain);
  } else {
    putByteCell(out, place.bytes, start, kind === NULL ? start : end);
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function hasExponent(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (((bytes[at] ?? 0) | 0x20) === 0x65) return true;
  return false;
}

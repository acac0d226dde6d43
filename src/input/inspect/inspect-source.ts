/**
 * Reads a file of which nothing is known once, from its first byte to its last, and says what is in it.
 *
 * Memory stays the same for any number of rows: counts, sketches and samples. A file that is no text in UTF-8 is refused like an export.
 */
import { Failure } from "../../domain/failure.ts";
import type { InspectedFile } from "../../domain/inspection.ts";
import { KEPT_CELLS } from "../../kernel/numbers.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { type Cut, cutBlocks } from "../blocks.ts";
import type { ByteStream } from "../byte-stream.ts";
import { findBadByte, findFirstDamage, linesBefore } from "../damage.ts";
import { damageFailure, endlessFailure } from "../damage-failure.ts";
import { withEncodingAdvice } from "../encoding-advice.ts";
import { notCsvFailure } from "../foreign-file.ts";
import { hasByteOrderMark } from "../header-line.ts";
import { createRow, scanRows } from "../scanner.ts";
import type { Source } from "../source.ts";
import type { SourceLines } from "../table/source-lines.ts";
import { columnFacts, isIdName } from "./column-facts.ts";
import { type CellBytes, type ColumnTally, createTally, endBlock, tallyCell } from "./column-tally.ts";
import { findTable, type TableStart } from "./find-table.ts";
import { createTotals, noteRow, noteTotalWord, type TotalsTally, totalsFacts } from "./totals-tally.ts";

export interface PassOptions {
  /** Is told the bytes that were taken, and the rows that were read. */
  readonly onProgress: (bytes: number, rows: number) => void;
}

/** @throws Failure for an empty file, a file that is no CSV, damage, and a file that was changed meanwhile. */
export async function inspectSource(source: Source, options: PassOptions): Promise<InspectedFile> {
  const stream = await source.open();
  try {
    return await inspectStream(stream, source.path, options);
  } catch (error) {
    throw await withEncodingAdvice(error, source);
  } finally {
    await stream.close();
  }
}

interface Pass {
  readonly path: string;
  readonly table: TableStart;
  readonly row: RowCells;
  /** Which lines of the file the lines are; undefined where they are the same. */
  readonly lines: SourceLines | undefined;
  readonly columns: readonly ColumnTally[];
  readonly totals: TotalsTally;
  rows: number;
  uneven: { count: number; line: number };
  /** The line of the next block's first byte, and its offset. */
  line: number;
  offset: number;
}

async function inspectStream(stream: ByteStream, path: string, { onProgress }: PassOptions): Promise<InspectedFile> {
  const cuts = cutBlocks(stream);
  const first = await nextCut(cuts);
  const pass = startPass(first, path, stream.lines);
  const head = pass.table.start;
  const mark = first !== undefined && hasByteOrderMark(first.bytes);
  for (let cut = first; cut !== undefined; cut = await nextCut(cuts)) {
    const bytes = cut === first ? cut.bytes.subarray(head) : cut.bytes;
    if (cut.kind === "endless-record") throw endlessFailure(bytes, pass.table.delimiter, placeOf(pass));
    readBlock(pass, bytes);
    onProgress(stream.bytesTaken(), pass.rows);
  }
  const facts = await stream.finish();
  const { bytes } = facts;
  return factsOf(pass, { bytes, encoding: encodingOf(stream, mark) });
}

/** What is known of the encoding from the stream alone. */
function encodingOf({ encoding, lines }: ByteStream, mark: boolean): InspectedFile["encoding"] {
  if (lines !== undefined) return { name: "utf-8", known: "format" };
  if (encoding !== undefined) return { name: encoding, known: encoding.startsWith("utf-16") ? "mark" : "declared" };
  return { name: "utf-8", known: mark ? "mark" : "proven" };
}

async function nextCut(cuts: AsyncGenerator<Cut, void, void>): Promise<Cut | undefined> {
  const next = await cuts.next();
  return next.done ? undefined : next.value;
}

/** Finds the table in the first block, whose header is checked for damage like every row. */
function startPass(first: Cut | undefined, path: string, lines: SourceLines | undefined): Pass {
  const bytes = first?.bytes ?? Buffer.alloc(0);
  const table = bytes.length === 0 ? undefined : findTable(bytes);
  const foreign = isDoubtful(bytes, table) ? notCsvFailure(bytes, path) : undefined;
  if (foreign !== undefined) throw foreign;
  if (table === undefined) throw new Failure("export-empty", { place: { file: path } });
  const damage = findFirstDamage(bytes.subarray(0, table.start), undefined);
  if (damage !== undefined) throw damageFailure(damage, { path, firstLine: 1, offset: 0 });
  if (table.columns >= KEPT_CELLS)
    throw new Failure("header-invalid", {
      place: { file: path, line: table.line },
      found: `it has ${table.columns} columns, and at most ${KEPT_CELLS - 1} are read`,
    });
  const names = namesOf(table);
  return {
    path,
    table,
    row: createRow(),
    lines,
    columns: names.map((name) => createTally(isIdName(name))),
    totals: createTotals(names.length),
    rows: 0,
    uneven: { count: 0, line: 0 },
    line: linesBefore(bytes, table.start) + 1,
    offset: table.start,
  };
}

/** Whether the first bytes may be those of no table: some byte is no text, or there is one column at most. */
function isDoubtful(bytes: Buffer, table: TableStart | undefined): boolean {
  return table === undefined || table.columns < 2 || findBadByte(bytes.subarray(0, table.start)) !== undefined;
}

export function namesOf({ header, columns }: Pick<TableStart, "header" | "columns">): readonly string[] {
  return header ?? Array.from({ length: columns }, (_, index) => `column ${index + 1}`);
}

function placeOf({ path, line, offset }: Pass) {
  return { path, firstLine: line, offset };
}

function readBlock(pass: Pass, bytes: Buffer): void {
  const { row, columns, totals, table } = pass;
  const block: CellBytes = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
  const { lines, damage } = scanRows(bytes, table.delimiter, row, () => {
    const line = fileLine(pass, pass.line + row.line);
    let filled = 0;
    let word: string | undefined;
    let wordAt = 0;
    const count = Math.min(row.count, columns.length);
    for (let index = 0; index < count; index += 1) {
      const start = row.starts[row.first + index] ?? 0;
      const end = row.ends[row.first + index] ?? 0;
      const tally = columns[index];
      if (end === start || tally === undefined) continue;
      filled += 1;
      const total = tallyCell(tally, block, start, end, line);
      if (total === undefined) continue;
      word = total;
      wordAt = index;
    }
    if (row.count !== columns.length) noteUneven(pass, line);
    pass.rows += 1;
    noteRow(totals, line, filled);
    if (word !== undefined) noteTotalWord(totals, word, wordAt);
  });
  const first = findFirstDamage(bytes, damage);
  if (first !== undefined) throw damageFailure(first, placeOf(pass));
  for (const tally of columns) endBlock(tally, block);
  pass.line += lines;
  pass.offset += bytes.length;
}

function fileLine({ lines }: Pass, line: number): number {
  return lines === undefined ? line : lines.of(line);
}

function noteUneven({ uneven }: Pass, line: number): void {
  uneven.count += 1;
  if (uneven.count === 1) uneven.line = line;
}

function factsOf(
  { path, table, rows, uneven, columns, totals }: Pass,
  about: Pick<InspectedFile, "bytes" | "encoding">,
): InspectedFile {
  const names = namesOf(table);
  return {
    path,
    ...about,
    delimiter: table.delimiter,
    beforeHeader: table.beforeHeader,
    headerLine: table.header === undefined ? undefined : table.line,
    rows,
    uneven: uneven.count === 0 ? undefined : { ...uneven },
    columns: columns.map((tally, index) => columnFacts(tally, names[index] ?? "")),
    totals: totalsFacts(totals, names),
  };
}

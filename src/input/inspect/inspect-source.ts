/**
 * Reads an unknown file once, from its first byte to its last, and says what is in it.
 *
 * Memory stays the same for any number of rows: counts, sketches and samples. A file that is no text in UTF-8 is refused like an export.
 */
import { Failure } from "../../domain/failure.ts";
import type { ColumnFacts, InspectedFile } from "../../domain/inspection.ts";
import { KEPT_CELLS } from "../../kernel/numbers.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { type BlockRoom, type Cut, createBlockRoom, cutBlocks } from "../blocks.ts";
import type { ByteStream } from "../byte-stream.ts";
import { findBadByte, findFirstDamage, linesBefore } from "../damage.ts";
import { damageFailure, endlessFailure } from "../damage-failure.ts";
import { withEncodingAdvice } from "../encoding-advice.ts";
import { notCsvFailure } from "../foreign-file.ts";
import { hasByteOrderMark } from "../header-line.ts";
import { createRow } from "../scanner.ts";
import type { Source } from "../source.ts";
import type { SourceLines } from "../table/source-lines.ts";
import { factsOfColumns, isIdName } from "./column-facts.ts";
import { findTable, type TableStart } from "./find-table.ts";
import { gather, type SharedTally, shareBlock, shareOut, type TallyHelper } from "./shared-tally.ts";
import { createTableTally, type TableTally, tallyBlock } from "./table-tally.ts";
import { totalsFacts } from "./totals-tally.ts";

export interface PassOptions {
  /** Is told the bytes that were taken, and the rows that were read. */
  readonly onProgress: (bytes: number, rows: number) => void;
  /** Starts a thread that helps with a large file; undefined where this thread does everything. */
  readonly startHelper?: (() => TallyHelper) | undefined;
}

/** So many blocks show which columns take the most time. To start a thread takes longer than to read them. */
const BLOCKS_READ_ALONE = 8;

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
  readonly start: TableStart;
  readonly row: RowCells;
  /** Which lines of the file the lines are; undefined where they are the same. */
  readonly lines: SourceLines | undefined;
  readonly table: TableTally;
  readonly room: BlockRoom;
  /** The offset of the next block's first byte. */
  offset: number;
  blocks: number;
  /** Undefined while this thread counts all columns. */
  shared: SharedTally | undefined;
}

async function inspectStream(stream: ByteStream, path: string, options: PassOptions): Promise<InspectedFile> {
  const room = createBlockRoom();
  const cuts = cutBlocks(stream, undefined, room);
  const first = await nextCut(cuts);
  const pass = startPass(first, { path, lines: stream.lines, room });
  const mark = first !== undefined && hasByteOrderMark(first.bytes);
  try {
    for (let cut = first; cut !== undefined; cut = await nextCut(cuts)) {
      const bytes = cut === first ? cut.bytes.subarray(pass.start.start) : cut.bytes;
      if (cut.kind === "endless-record") throw endlessFailure(bytes, pass.start.delimiter, placeOf(pass));
      await readBlock(pass, bytes, options);
      options.onProgress(stream.bytesTaken(), pass.table.rows);
    }
    const helped = pass.shared && (await gather(pass.shared, pass.table));
    const { bytes } = await stream.finish();
    return factsOf(pass, helped ?? [], { bytes, encoding: encodingOf(stream, mark) });
  } finally {
    await pass.shared?.helper.close();
  }
}

/** What is known of the encoding from the stream alone. */
function encodingOf({ encoding, format }: ByteStream, mark: boolean): InspectedFile["encoding"] {
  if (format !== undefined) return { name: "utf-8", known: "format", format };
  if (encoding !== undefined) return { name: encoding, known: encoding.startsWith("utf-16") ? "mark" : "declared" };
  return { name: "utf-8", known: mark ? "mark" : "proven" };
}

async function nextCut(cuts: AsyncGenerator<Cut, void, void>): Promise<Cut | undefined> {
  const next = await cuts.next();
  return next.done ? undefined : next.value;
}

/** Finds the table in the first block, whose header is checked for damage like every row. */
function startPass(first: Cut | undefined, { path, lines, room }: Pick<Pass, "path" | "lines" | "room">): Pass {
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
  const line = linesBefore(bytes, table.start) + 1;
  return {
    path,
    start: table,
    row: createRow(),
    lines,
    table: createTableTally(table.delimiter, namesOf(table).map(isIdName), line),
    room,
    offset: table.start,
    blocks: 0,
    shared: undefined,
  };
}

/** Whether the first bytes may be those of no table: some byte is no text, or there is one column at most. */
function isDoubtful(bytes: Buffer, table: TableStart | undefined): boolean {
  return table === undefined || table.columns < 2 || findBadByte(bytes.subarray(0, table.start)) !== undefined;
}

export function namesOf({ header, columns }: Pick<TableStart, "header" | "columns">): readonly string[] {
  return header ?? Array.from({ length: columns }, (_, index) => `column ${index + 1}`);
}

function placeOf({ path, table, offset }: Pass) {
  return { path, firstLine: table.line, offset };
}

/** Counts a block on this thread, and on the helper its share. */
async function readBlock(pass: Pass, bytes: Buffer, { startHelper }: PassOptions): Promise<void> {
  const { row, table, lines, room } = pass;
  // The lines of a file that was turned into a CSV are known on this thread alone.
  if (startHelper !== undefined && pass.blocks === BLOCKS_READ_ALONE && lines === undefined && table.columns.length > 1)
    pass.shared = shareOut(table, namesOf(pass.start), { helper: startHelper(), room });
  if (pass.shared !== undefined) await shareBlock(pass.shared, bytes);
  const place = placeOf(pass);
  const damage = tallyBlock(table, bytes, row, lines && ((line) => lines.of(line)));
  const first = findFirstDamage(bytes, damage);
  if (first !== undefined) throw damageFailure(first, place);
  if (pass.shared === undefined) room.giveBack(bytes);
  pass.offset += bytes.length;
  pass.blocks += 1;
}

/** @param helped the facts of the columns that a helper counted, by position. */
function factsOf(
  { path, start, table }: Pass,
  helped: readonly (ColumnFacts | undefined)[],
  about: Pick<InspectedFile, "bytes" | "encoding">,
): InspectedFile {
  const names = namesOf(start);
  const { rows, uneven, totals } = table;
  return {
    path,
    ...about,
    delimiter: start.delimiter,
    dialect: undefined,
    beforeHeader: start.beforeHeader,
    headerLine: start.header === undefined ? undefined : start.line,
    rows,
    uneven: uneven.count === 0 ? undefined : { ...uneven },
    columns: factsOfColumns(table, names).map((facts, index) => facts ?? known(helped[index])),
    totals: totalsFacts(totals, names),
  };
}

function known<Facts>(facts: Facts | undefined): Facts {
  if (facts === undefined) throw new Error("a column that no thread counted");
  return facts;
}

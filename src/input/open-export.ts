/**
 * The one way to open an export: its header first, then its blocks without the header, each with its place in the file.
 *
 * The failures for an empty file, a file that is no CSV, a bad header, a record without an end and a read error are thrown here, so
 * that every command names the same code, line and byte.
 */
import { Failure } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import { MAPPED_COLUMN } from "../domain/reject.ts";
import { type BlockRoom, type Cut, cutBlocks } from "./blocks.ts";
import { type ByteStream, hasFileOffsets, type SourceFacts } from "./byte-stream.ts";
import { endlessFailure } from "./damage-failure.ts";
import { withEncodingAdvice } from "./encoding-advice.ts";
import { notCsvFailure } from "./foreign-file.ts";
import { type Header, type HeaderOrigin, readHeader } from "./header.ts";
import { namerOf } from "./header-problem.ts";
import type { OpenRanges } from "./ranges.ts";
import type { Source } from "./source.ts";
import type { NumericCells } from "./table/numeric-cells.ts";
import type { SourceLines } from "./table/source-lines.ts";

export interface ExportOptions {
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
  /** Refuses an export whose header the caller cannot use. */
  readonly checkHeader?: (header: Header, path: string) => void;
  /** Memory to which the caller gives blocks back. Without it a block stays as it is until the next one is asked for. */
  readonly room?: BlockRoom;
  /** Bytes to aim at for a block. */
  readonly blockSize?: number | undefined;
}

export interface ExportBlock {
  /** Never empty. */
  readonly bytes: Buffer;
  /** Offset of the block's first byte in the stream. */
  readonly offset: number;
}

export interface OpenExport {
  /** The path as the command line has it; `-` for standard input. */
  readonly path: string;
  readonly header: Header;
  /** Whether the bytes of blocks are those of the file; see `ByteStream`. */
  readonly asStored: boolean;
  /** Opens the bytes that blocks are cut from to be read again; see `ByteStream`. */
  readonly openRanges: OpenRanges | undefined;
  /** The encoding of the file; undefined for UTF-8. */
  readonly encoding: string | undefined;
  /** Whether an offset in the stream is one in the (unpacked) file. */
  readonly hasFileOffsets: boolean;
  /** The number of bytes of the source that were taken so far, before unpacking. */
  bytesTaken(): number;
  /**
   * The blocks in the order of the file; the caller can ask for them once.
   * @param settled awaited before a failure of the reading is thrown, so that damage in earlier blocks is thrown first. A caller
   * that asks for a block before it is done with the earlier blocks has to give it.
   */
  blocks(settled?: () => Promise<void>): AsyncGenerator<ExportBlock, void, void>;
  /** Which lines of the file the lines are; undefined where they are the same. */
  readonly lines: SourceLines | undefined;
  /** Cells of a workbook that are numbers, as far as they were read; undefined for any other file. */
  readonly numericCells: NumericCells | undefined;
  /** Number of the first line, from 1, that no block has taken yet; at first the line after the header. */
  nextLine(): number;
  /**
   * Takes the lines of a block once it was scanned, block after block, and returns the number of the block's first line.
   * @param lines line feeds in the block.
   */
  takeLines(lines: number): number;
  /** The facts about the source, once all of it was read. @throws Failure `input-changed` where the file was changed meanwhile. */
  finish(): Promise<SourceFacts>;
  /** The error of a reading; where it is a failure for bytes that are not UTF-8, the failure says what else the file may be in. */
  advised(error: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const NOTHING: Cut = { kind: "block", bytes: Buffer.alloc(0) };

/** @throws Failure for an empty export, a file that is no CSV, a source or a header that cannot be read; the source is closed then. */
export async function openExport(source: Source, options: ExportOptions): Promise<OpenExport> {
  const stream = await source.open();
  try {
    return await readStart(stream, source, options);
  } catch (error) {
    await stream.close();
    throw error;
  }
}

async function readStart(
  stream: ByteStream,
  source: Source,
  { kind, checkHeader, room, blockSize }: ExportOptions,
): Promise<OpenExport> {
  const { path } = source;
  const cuts = cutBlocks(stream, blockSize, room);
  const first = (await nextCut()) ?? NOTHING;
  const { meaning } = stream;
  const hasOffsets = hasFileOffsets(stream);
  const header = { ...(await readFirstLine(first.bytes, { kind, hasOffsets }, source)), meaning };
  if (meaning === undefined) refuseMappedRows(header, path);
  checkHeader?.(header, path);
  let nextLine = header.line + 1 - (meaning?.linesAdded ?? 0);

  async function* blocks(settled = noneAhead): AsyncGenerator<ExportBlock, void, void> {
    let offset = header.length;
    let cut: Cut | undefined = { ...first, bytes: first.bytes.subarray(offset) };
    while (cut !== undefined) {
      const { bytes } = cut;
      if (cut.kind === "endless-record") {
        await settled();
        const firstLine = stream.lines?.of(nextLine) ?? nextLine;
        throw endlessFailure(bytes, header.delimiter, { path, firstLine, offset: hasOffsets ? offset : undefined });
      }
      if (bytes.length > 0) yield { bytes, offset };
      offset += bytes.length;
      cut = await nextCut(settled);
    }
  }

  async function nextCut(settled = noneAhead): Promise<Cut | undefined> {
    try {
      const next = await cuts.next();
      return next.done ? undefined : next.value;
    } catch (error) {
      await settled();
      throw error;
    }
  }

  return {
    path,
    header,
    asStored: stream.asStored,
    hasFileOffsets: hasOffsets,
    openRanges: stream.openRanges,
    encoding: stream.encoding,
    lines: stream.lines,
    numericCells: stream.numericCells,
    bytesTaken: stream.bytesTaken,
    blocks,
    nextLine: () => nextLine,
    takeLines: (lines) => {
      const firstLine = nextLine;
      nextLine += lines;
      return firstLine;
    },
    finish: stream.finish,
    advised: (error) => withEncodingAdvice(error, source),
    close: stream.close,
  };
}

/** Refuses rejects of an export under a mapping, which are read without it: their times may be other times then. */
function refuseMappedRows({ columns, line }: Header, file: string): void {
  if (!columns.includes(MAPPED_COLUMN)) return;
  throw new Failure("header-invalid", {
    place: { file, line },
    found: `it has ${MAPPED_COLUMN}, so its rows are rejects of an export under a mapping`,
    next: "Name that mapping with --mapping, which says how their times are written.",
  });
}

/** @throws Failure for a file that is no CSV in UTF-8, or for a header that cannot be used. */
async function readFirstLine(
  bytes: Buffer,
  facts: Pick<HeaderOrigin, "kind" | "hasOffsets">,
  source: Source,
): Promise<Header> {
  try {
    return readHeader(bytes, { ...facts, file: source.path, namedBy: namerOf(source.mapping) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw notCsvFailure(bytes, source.path) ?? (await withEncodingAdvice(error, source, bytes));
  }
}

/** For a caller that is done with every block before it asks for the next one. */
async function noneAhead(): Promise<void> {}

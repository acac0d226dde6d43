/**
 * Reads all exports front to back, has every block decided, and keeps the answers in input order.
 *
 * What lasts beyond a block is a code per row, its fingerprint, the outcomes and rejects (the last three go to disk when
 * they are many), and facts about each export. Damage fails the run with its place: the first one in the input, whatever
 * finished first.
 */
import { Failure } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import { type Cut, createBlockRoom, cutBlocks } from "../exports/blocks.ts";
import { createNamer } from "../exports/discover.ts";
import { type Header, readHeader } from "../exports/header.ts";
import { type Layout, layoutOf } from "../exports/layout.ts";
import type { ByteStream, Source, SourceFacts } from "../exports/source.ts";
import type { Fingerprints } from "./fingerprints.ts";
import { headerFacts } from "./header-facts.ts";
import type { BlockJob, BlockResult } from "./job.ts";
import { createRowPages, type RowPages } from "./pages.ts";
import type { Pool } from "./pool.ts";
import { assertSound, endlessFailure } from "./read-failures.ts";
import type { BlockPlace } from "./row-places.ts";
import { createServicesSeen, type ServicesSeen } from "./services-seen.ts";
import type { Spool } from "./spool.ts";

export interface ExportInput {
  readonly source: Source;
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
}

/** What was read from one export. */
export interface ExportFacts extends SourceFacts {
  readonly path: string;
  readonly name: string;
  readonly kind: RecordKind;
  readonly encoding: "utf-8" | "utf-8 with BOM";
  readonly gzip: boolean;
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Ordinal of its first row among all rows of the run. */
  readonly firstRow: number;
  readonly endsWithNewline: boolean;
  readonly layout: Layout;
  /** Bytes up to the end of the header line, a byte order mark included. */
  readonly headerLength: number;
  /** The number of the line after the header. */
  readonly firstLine: number;
  /** Where its rows lie; none when that was not noted. */
  readonly blocks: readonly BlockPlace[];
}

/** The part of a block's answer that waits until rows were compared with each other. */
export interface PendingBlock extends Pick<BlockResult, "outcomes" | "rejects" | "layered"> {
  readonly exportIndex: number;
  /** Ordinal of the block's first row, and number of its first line in the file. */
  readonly firstRow: number;
  readonly firstLine: number;
}

export interface ReadRows {
  readonly exports: readonly ExportFacts[];
  /** Benefits and reviews of all blocks. */
  readonly outcomes: number;
  readonly rows: RowPages;
  readonly unruled: readonly string[];
}

export interface Reading {
  readonly pool: Pool;
  readonly pending: Spool<PendingBlock>;
  readonly fingerprints: Fingerprints;
  /** Bytes to aim at for a block. */
  readonly blockSize: number;
  /** Further columns that rules change; read as ends of periods. */
  readonly fields: ReadonlySet<string>;
  /** Called for every export once its header is known, to refuse what the policy cannot be decided on. */
  readonly checkHeader: (header: Header, path: string) => void;
  readonly onProgress: (progress: Progress) => void;
}

export interface Progress {
  readonly bytes: number;
  readonly rows: number;
  readonly rejects: number;
}

const LF = 0x0a;

export async function readExports(inputs: readonly ExportInput[], reading: Reading): Promise<ReadRows> {
  const rows = createRowPages();
  const unruled = new Set<string>();
  const exports: ExportFacts[] = [];
  const services = createServicesSeen();
  const nameOf = createNamer();
  const total = { bytes: 0, rejects: 0, outcomes: 0 };
  for (const [exportIndex, input] of inputs.entries()) {
    const stream = await input.source.open();
    try {
      exports.push(
        await readExport(stream, input, { ...reading, exportIndex, rows, unruled, services, nameOf, total }),
      );
      total.bytes += stream.bytesTaken();
    } finally {
      await stream.close();
    }
  }
  return { exports, outcomes: total.outcomes, rows, unruled: [...unruled].sort() };
}

interface RunningTotals {
  readonly exportIndex: number;
  readonly rows: RowPages;
  readonly unruled: Set<string>;
  readonly services: ServicesSeen;
  readonly nameOf: ReturnType<typeof createNamer>;
  readonly total: { bytes: number; rejects: number; outcomes: number };
}

async function readExport(
  stream: ByteStream,
  { source, kind }: ExportInput,
  context: Reading & RunningTotals,
): Promise<ExportFacts> {
  const { rows, pool, exportIndex } = context;
  const firstRow = rows.length;
  const underWay: UnderWay[] = [];
  const blocks: BlockPlace[] = [];
  const room = createBlockRoom();
  let header: Header | undefined;
  let layout: Layout | undefined;
  let name = "";
  let nextLine = 1;
  let offset = 0;
  let endsWithNewline = true;

  async function absorbNext(): Promise<void> {
    const next = underWay.shift();
    if (next === undefined) return;
    const result = await next.answer;
    const { firstLine, lines, outcomes, rejects, layered } = result;
    assertSound(result.overlap, result.damage, { path: source.path, firstLine, offset: next.offset });
    context.services.see(result.services, source.path);
    const block: PendingBlock = { exportIndex, firstRow: rows.length, firstLine, outcomes, rejects, layered };
    if (outcomes.count > 0 || rejects.length > 0) context.pending.append(block, sizeOf(block));
    blocks.push({
      offset: next.offset,
      length: next.length,
      firstRow: rows.length,
      rows: result.codes.length,
      firstLine,
      lineByLine: lines === result.codes.length - (next.endsWithNewline ? 0 : 1),
    });
    rows.append(result);
    context.fingerprints.add(result);
    for (const service of result.unruled) context.unruled.add(service);
    context.total.rejects += rejects.length;
    context.total.outcomes += outcomes.count;
    context.onProgress({
      bytes: context.total.bytes + stream.bytesTaken(),
      rows: rows.length,
      rejects: context.total.rejects,
    });
  }

  async function decide(job: BlockJob): Promise<DecidedBlock> {
    let firstLine = 0;
    const result = await pool.decide(job, (lines) => {
      room.giveBack(job.bytes);
      firstLine = nextLine;
      nextLine += lines;
      return firstLine;
    });
    return { ...result, firstLine };
  }

  async function absorbAll(): Promise<void> {
    while (underWay.length > 0) await absorbNext();
  }

  for await (const cut of afterAll(absorbAll, cutBlocks(stream, context.blockSize, room))) {
    let bytes = cut.bytes;
    if (header === undefined) {
      header = readHeader(bytes, { file: source.path, kind });
      context.checkHeader(header, source.path);
      name = context.nameOf(source.path, header.kind);
      layout = layoutOf(header, context.fields);
      bytes = bytes.subarray(header.length);
      offset = header.length;
      nextLine = header.line + 1;
    }
    if (layout === undefined) break;
    if (cut.kind === "endless-record") {
      await absorbAll();
      throw endlessFailure(cut, layout.delimiter, { path: source.path, firstLine: nextLine, offset });
    }
    const { length } = bytes;
    if (length === 0) continue;
    endsWithNewline = bytes.at(-1) === LF;
    const answer = decide({ source: name, exportIndex, layout, bytes });
    // Node ends the process over a promise that failed before anybody awaited it; one that nobody will may fail unseen.
    answer.catch(() => {});
    underWay.push({ answer, offset, length, endsWithNewline });
    offset += length;
    if (underWay.length >= pool.width) await absorbNext();
  }
  await absorbAll();
  if (header === undefined || layout === undefined) throw new Failure("export-empty", { place: { file: source.path } });
  return {
    ...(await stream.finish()),
    ...headerFacts(header),
    path: source.path,
    name,
    gzip: stream.gzip,
    rows: rows.length - firstRow,
    firstRow,
    endsWithNewline,
    layout,
    blocks,
  };
}

interface DecidedBlock extends BlockResult {
  /** Number of its first line in the file. */
  readonly firstLine: number;
}

/** A block that is being decided. */
interface UnderWay {
  readonly answer: Promise<DecidedBlock>;
  /** Offset of its first byte in the (unpacked) file. */
  readonly offset: number;
  readonly length: number;
  readonly endsWithNewline: boolean;
}

/** The cuts; where they cannot go on, what is wrong with those before comes first. */
async function* afterAll(absorbAll: () => Promise<void>, cuts: AsyncIterable<Cut>): AsyncGenerator<Cut, void, void> {
  try {
    yield* cuts;
  } catch (error) {
    await absorbAll();
    throw error;
  }
}

function sizeOf({ outcomes, rejects, layered }: PendingBlock): number {
  const bytes = outcomes.bytes.reduce((sum, { length }) => sum + length, 0);
  return bytes + outcomes.count * 64 + (rejects.length + layered.length) * 512;
}

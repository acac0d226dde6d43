/**
 * Reads all exports front to back, has every block decided, and keeps the answers in input order.
 *
 * What lasts beyond a block is a code per row, its fingerprint, the outcomes and rejects (the last three go to disk when
 * they are many), and facts about each export. Damage fails the run with its place: the first one in the input, whatever
 * finished first.
 */
import type { RecordKind } from "../domain/record.ts";
import { type BlockRoom, createBlockRoom } from "../exports/blocks.ts";
import type { SourceFacts } from "../exports/byte-stream.ts";
import { createNamer } from "../exports/discover.ts";
import type { Header } from "../exports/header.ts";
import { type Layout, layoutOf } from "../exports/layout.ts";
import { type ExportBlock, type OpenExport, openExport } from "../exports/open-export.ts";
import type { Source } from "../exports/source.ts";
import type { Fingerprints } from "./fingerprints.ts";
import { headerFacts } from "./header-facts.ts";
import type { BlockResult, RowsOrigin } from "./job.ts";
import { createRowPages, type RowPages } from "./pages.ts";
import type { Pool } from "./pool.ts";
import { assertSound } from "./read-failures.ts";
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
  /** Bytes to aim at for a block, where a test wants other than the usual ones. */
  readonly blockSize?: number | undefined;
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
  const run: RunSoFar = {
    ...reading,
    rows: createRowPages(),
    unruled: new Set(),
    services: createServicesSeen(),
    nameOf: createNamer(),
    total: { bytes: 0, rejects: 0, outcomes: 0 },
  };
  const exports: ExportFacts[] = [];
  for (const [exportIndex, input] of inputs.entries()) exports.push(await readExport(input, exportIndex, run));
  return { exports, outcomes: run.total.outcomes, rows: run.rows, unruled: [...run.unruled].sort() };
}

/** What is known of all exports up to here. */
interface RunSoFar extends Reading {
  readonly rows: RowPages;
  readonly unruled: Set<string>;
  readonly services: ServicesSeen;
  readonly nameOf: ReturnType<typeof createNamer>;
  readonly total: { bytes: number; rejects: number; outcomes: number };
}

async function readExport({ source, kind }: ExportInput, exportIndex: number, run: RunSoFar): Promise<ExportFacts> {
  const { checkHeader, blockSize, rows, pool } = run;
  const room = createBlockRoom();
  const opened = await openExport(source, { kind, checkHeader, room, blockSize });
  try {
    const { header, path, gzip } = opened;
    const firstRow = rows.length;
    const name = run.nameOf(path, header.kind);
    const layout = layoutOf(header, run.fields);
    const origin = { source: name, exportIndex, layout };
    const state: ExportSoFar = { opened, origin, room, underWay: [], blocks: [], endsWithNewline: true };
    for await (const block of opened.blocks(() => absorbAll(state, run))) {
      state.underWay.push(startDeciding(block, state, pool));
      if (state.underWay.length >= pool.width) await absorbNext(state, run);
    }
    await absorbAll(state, run);
    const facts = await opened.finish();
    run.total.bytes += opened.bytesTaken();
    const { blocks, endsWithNewline } = state;
    return {
      ...facts,
      ...headerFacts(header),
      path,
      name,
      gzip,
      rows: rows.length - firstRow,
      firstRow,
      endsWithNewline,
      layout,
      blocks,
    };
  } finally {
    await opened.close();
  }
}

/** What is known of one export up to here. */
interface ExportSoFar {
  readonly opened: OpenExport;
  readonly origin: RowsOrigin;
  readonly room: BlockRoom;
  /** The blocks that are being decided, in the order of the file. */
  readonly underWay: BlockUnderWay[];
  readonly blocks: BlockPlace[];
  /** Whether the last block that was absorbed does; an export without a row does, too. */
  endsWithNewline: boolean;
}

interface BlockUnderWay {
  readonly answer: Promise<DecidedBlock>;
  /** Offset of the block's first byte in the (unpacked) file. */
  readonly offset: number;
  readonly length: number;
  readonly endsWithNewline: boolean;
}

interface DecidedBlock extends BlockResult {
  /** Number of the block's first line in the file. */
  readonly firstLine: number;
}

function startDeciding(
  { bytes, offset }: ExportBlock,
  { opened, origin, room }: ExportSoFar,
  pool: Pool,
): BlockUnderWay {
  async function decide(): Promise<DecidedBlock> {
    let firstLine = 0;
    const result = await pool.decide({ ...origin, bytes }, (lines) => {
      room.giveBack(bytes);
      firstLine = opened.takeLines(lines);
      return firstLine;
    });
    return { ...result, firstLine };
  }
  const answer = decide();
  // Node ends the process over a promise that fails before anybody awaits it, and this one may never be awaited.
  answer.catch(() => {});
  return { answer, offset, length: bytes.length, endsWithNewline: bytes.at(-1) === LF };
}

async function absorbAll(state: ExportSoFar, run: RunSoFar): Promise<void> {
  while (state.underWay.length > 0) await absorbNext(state, run);
}

/** Waits for the first block that is being decided, and adds its answer to those of the blocks before it. */
async function absorbNext(state: ExportSoFar, run: RunSoFar): Promise<void> {
  const next = state.underWay.shift();
  if (next === undefined) return;
  const { offset, length, endsWithNewline } = next;
  const { opened, origin, blocks } = state;
  const { rows, total } = run;
  const result = await next.answer;
  const { codes, firstLine, lines, outcomes, rejects, layered, overlap, damage } = result;
  assertSound(overlap, damage, { path: opened.path, firstLine, offset });
  run.services.see(result.services, opened.path);
  const firstRow = rows.length;
  const block: PendingBlock = { exportIndex: origin.exportIndex, firstRow, firstLine, outcomes, rejects, layered };
  if (outcomes.count > 0 || rejects.length > 0) run.pending.append(block, sizeOf(block));
  const lineByLine = lines === codes.length - (endsWithNewline ? 0 : 1);
  blocks.push({ offset, length, firstRow, rows: codes.length, firstLine, lineByLine });
  state.endsWithNewline = endsWithNewline;
  rows.append(result);
  run.fingerprints.add(result);
  for (const service of result.unruled) run.unruled.add(service);
  total.rejects += rejects.length;
  total.outcomes += outcomes.count;
  run.onProgress({ bytes: total.bytes + opened.bytesTaken(), rows: rows.length, rejects: total.rejects });
}

function sizeOf({ outcomes, rejects, layered }: PendingBlock): number {
  const bytes = outcomes.bytes.reduce((sum, { length }) => sum + length, 0);
  return bytes + outcomes.count * 64 + (rejects.length + layered.length) * 512;
}

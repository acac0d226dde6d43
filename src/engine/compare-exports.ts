/**
 * Reads exports once for two sets of rules: a code per row in memory; its fingerprint, and what the affected rows get from
 * each side, on disk where they are many.
 */
import { Failure } from "../domain/failure.ts";
import { cutBlocks } from "../exports/blocks.ts";
import type { ByteStream } from "../exports/byte-stream.ts";
import { findFirstDamage } from "../exports/damage.ts";
import { type BlockStart, endlessFailure } from "../exports/damage-failure.ts";
import { createNamer } from "../exports/discover.ts";
import { type Header, readHeader } from "../exports/header.ts";
import { createKernel, type Kernel } from "../exports/kernel.ts";
import { createRow } from "../exports/scanner.ts";
import { createComparer, type Gain, type RowComparer } from "./compare-row.ts";
import type { Fingerprints } from "./fingerprints.ts";
import { headerFacts } from "./header-facts.ts";
import type { RuleOverlap, Setup } from "./job.ts";
import { createRowPages, type RowPages } from "./pages.ts";
import type { ExportFacts, ExportInput, Progress } from "./read-exports.ts";
import { assertSound } from "./read-failures.ts";
import { AFFECTED, codeOfFaults } from "./rows.ts";
import { createServicesSeen, type ServicesSeen } from "./services-seen.ts";
import type { Spool } from "./spool.ts";

/** A row that a side gives something, or sends to review. */
export interface AffectedRow {
  readonly ordinal: number;
  readonly id: string;
  readonly user: string;
  readonly service: string;
  readonly gains: readonly [readonly Gain[], readonly Gain[]];
}

export interface CompareReading {
  readonly setups: readonly [Setup, Setup];
  readonly spool: Spool<readonly AffectedRow[]>;
  readonly fingerprints: Fingerprints;
  readonly checkHeader: (header: Header, path: string) => void;
  readonly onProgress: (progress: Progress) => void;
}

export interface ComparedRows {
  readonly exports: readonly ExportFacts[];
  readonly rows: RowPages;
  /** Rows that each side rejects. */
  readonly rejects: readonly [number, number];
}

const LF = 0x0a;
const BLOCK_SIZE = 4 * 1024 * 1024;
/** About what one affected row takes in the spool. */
const ROW_SIZE = 800;

export async function compareExports(inputs: readonly ExportInput[], reading: CompareReading): Promise<ComparedRows> {
  const rows = createRowPages();
  const rejects: [number, number] = [0, 0];
  const open = createComparer(reading.setups);
  const services = createServicesSeen();
  const nameOf = createNamer();
  const kernel = createKernel();
  const exports: ExportFacts[] = [];
  let bytes = 0;
  for (const input of inputs) {
    const stream = await input.source.open();
    try {
      exports.push(
        await compareExport(input, stream, { ...reading, rows, rejects, services, open, nameOf, kernel, bytes }),
      );
      bytes += stream.bytesTaken();
    } finally {
      await stream.close();
    }
  }
  return { exports, rows, rejects };
}

interface Context extends CompareReading {
  readonly rows: RowPages;
  readonly rejects: [number, number];
  readonly services: ServicesSeen;
  readonly open: (header: Header) => RowComparer;
  readonly nameOf: ReturnType<typeof createNamer>;
  readonly kernel: Kernel;
  /** Bytes of the exports before this one. */
  readonly bytes: number;
}

interface OpenExport {
  readonly header: Header;
  readonly comparer: RowComparer;
  readonly kernel: Kernel;
  readonly name: string;
}

async function compareExport(
  { source, kind }: ExportInput,
  stream: ByteStream,
  context: Context,
): Promise<ExportFacts> {
  const { rows, rejects } = context;
  const firstRow = rows.length;
  const file = source.path;
  let opened: OpenExport | undefined;
  let line = 1;
  let offset = 0;
  let endsWithNewline = true;
  for await (const cut of cutBlocks(stream, BLOCK_SIZE)) {
    let bytes = cut.bytes;
    if (opened === undefined) {
      const header = readHeader(bytes, { file, kind });
      context.checkHeader(header, file);
      const comparer = context.open(header);
      context.kernel.plan(comparer.layout);
      opened = { header, comparer, kernel: context.kernel, name: context.nameOf(file, header.kind) };
      bytes = bytes.subarray(header.length);
      offset = header.length;
      line = header.line + 1;
    }
    const start = { path: file, firstLine: line, offset };
    if (cut.kind === "endless-record") throw endlessFailure(bytes, opened.header.delimiter, start);
    line += compareBlock(bytes, opened, { ...context, start });
    offset += bytes.length;
    if (bytes.length > 0) endsWithNewline = bytes.at(-1) === LF;
    context.onProgress({ bytes: context.bytes + stream.bytesTaken(), rows: rows.length, rejects: rejects[0] });
  }
  if (opened === undefined) throw new Failure("export-empty", { place: { file } });
  const { header, name, comparer } = opened;
  return {
    ...(await stream.finish()),
    ...headerFacts(header),
    path: file,
    name,
    gzip: stream.gzip,
    rows: rows.length - firstRow,
    firstRow,
    endsWithNewline,
    layout: comparer.layout,
    blocks: [],
  };
}

interface BlockContext extends Context {
  readonly start: BlockStart;
}

/** Returns the lines of the block. */
function compareBlock(
  bytes: Buffer,
  { header, comparer, kernel }: OpenExport,
  { rows, rejects, services, spool, fingerprints, start }: BlockContext,
): number {
  const row = createRow();
  const affected: AffectedRow[] = [];
  let overlapping: RuleOverlap | undefined;

  function compareRow(ordinal: number): number {
    const { gains, faults, overlap } = comparer.read(bytes, row);
    if (overlap !== undefined) overlapping ??= { ...overlap, line: row.line };
    for (const side of [0, 1] as const) if (faults[side] !== undefined) rejects[side] += 1;
    const wrong = faults[0] ?? faults[1];
    if (wrong === undefined) services.see([comparer.record.service], start.path);
    if (gains === undefined) return wrong === undefined ? 0 : codeOfFaults(wrong);
    const { service, kind } = comparer.record;
    const id = comparer.record.id();
    // A claim may have no user; it then counts by itself.
    const user = comparer.record.text("user_id") || `${kind} ${service} ${id}`;
    affected.push({ ordinal, id, user, service, gains });
    return AFFECTED;
  }

  kernel.open(bytes, header.delimiter);
  while (kernel.next()) {
    const codes = new Uint8Array(kernel.rows);
    for (let index = 0; index < codes.length; index += 1) {
      kernel.fill(index, row);
      codes[index] = compareRow(rows.length + index);
    }
    rows.append({ codes, gaps: new Uint8Array(codes.length) });
    fingerprints.add({ codes, fingerprints: kernel.print() });
  }
  assertSound(overlapping, findFirstDamage(bytes, kernel.damage), start);
  if (affected.length > 0) spool.append(affected, affected.length * ROW_SIZE);
  return kernel.lines;
}

/**
 * Reads all exports front to back, has every block decided under the rules of each side, and keeps the answers in input order.
 *
 * Text that lies nowhere as it is read, such as the CSV that a workbook becomes, is kept on disk: its rows that may contradict each other
 * are read again, and to make it a second time takes as long as the first time.
 *
 * Five things last longer than a block: the code of each row, the fingerprint of each row, the outcomes, the rejects with their bytes
 * (these last three go to disk when they are many), and the facts about each export. Damage fails the run with its place: the first damage
 * in the input, whichever block was decided first.
 */
import { type BlockRoom, createBlockRoom } from "../input/blocks.ts";
import { createNamer } from "../input/discover.ts";
import { type BlockLines, blockLines, renumbered } from "../input/file-lines.ts";
import type { Header } from "../input/header.ts";
import { layoutOf, layoutOfMapped } from "../input/layout.ts";
import { type ExportBlock, type OpenExport, openExport } from "../input/open-export.ts";
import { nothingDecided, resultOf } from "./decide/decide-block.ts";
import { headerFacts } from "./header-facts.ts";
import type { Pool } from "./pool.ts";
import { assertSound } from "./read-failures.ts";
import type { Fingerprints } from "./repeats/fingerprints.ts";
import type { RowsOrigin, RuleOverlap, ScannedBlock } from "./rows/job.ts";
import type { ExportInput } from "./rows/read-rows.ts";
import { remarksOnNumbers } from "./rows/remarks.ts";
import type { BlockPlace } from "./rows/row-places.ts";
import { type ScratchFile, scratchRanges } from "./rows/scratch-file.ts";
import { addBlock, addExportRemarks, type DecidedBlock, type Sides } from "./sides.ts";

export interface Reading {
  readonly sides: Sides;
  readonly fingerprints: Fingerprints;
  /** For text that lies nowhere as it is read. */
  readonly keptText: ScratchFile;
  /** Bytes to aim at for a block, where a test wants another size than the usual one. */
  readonly blockSize?: number | undefined;
  /** Called for every export once its header is known, to refuse an export that the policy cannot be applied to. */
  readonly checkHeader: (header: Header, path: string) => void;
  readonly onProgress: (progress: Progress) => void;
}

export interface Progress {
  readonly bytes: number;
  readonly rows: number;
  readonly rejects: number;
}

const LF = 0x0a;

/** Reads all exports once; afterwards every side holds the answers of its rules. */
export async function readExports(inputs: readonly ExportInput[], reading: Reading): Promise<void> {
  const soFar: ReadingSoFar = { ...reading, nameOf: createNamer(), bytes: 0 };
  for (const [exportIndex, input] of inputs.entries()) await readExport(input, exportIndex, soFar);
}

interface ReadingSoFar extends Reading {
  readonly nameOf: ReturnType<typeof createNamer>;
  /** Bytes of the exports before this one. */
  bytes: number;
}

async function readExport({ source, kind }: ExportInput, exportIndex: number, reading: ReadingSoFar): Promise<void> {
  const { checkHeader, blockSize, sides, keptText } = reading;
  const [{ pool, rows }] = sides;
  const room = createBlockRoom();
  const opened = await openExport(source, { kind, checkHeader, room, blockSize });
  try {
    const { header, path, asStored, encoding } = opened;
    const liesAt = asStored ? source.openRanges : opened.openRanges;
    const firstRow = rows.length;
    const name = reading.nameOf(path, header.kind);
    const used = new Set(sides.flatMap((side) => [...side.used]));
    const origins = sides.map(({ fields }) =>
      originsOf({ source: name, exportIndex, layout: layoutOf(header, fields, used) }),
    );
    const nextLine = opened.nextLine();
    const state: ExportSoFar = {
      opened,
      exportIndex,
      origins,
      room,
      underWay: [],
      blocks: [],
      nextLine,
      ...NOTHING_YET,
    };
    for await (const block of opened.blocks(() => absorbAll(state, reading))) {
      const offset = liesAt === undefined ? keptText.append(block.bytes) : block.offset;
      state.underWay.push({ ...startDeciding(block, state, sides), liesAt: offset });
      if (state.underWay.length >= pool.width) await absorbNext(state, reading);
    }
    await absorbAll(state, reading);
    const { archive, mapping } = source;
    const again = { openRanges: liesAt ?? scratchRanges(keptText), lines: opened.lines };
    const readAs = { ...headerFacts(header, encoding), path, name, archive, mapping, ...again };
    const read = { ...(await opened.finish()), ...readAs };
    reading.bytes += opened.bytesTaken();
    const { blocks, endsWithNewline, leftOut } = state;
    const facts = { ...read, rows: rows.length - firstRow, leftOut, firstRow, endsWithNewline, blocks };
    for (const [index, { scanned }] of origins.entries()) {
      const { layout } = scanned;
      const side = sides[index];
      if (side === undefined) continue;
      side.exports.push({ ...facts, layout });
      addExportRemarks(side, exportIndex, remarksOnNumbers(layout, opened.numericCells), 0);
    }
  } catch (error) {
    throw await opened.advised(error);
  } finally {
    await opened.close();
  }
}

const NOTHING_YET = { leftOut: 0, endsWithNewline: true };

/** An export while it is read. */
interface ExportSoFar {
  readonly opened: OpenExport;
  readonly exportIndex: number;
  /** One for every side. */
  readonly origins: readonly BlockOrigins[];
  readonly room: BlockRoom;
  /** The blocks that are being decided, in the order of the file. */
  readonly underWay: BlockUnderWay[];
  readonly blocks: BlockPlace[];
  /** Number of the first line that was not absorbed, in the text that blocks are cut from. */
  nextLine: number;
  leftOut: number;
  /** Whether the last block that was absorbed ends with a line feed; true for an export without a row. */
  endsWithNewline: boolean;
}

/** The facts about an export, for its rows as they lie, and for its candidates, whose cells are what a mapping made of them. */
interface BlockOrigins {
  readonly scanned: RowsOrigin;
  readonly decided: RowsOrigin;
}

function originsOf(scanned: RowsOrigin): BlockOrigins {
  return { scanned, decided: { ...scanned, layout: layoutOfMapped(scanned.layout) } };
}

interface BlockUnderWay extends StartedBlock {
  /** Where the block's bytes can be read again. */
  readonly liesAt: number;
}

interface StartedBlock {
  /** One for every side. */
  readonly answers: readonly Promise<DecidedBlock>[];
  /** Offset of the block's first byte in the (unpacked) file. */
  readonly offset: number;
  readonly length: number;
  readonly endsWithNewline: boolean;
}

function startDeciding(
  { bytes, offset }: ExportBlock,
  { opened, origins, room }: ExportSoFar,
  sides: Sides,
): StartedBlock {
  let toBeScanned = sides.length;
  let firstLine: number | undefined;

  async function decide(origin: BlockOrigins, pool: Pool | undefined): Promise<DecidedBlock> {
    if (pool === undefined) throw new Error("an origin without a side");
    const scanned = await pool.scan({ ...origin.scanned, bytes });
    toBeScanned -= 1;
    if (toBeScanned === 0) room.giveBack(bytes);
    // Every side scans blocks in their order, so the first scan of this block comes after the first scan of the block before it.
    firstLine ??= opened.takeLines(scanned.block.lines);
    const lines = blockLines(firstLine, opened.lines);
    const block = lines === undefined ? scanned.block : withFileLines(scanned.block, lines);
    const place = { firstLine: lines?.firstLine ?? firstLine };
    const { candidates } = block;
    const decided =
      candidates.count === 0 ? nothingDecided() : await scanned.decide({ ...origin.decided, ...place, candidates });
    return { ...resultOf(block, decided), ...place };
  }

  const answers = origins.map((origin, index) => decide(origin, sides[index]?.pool));
  // Node ends the process over a promise that fails before a caller awaits it, and these promises may never be awaited.
  for (const answer of answers) answer.catch(() => {});
  return { answers, offset, length: bytes.length, endsWithNewline: bytes.at(-1) === LF };
}

/** The block with its rows numbered as the lines of the file. */
function withFileLines(block: ScannedBlock, lines: BlockLines): ScannedBlock {
  const { candidates, rejects, remarks, damage } = block;
  for (const { count, line } of [candidates, rejects])
    for (let index = 0; index < count; index += 1) line[index] = lines.of(line[index] ?? 0);
  return {
    ...block,
    remarks: renumbered(remarks, lines),
    damage: damage && { ...damage, line: lines.of(damage.line) },
  };
}

async function absorbAll(state: ExportSoFar, reading: ReadingSoFar): Promise<void> {
  while (state.underWay.length > 0) await absorbNext(state, reading);
}

/** Waits for the first block that is being decided, and adds its answers to those of the blocks before it. */
async function absorbNext(state: ExportSoFar, reading: ReadingSoFar): Promise<void> {
  const next = state.underWay.shift();
  if (next === undefined) return;
  const results: DecidedBlock[] = [];
  for (const answer of next.answers) results.push(await answer);
  const [result] = results;
  if (result === undefined) return;
  const { offset, liesAt, length, endsWithNewline } = next;
  const { opened, blocks, exportIndex } = state;
  const { sides, fingerprints } = reading;
  const [{ rows }] = sides;
  const { codes, firstLine, lines, damage } = result;
  const place = { path: opened.path, firstLine, offset: opened.hasFileOffsets ? offset : undefined };
  assertSound(firstOverlap(results), damage, place);
  const lineByLine = lines === codes.length - (endsWithNewline ? 0 : 1);
  const lineAt = { firstLine: state.nextLine, lineByLine };
  blocks.push({ offset: liesAt, length, firstRow: rows.length, rows: codes.length, ...lineAt });
  state.nextLine += lines;
  state.leftOut += result.leftOut;
  state.endsWithNewline = endsWithNewline;
  fingerprints.add(result);
  for (const [index, side] of sides.entries()) {
    const own = results[index];
    if (own !== undefined) addBlock(own, side, { exportIndex, path: opened.path });
  }
  reading.onProgress({ bytes: reading.bytes + opened.bytesTaken(), rows: rows.length, rejects: sides[0].rejects });
}

/** The overlap on the first line; where two sides found overlaps on that line, the overlap of the first of these sides. */
function firstOverlap(results: readonly DecidedBlock[]): RuleOverlap | undefined {
  return results
    .flatMap(({ overlap }) => overlap ?? [])
    .reduce<RuleOverlap | undefined>((first, next) => (first && first.line <= next.line ? first : next), undefined);
}

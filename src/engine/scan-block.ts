/**
 * Scans a block: takes its bytes, and gives the codes and fingerprints of all its rows and the rows that rules have to decide.
 *
 * Every row of every export goes through this module, on one thread or another. A row that the kernel is not sure of is read
 * with all care here, and teaches the kernel its words; so the kernel is sure of the next row like it.
 */
import { openZone } from "../domain/zone.ts";
import { type CandidateList, createCandidateList } from "../exports/candidates.ts";
import { rowTexts } from "../exports/cells.ts";
import { findBadByte, firstDamage, linesBefore } from "../exports/damage.ts";
import { createKernel, type Kernel, VERDICTS } from "../exports/kernel.ts";
import type { Layout } from "../exports/layout.ts";
import { createRecordReader, type RecordReader } from "../exports/read-record.ts";
import type { Surroundings } from "../exports/record-view.ts";
import { createRow, type RowCells } from "../exports/scanner.ts";
import { currenciesFor } from "../rules/currencies.ts";
import { compileRules, type Rules } from "../rules/decide.ts";
import type { BlockJob, RejectedRow, ScannedBlock, Setup } from "./job.ts";
import { AFFECTED, codeOf, codeOfFaults } from "./rows.ts";
import { MOST_SERVICES } from "./services-seen.ts";

export type ScanBlock = (job: BlockJob) => ScannedBlock;

const NO_RULE = codeOf("no-rule");
const UNSURE = VERDICTS.unsure;
/** Bytes of a row for which room is made at first; the room doubles when rows are shorter. */
const USUAL_ROW = 64;

/** What a scanner has learned, and its memory, from one block to the next. */
interface Scanner {
  readonly rules: Rules;
  readonly surroundings: Surroundings;
  readonly kernel: Kernel;
  readonly candidates: CandidateList;
  /** The cells of the row that is read with care. */
  readonly row: RowCells;
  /** Services met so far, in all exports. */
  readonly met: Set<string>;
  marks: Marks;
  block: Block | undefined;
}

/** The block that is being scanned, and what was found in it so far. */
interface Block {
  readonly exportIndex: number;
  readonly layout: Layout;
  readonly reader: RecordReader;
  readonly bytes: Buffer;
  rows: number;
  readonly rejects: RejectedRow[];
  /** Services that were met in this block for the first time. */
  readonly services: string[];
  /** Services that no rule is for. */
  readonly unruled: Set<string>;
}

/** One code, one gap and three words of fingerprints per row. */
interface Marks {
  readonly codes: Uint8Array<ArrayBuffer>;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  readonly gaps: Uint8Array<ArrayBuffer>;
}

export function createBlockScanner({ policy, outage, asOf }: Setup): ScanBlock {
  const surroundings = { zone: openZone(policy.zone), currencies: currenciesFor(policy, outage) };
  const { steadyOffset } = surroundings.zone;
  const scanner: Scanner = {
    rules: compileRules(policy, outage, asOf),
    surroundings,
    kernel: createKernel({ steadyOffset, codeBeyond: (index) => codeBeyond(scanner, index) }),
    candidates: createCandidateList(),
    row: createRow(),
    met: new Set(),
    marks: roomFor(0),
    block: undefined,
  };
  return (job) => scanBlock(scanner, job);
}

function scanBlock(scanner: Scanner, job: BlockJob): ScannedBlock {
  const { kernel, candidates, met } = scanner;
  const block = openBlock(scanner, job);
  const { bytes, rejects, services, unruled } = block;
  scanner.block = block;
  makeRoom(scanner, 0, Math.ceil(bytes.length / USUAL_ROW));
  kernel.open(bytes, job.layout.delimiter);
  while (kernel.next()) scanBatch(scanner, block);
  const first = firstDamage(kernel.damage, findBadByte(bytes));
  const found = candidates.take();
  const { rows } = block;
  const { marks } = scanner;
  return {
    codes: marks.codes.slice(0, rows),
    fingerprints: marks.fingerprints.slice(0, rows * 3),
    gaps: marks.gaps.slice(0, rows),
    // With too many services the run fails here, and there is nothing to decide any more.
    candidates: met.size > MOST_SERVICES ? candidates.take() : found,
    lines: kernel.lines,
    rejects,
    services,
    unruled: [...unruled],
    damage: first && { ...first, line: linesBefore(bytes, first.offset) },
  };
}

/** What the reader and the kernel know about an export holds for its other blocks, too. */
function openBlock({ kernel, surroundings, block: before }: Scanner, job: BlockJob): Block {
  const { exportIndex, layout, bytes } = job;
  const known = before?.exportIndex === exportIndex ? before.reader : undefined;
  if (known === undefined) kernel.plan(layout);
  return {
    exportIndex,
    layout,
    reader: known ?? createRecordReader(layout, surroundings),
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    rows: 0,
    rejects: [],
    services: [],
    unruled: new Set(),
  };
}

function scanBatch(scanner: Scanner, block: Block): void {
  const { kernel, candidates } = scanner;
  makeRoom(scanner, block.rows, kernel.rows);
  const { marks } = scanner;
  marks.fingerprints.set(kernel.print(), block.rows * 3);
  marks.gaps.set(kernel.gaps(), block.rows);
  const verdicts = kernel.check();
  const codes = kernel.codes();
  for (let index = verdicts.indexOf(UNSURE); index >= 0; index = verdicts.indexOf(UNSURE, index + 1)) {
    const { words } = kernel;
    codes[index] = readCarefully(scanner, block, index);
    // The word that was learned may be all that the kernel missed in the rows that follow. They are checked again only now:
    // the check may have another row read.
    if (kernel.words > words) kernel.check(index + 1);
  }
  marks.codes.set(codes, block.rows);
  kernel.collect(block.rows, candidates);
  block.rows += verdicts.length;
}

/** @returns the code of the row; that of a row to be decided is only known later. */
function readCarefully(scanner: Scanner, block: Block, index: number): number {
  const { kernel, row, rules, met } = scanner;
  const { reader, bytes } = block;
  kernel.fill(index, row);
  const faults = reader.read(bytes, row);
  if (faults !== undefined) {
    block.rejects.push({ row: block.rows + index, line: row.line, cells: rowTexts(bytes, row), faults });
    return codeOfFaults(faults);
  }
  const { kind, service } = reader.record;
  if (met.size > MOST_SERVICES) return NO_RULE;
  if (!met.has(service)) block.services.push(service);
  met.add(service);
  const hasRule = rules.concern(kind, service);
  const { words } = kernel;
  reader.teach(kernel, hasRule);
  if (kernel.words > words) teachHorizon(scanner, block);
  if (hasRule) kernel.pass(index, reader.period());
  else block.unruled.add(service);
  return hasRule ? AFFECTED : NO_RULE;
}

/** Tells the kernel the horizon of the service of the row that was read last. */
function teachHorizon({ rules, kernel }: Scanner, { reader, layout: { columns, service: column } }: Block): void {
  const { kind, service } = reader.record;
  const horizon = rules.horizon(kind, service);
  if (horizon === undefined) return;
  // All texts of a column that an export does not have are the same.
  const selected = horizon.columns.map((name) => columns.indexOf(name)).filter((index) => index >= 0);
  kernel.learnHorizon(column, horizon, selected);
}

/** Decides one row that is beyond its horizon; the kernel hands the code on to all rows like it. */
function codeBeyond({ kernel, row, rules, block }: Scanner, index: number): number | undefined {
  kernel.fill(index, row);
  if (block === undefined || block.reader.read(block.bytes, row) !== undefined) return undefined;
  const decision = rules.decide(block.reader.record);
  return decision.kind === "unaffected" ? codeOf(decision.reason) : undefined;
}

/** Makes room for so many more rows than there are. */
function makeRoom(scanner: Scanner, rows: number, more: number): void {
  const { marks } = scanner;
  if (rows + more <= marks.codes.length) return;
  const larger = roomFor((rows + more) * 2);
  larger.codes.set(marks.codes);
  larger.fingerprints.set(marks.fingerprints);
  larger.gaps.set(marks.gaps);
  scanner.marks = larger;
}

function roomFor(rows: number): Marks {
  return { codes: new Uint8Array(rows), fingerprints: new Uint32Array(rows * 3), gaps: new Uint8Array(rows) };
}

/**
 * Scans a block: takes its bytes, and returns the codes and fingerprints of all its rows, and its candidates.
 *
 * Every row of every export goes through this module, on one thread or another. A row that the kernel is not sure of is read
 * with care here, and teaches the kernel its words; so the kernel is sure of the next row like it.
 */
import type { Fault } from "../../domain/reject.ts";
import type { Remark } from "../../domain/remark.ts";
import { openZone } from "../../domain/zone.ts";
import { cellText, rowAlone } from "../../input/cells.ts";
import { findFirstDamage } from "../../input/damage.ts";
import { describeLayout } from "../../input/describe-layout.ts";
import type { Layout } from "../../input/layout.ts";
import { createRecordReader, type RecordReader } from "../../input/read-record.ts";
import type { ReadingContext } from "../../input/record-view.ts";
import { createRow } from "../../input/scanner.ts";
import { type CandidateList, createCandidateList } from "../../kernel/candidates.ts";
import { type Columns, copyInto, firstEntries, roomFor } from "../../kernel/columns.ts";
import { VERDICTS } from "../../kernel/numbers.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import {
  checkRows,
  codesOfRows,
  collectRows,
  countDamaged,
  createScanKernel,
  fillRow,
  gapsOfRows,
  loadBlock,
  memoryOfRows,
  nextBatch,
  passRow,
  printRows,
  rowsLeftOut,
  type ScanKernel,
} from "../../kernel/scan-kernel.ts";
import { countWords, learnHorizon } from "../../kernel/teach-kernel.ts";
import { currenciesFor } from "../../rules/currencies.ts";
import { compileRules, type Rules } from "../../rules/decide.ts";
import { type BlockJob, SCANNED_COLUMNS, type ScannedBlock, type Setup } from "../rows/job.ts";
import { createRejectList, type RejectList } from "../rows/reject-table.ts";
import { addRemarks, type RemarkTable } from "../rows/remarks.ts";
import { AFFECTED, codeOf, codeOfFaults } from "../rows/row-codes.ts";
import { MOST_SERVICES } from "./services-seen.ts";

export type ScanBlock = (job: BlockJob) => ScannedBlock;

const NO_RULE = codeOf("no-rule");
const UNSURE = VERDICTS.unsure;
/** Bytes of a row for which room is made at first; the room doubles when rows are shorter. */
const USUAL_ROW = 64;

/** The knowledge and the memory that a scanner keeps from one block to the next. */
interface Scanner {
  readonly rules: Rules;
  readonly context: ReadingContext;
  readonly kernel: ScanKernel;
  readonly candidates: CandidateList;
  readonly rejects: RejectList;
  /** The cells of the row that is read with care. */
  readonly row: RowCells;
  /** Services met so far, in all exports. */
  readonly met: Set<string>;
  scanned: Columns<typeof SCANNED_COLUMNS>;
  block: Block | undefined;
}

/** The block that is being scanned, and its rows so far. */
interface Block {
  readonly exportIndex: number;
  readonly layout: Layout;
  readonly reader: RecordReader;
  readonly bytes: Buffer;
  rows: number;
  /** With lines within the block. */
  readonly remarks: RemarkTable;
  /** Services that were met in this block for the first time. */
  readonly services: string[];
  /** Services that no rule is for. */
  readonly unruled: Set<string>;
}

export function createBlockScanner({ policy, outage, asOf }: Setup): ScanBlock {
  const rules = compileRules(policy, outage, asOf);
  const context = { zone: openZone(policy.zone), currencies: currenciesFor(policy, outage), reads: rules.reads };
  const steadyOffset = (day: number, zone?: string) =>
    (zone === undefined ? context.zone : openZone(zone)).steadyOffset(day);
  const scanner: Scanner = {
    rules,
    context,
    kernel: createScanKernel({ steadyOffset, codeBeyond: (index) => codeBeyond(scanner, index) }),
    candidates: createCandidateList(),
    rejects: createRejectList(),
    row: createRow(),
    met: new Set(),
    scanned: roomFor(SCANNED_COLUMNS, 0),
    block: undefined,
  };
  return (job) => scanBlock(scanner, job);
}

function scanBlock(scanner: Scanner, job: BlockJob): ScannedBlock {
  const { kernel, candidates, rejects, met } = scanner;
  const block = openBlock(scanner, job);
  const { bytes, remarks, services, unruled } = block;
  scanner.block = block;
  makeRoom(scanner, 0, Math.ceil(bytes.length / USUAL_ROW));
  loadBlock(kernel, bytes, job.layout.delimiter);
  while (nextBatch(kernel)) scanBatch(scanner, block);
  const found = candidates.take();
  const { rows } = block;
  const { scanned } = scanner;
  return {
    ...firstEntries(SCANNED_COLUMNS, scanned, rows),
    // With too many services the run fails, and there is nothing to decide any more.
    candidates: met.size > MOST_SERVICES ? candidates.take() : found,
    lines: kernel.lines,
    leftOut: rowsLeftOut(kernel),
    rejects: rejects.take(),
    remarks: [...remarks.values()],
    services,
    unruled: [...unruled],
    damage: findFirstDamage(bytes, kernel.damage),
  };
}

/** All blocks of an export have the same layout, so they share their reader and the words that the kernel knows. */
function openBlock({ kernel, context, block: before }: Scanner, job: BlockJob): Block {
  const { exportIndex, layout, bytes } = job;
  const known = before?.exportIndex === exportIndex ? before.reader : undefined;
  if (known === undefined) describeLayout(kernel, layout);
  return {
    exportIndex,
    layout,
    reader: known ?? createRecordReader(layout, context),
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    rows: 0,
    remarks: new Map(),
    services: [],
    unruled: new Set(),
  };
}

function scanBatch(scanner: Scanner, block: Block): void {
  const { kernel, candidates } = scanner;
  makeRoom(scanner, block.rows, kernel.rows);
  const { scanned } = scanner;
  scanned.fingerprints.set(printRows(kernel), block.rows * 3);
  scanned.gaps.set(gapsOfRows(kernel), block.rows);
  // Where ids are strict, such rows are rejects.
  if (block.layout.ids !== "strict") remarkOnIds(scanner, block);
  const verdicts = checkRows(kernel);
  const codes = codesOfRows(kernel);
  for (let index = verdicts.indexOf(UNSURE); index >= 0; index = verdicts.indexOf(UNSURE, index + 1)) {
    const words = countWords(kernel);
    codes[index] = readCarefully(scanner, block, index);
    // The rows that follow may only lack the word that was learned, so they are checked again. They are checked after the row was
    // read with care, because a check may have another row read.
    if (countWords(kernel) > words) checkRows(kernel, index + 1);
  }
  scanned.codes.set(codes, block.rows);
  collectRows(kernel, block.rows, candidates);
  block.rows += verdicts.length;
}

/** Remarks on ids and users of the batch that went through a spreadsheet, whatever else is in their rows. */
function remarkOnIds({ kernel, row }: Scanner, { layout, remarks }: Block): void {
  const damaged = countDamaged(kernel);
  if (damaged === undefined) return;
  for (const [index, { rows, first }] of [[layout.id, damaged.ids] as const, [layout.user, damaged.users] as const]) {
    if (rows === 0) continue;
    fillRow(kernel, first, row, 0);
    const [column = "", value] = [layout.columns[index], cellText(memoryOfRows(kernel), row, index)];
    addRemarks(remarks, [{ code: "id-damaged", column, fault: undefined, rows, line: row.line, value }], 0);
  }
}

/** @returns the code of the row; `AFFECTED` for a row that is still to be decided. */
function readCarefully(scanner: Scanner, block: Block, index: number): number {
  const { kernel, row, rules, met, rejects } = scanner;
  const { reader, layout } = block;
  fillRow(kernel, index, row, 0);
  const bytes = memoryOfRows(kernel);
  const faults = reader.read(bytes, row);
  if (faults !== undefined) {
    const alone = rowAlone(bytes, row, layout);
    rejects.add(block.rows + index, alone.bytes, alone.row, faults, layout.columns);
    return codeOfFaults(faults);
  }
  for (const fault of reader.unread()) addRemarks(block.remarks, [remarkOf(fault, row.line)], 0);
  const { kind, service } = reader.record;
  if (met.size > MOST_SERVICES) return NO_RULE;
  if (!met.has(service)) block.services.push(service);
  met.add(service);
  // A person decides about a service that the mapping does not name.
  const hasRule = rules.concern(kind, service) || reader.record.unnamed?.()?.column === "service";
  const words = countWords(kernel);
  reader.teach(kernel, hasRule);
  if (countWords(kernel) > words) teachHorizon(scanner, block);
  if (hasRule) passRow(kernel, index, reader.period());
  else block.unruled.add(service);
  return hasRule ? AFFECTED : NO_RULE;
}

function remarkOf({ code, column, value }: Fault, line: number): Remark {
  return { code: "unread-fault", column, fault: code, rows: 1, line, value };
}

/** Tells the kernel the horizon of the service of the row that was read last. */
function teachHorizon(
  { rules, kernel }: Scanner,
  { reader, layout: { columns, service: column, reviewed } }: Block,
): void {
  const { kind, service } = reader.record;
  const horizon = rules.horizon(kind, service);
  if (horizon === undefined) return;
  // All texts of a column that an export does not have are the same.
  const selected = horizon.columns.map((name) => columns.indexOf(name)).filter((index) => index >= 0);
  // Beyond the horizon, too, a person decides about a word that the mapping does not name.
  learnHorizon(kernel, column, horizon, [...new Set([...selected, ...reviewed.map(({ index }) => index)])]);
}

/** Decides one row that is beyond its horizon; the kernel hands the code on to all rows like it. */
function codeBeyond({ kernel, row, rules, block }: Scanner, index: number): number | undefined {
  fillRow(kernel, index, row, 0);
  if (block === undefined || block.reader.read(memoryOfRows(kernel), row) !== undefined) return undefined;
  const decision = rules.decide(block.reader.record);
  return decision.kind === "unaffected" ? codeOf(decision.reason) : undefined;
}

/** Makes room for `more` rows after the first `rows` rows. */
function makeRoom(scanner: Scanner, rows: number, more: number): void {
  const { scanned } = scanner;
  if (rows + more <= scanned.codes.length) return;
  scanner.scanned = copyInto(roomFor(SCANNED_COLUMNS, (rows + more) * 2), SCANNED_COLUMNS, scanned);
}

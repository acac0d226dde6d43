/**
 * The first half of a block's way: bytes in, the codes and fingerprints of all rows out, and the rows that rules have to
 * decide.
 *
 * This is what sees every row of every export, on whichever thread. A row that the kernel is not sure of is read with
 * all care here; what it holds is known afterwards, so that the next one like it is sure.
 */
import type { RecordKind } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import { createCandidateList } from "../exports/candidates.ts";
import { rowTexts } from "../exports/cells.ts";
import { findFirstDamage } from "../exports/damage.ts";
import { createKernel, VERDICTS } from "../exports/kernel.ts";
import type { Layout } from "../exports/layout.ts";
import { createRecordReader, type RecordReader } from "../exports/read-record.ts";
import { createRow } from "../exports/scanner.ts";
import { currenciesFor } from "../rules/currencies.ts";
import { compileRules } from "../rules/decide.ts";
import type { BlockJob, RejectedRow, ScannedBlock, Setup } from "./job.ts";
import { AFFECTED, codeOf, codeOfFaults } from "./rows.ts";
import { MOST_SERVICES } from "./services-seen.ts";

export type ScanBlock = (job: BlockJob) => ScannedBlock;

const NO_RULE = codeOf("no-rule");
/** Room is made for rows of this many bytes, and doubled when they are shorter. */
const USUAL_ROW = 64;

export function createBlockScanner({ policy, outage, asOf }: Setup): ScanBlock {
  const rules = compileRules(policy, outage, asOf);
  const surroundings = { zone: openZone(policy.zone), currencies: currenciesFor(policy, outage) };
  const kernel = createKernel({ steadyOffset: surroundings.zone.steadyOffset, codeBeyond });
  const candidates = createCandidateList();
  const row = createRow();
  const met = new Set<string>();
  let marks = roomFor(0);
  let rows = 0;
  let opened: { readonly exportIndex: number; readonly reader: RecordReader } | undefined;
  let bytes: Buffer = Buffer.alloc(0);

  /** What is known of an export is good for its other blocks. */
  function readerFor({ exportIndex, layout }: BlockJob): RecordReader {
    if (opened?.exportIndex !== exportIndex) {
      kernel.plan(layout);
      opened = { exportIndex, reader: createRecordReader(layout, surroundings) };
    }
    return opened.reader;
  }

  function makeRoom(needed: number): void {
    if (rows + needed <= marks.codes.length) return;
    const larger = roomFor((rows + needed) * 2);
    larger.codes.set(marks.codes);
    larger.fingerprints.set(marks.fingerprints);
    larger.gaps.set(marks.gaps);
    marks = larger;
  }

  function teachHorizon(kind: RecordKind, service: string, { columns, service: column }: Layout): void {
    const horizon = rules.horizon(kind, service);
    if (horizon === undefined) return;
    // Of a column that an export does not have, all texts are the same.
    const selected = horizon.columns.map((name) => columns.indexOf(name)).filter((index) => index >= 0);
    kernel.learnHorizon(column, horizon, selected);
  }

  function codeBeyond(index: number): number | undefined {
    kernel.fill(index, row);
    if (opened === undefined || opened.reader.read(bytes, row) !== undefined) return undefined;
    const decision = rules.decide(opened.reader.record);
    return decision.kind === "unaffected" ? codeOf(decision.reason) : undefined;
  }

  return function scanBlock(job) {
    const { layout } = job;
    bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
    const reader = readerFor(job);
    const rejects: RejectedRow[] = [];
    const unruled = new Set<string>();
    const services: string[] = [];
    rows = 0;
    makeRoom(Math.ceil(bytes.length / USUAL_ROW));

    function scanBatch(): void {
      makeRoom(kernel.rows);
      marks.fingerprints.set(kernel.print(), rows * 3);
      marks.gaps.set(kernel.gaps(), rows);
      const verdicts = kernel.check();
      const codes = kernel.codes();
      for (let index = verdicts.indexOf(UNSURE); index >= 0; index = verdicts.indexOf(UNSURE, index + 1)) {
        const { words } = kernel;
        codes[index] = readCarefully(index);
        // The word that it was not sure of may be all that it missed in the rows that follow. Only now: checking may have
        // another of them read.
        if (kernel.words > words) kernel.check(index + 1);
      }
      marks.codes.set(codes, rows);
      kernel.collect(rows, candidates);
      rows += verdicts.length;
    }

    /** Returns the row's code; that of one to be decided is only known later. */
    function readCarefully(index: number): number {
      kernel.fill(index, row);
      const faults = reader.read(bytes, row);
      if (faults !== undefined) {
        rejects.push({ row: rows + index, line: row.line, cells: rowTexts(bytes, row), faults });
        return codeOfFaults(faults);
      }
      const { kind, service } = reader.record;
      if (met.size > MOST_SERVICES) return NO_RULE;
      if (!met.has(service)) services.push(service);
      met.add(service);
      const hasRule = rules.concern(kind, service);
      const { words } = kernel;
      reader.teach(kernel, hasRule);
      if (kernel.words > words) teachHorizon(kind, service, layout);
      if (hasRule) kernel.pass(index, reader.period());
      else unruled.add(service);
      return hasRule ? AFFECTED : NO_RULE;
    }

    kernel.open(bytes, layout.delimiter);
    while (kernel.next()) scanBatch();
    const found = candidates.take();
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
      damage: findFirstDamage(bytes, kernel.damage),
    };
  };
}

const UNSURE = VERDICTS.unsure;

function roomFor(rows: number) {
  return { codes: new Uint8Array(rows), fingerprints: new Uint32Array(rows * 3), gaps: new Uint8Array(rows) };
}

/**
 * Decides one block of rows: bytes in, codes, fingerprints and output rows out.
 *
 * This is what runs on every row of every export, on whichever thread. It knows bytes and rows; what a record gets is
 * for `rules/` alone to say.
 */
import { compensationId } from "../domain/compensation-id.ts";
import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision, Outcome } from "../domain/decision.ts";
import type { Fault } from "../domain/reject.ts";
import { openZone } from "../domain/zone.ts";
import { rowTexts } from "../exports/cells.ts";
import { findBadByte, firstDamage, linesBefore } from "../exports/damage.ts";
import { createRecordReader, type RecordReader } from "../exports/read-record.ts";
import { createRow, type RowCells, scanRows } from "../exports/scanner.ts";
import { compileRules } from "../rules/decide.ts";
import type { BlockJob, BlockResult, LayeredRow, RejectedRow, RuleOverlap, Setup } from "./job.ts";
import { hasUserLimits } from "./limits.ts";
import { createOutcomeList, NO_RULE, type OutcomeList } from "./outcomes.ts";
import { originOf, type RowContext, renderRow } from "./render.ts";
import { createRowBytes } from "./row-bytes.ts";
import { FAR } from "./row-places.ts";
import { createRowPrinter } from "./row-prints.ts";
import { AFFECTED, codeOf, REJECTED, REJECTED_NAMELESS } from "./rows.ts";
import { digestOf } from "./user-table.ts";

export type DecideBlock = (job: BlockJob) => BlockResult;

/** Room is made for rows of this many bytes, and doubled when they are shorter. */
const USUAL_ROW = 64;

export function createBlockDecider({ policy, outage, asOf }: Setup): DecideBlock {
  const rules = compileRules(policy, outage, asOf);
  const surroundings = { zone: openZone(policy.zone), currencies: createCurrencyTable(policy.units) };
  const rulePositions = new Map(policy.layers.flatMap((layer) => layer.rules).map(({ name }, index) => [name, index]));
  const limitsUsers = hasUserLimits(policy);
  const readers = new Map<number, RecordReader>();
  const row = createRow();

  function readerFor({ exportIndex, layout }: BlockJob): RecordReader {
    const known = readers.get(exportIndex);
    if (known !== undefined) return known;
    const reader = createRecordReader(layout, surroundings);
    readers.set(exportIndex, reader);
    return reader;
  }

  return function decideBlock(job) {
    const { layout } = job;
    const bytes = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
    const reader = readerFor(job);
    const { record } = reader;
    const context: RowContext = {
      bytes,
      row,
      copied: { id: layout.id, user: layout.user, service: layout.service, channel: layout.columns.indexOf("channel") },
      origin: originOf(layout.kind, outage.id, policy.revision, job.source),
      currencies: surroundings.currencies,
    };
    const rowBytes = createRowBytes(layout.delimiter);
    const print = createRowPrinter(layout, bytes);
    let codes = new Uint8Array(Math.ceil(bytes.length / USUAL_ROW) + 1);
    let fingerprints = new Uint32Array(codes.length * 3);
    let gaps = new Uint8Array(codes.length);
    let previous = 0;
    const outcomes = createOutcomeList();
    const rejects: RejectedRow[] = [];
    const layered: LayeredRow[] = [];
    const unruled = new Set<string>();
    let overlap: RuleOverlap | undefined;
    let rows = 0;

    function visit(): void {
      if (rows === codes.length) grow();
      const faults = reader.read(bytes, row);
      const code = faults === undefined ? keep(rules.decide(record, job.without)) : reject(faults);
      codes[rows] = code;
      gaps[rows] = Math.min(row.from - previous, FAR);
      previous = row.from;
      if (code !== REJECTED_NAMELESS) print(row, fingerprints, rows * 3);
      rows += 1;
    }

    function grow(): void {
      const [oldCodes, oldFingerprints, oldGaps] = [codes, fingerprints, gaps];
      codes = new Uint8Array(oldCodes.length * 2);
      codes.set(oldCodes);
      fingerprints = new Uint32Array(oldFingerprints.length * 2);
      fingerprints.set(oldFingerprints);
      gaps = new Uint8Array(codes.length);
      gaps.set(oldGaps);
    }

    function keep(decision: Decision): number {
      if (decision.kind === "overlapping") {
        overlap ??= { line: row.line, layer: decision.layer, rules: decision.rules };
        return AFFECTED;
      }
      if (decision.kind === "unaffected") {
        if (decision.reason === "no-rule" && unruled.size < 1000) unruled.add(record.service);
        return codeOf(decision.reason);
      }
      addOutcomes(decision, outcomes);
      return AFFECTED;
    }

    function addOutcomes(decision: Extract<Decision, { kind: "affected" }>, list: OutcomeList): void {
      const { id: recordId, service, kind } = record;
      // A claim may have no user; it then counts by itself.
      const user = limitsUsers ? digestOf(record.text("user_id") || `${kind} ${service} ${recordId}`) : undefined;
      if (isLayered(decision.outcomes)) layered.push({ row: rows, cells: rowTexts(bytes, row) });
      for (const outcome of decision.outcomes) {
        const { layer, rule, result } = outcome;
        const isGift = result.kind !== "review";
        // A review in a layer is named like a gift, so that what was given before is not asked about again.
        const id = layer === "" ? "" : compensationId({ outage: outage.id, layer, kind, service, recordId });
        const payment = result.kind === "payment" ? result.amount : undefined;
        list.add({
          row: rows,
          line: row.line,
          rule: rulePositions.get(rule ?? "") ?? NO_RULE,
          service,
          otherwise: codeOf(decision.otherwise),
          notes: isGift ? result.notes : [],
          amount: payment?.minor ?? 0n,
          currency: payment?.currency ?? "",
          id,
          user,
          ...renderRow(outcome, id, context, rowBytes),
        });
      }
    }

    function reject(faults: readonly Fault[]): number {
      rejects.push({ row: rows, line: row.line, cells: rowTexts(bytes, row), faults });
      return isNameless(row, faults) ? REJECTED_NAMELESS : REJECTED;
    }

    const { lines, damage } = scanRows(bytes, layout.delimiter, row, visit);
    const first = firstDamage(damage, findBadByte(bytes));
    return {
      codes: codes.slice(0, rows),
      fingerprints: fingerprints.slice(0, rows * 3),
      gaps: gaps.slice(0, rows),
      outcomes: outcomes.finish(rowBytes.finish()),
      rejects,
      layered,
      overlap,
      lines,
      unruled: [...unruled],
      damage: first && { ...first, line: linesBefore(bytes, first.offset) },
    };
  };
}

/** Whether a later layer's new end builds on an earlier one's, so that it changes when the earlier is left out. */
function isLayered(outcomes: readonly Outcome[]): boolean {
  if (outcomes.length < 2) return false;
  const fields = outcomes.flatMap(({ result }) => (result.kind === "adjustment" ? [result.field] : []));
  return new Set(fields).size < fields.length;
}

function isNameless(row: RowCells, faults: readonly Fault[]): boolean {
  return (
    faults.some(({ code }) => code === "column-count" || code === "id-empty" || code === "service-empty") ||
    row.count === 0
  );
}

/**
 * Writes the rows of the output CSVs, as bytes, cell by cell.
 *
 * The columns are listed in `OUTPUT_COLUMNS`. `old_value` is the cell as it was read, byte for byte, so that the system that
 * loads the file can compare before it writes.
 */
import { csvCell } from "../../domain/csv-cell.ts";
import type { CurrencyTable } from "../../domain/currency.ts";
import { type Adjustment, NOTES, type Note, type Outcome, type Payment, type Review } from "../../domain/decision.ts";
import { formatMinor, type Money } from "../../domain/money.ts";
import type { RecordKind } from "../../domain/record.ts";
import { unreachable } from "../../domain/unreachable.ts";
import type { KeptText, OutputKernel } from "../../kernel/output-kernel.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import type { Target, TargetCode } from "../rows/outcomes.ts";
import type { RowsByTarget } from "./outcome-list.ts";
import { putCell, putComma, putCopied, putId, putKept, putNumber, putText, type RowBytes } from "./row-bytes.ts";

export const OUTPUT_COLUMNS: { readonly [target in Target]: readonly string[] } = {
  "adjusted-expiry": columns(
    "compensation_id,rule,action,record,record_id,user_id,service,channel,field,old_value,new_value,extended_by,outage,policy_revision,source,line,notes",
  ),
  "refund-credit": columns(
    "compensation_id,rule,action,record,record_id,user_id,service,channel,amount,currency,basis,outage,policy_revision,source,line,notes",
  ),
  review: columns(
    "rule,reason,because,record,record_id,user_id,service,channel,outage,policy_revision,source,line,notes",
  ),
};

function columns(header: string): readonly string[] {
  return header.split(",");
}

/** The facts that all output rows of a run have in common. */
export interface RunFacts {
  readonly outage: string;
  readonly revision: string;
  readonly currencies: CurrencyTable;
}

/** The output rows, and the pieces that were kept for further output rows. */
export interface Renderer {
  readonly kernel: OutputKernel;
  readonly rows: RowsByTarget;
  readonly facts: RunFacts;
  readonly notes: ReadonlyMap<Note, KeptText>;
  readonly noteSeparator: KeptText;
  readonly lineEnd: KeptText;
  /** The cells amount, currency and basis of payments, with a comma before each; by the currency as it is written. */
  readonly sums: Map<string, WeakMap<Payment, KeptText>>;
  keptSums: number;
  /** Cells by kind and source. */
  readonly openings: Map<string, Opening>;
  opening: Opening;
}

/** The cells that the output rows of one kind and export have in common. */
interface Opening {
  readonly kind: RecordKind;
  /** The cells rule, action and record, with a comma around each: by rule, then by action. */
  readonly heads: Map<string, Map<string, KeptText>>;
  /** The cells outage, policy_revision and source, with a comma around each. */
  readonly origin: KeptText;
}

const MOST_SUMS = 16_384;

export function createRenderer(kernel: OutputKernel, rows: RowsByTarget, facts: RunFacts): Renderer {
  return {
    kernel,
    rows,
    facts,
    notes: new Map(NOTES.map((note) => [note, kernel.keep(note)])),
    noteSeparator: kernel.keep("; "),
    lineEnd: kernel.keep("\n"),
    sums: new Map(),
    keptSums: 0,
    openings: new Map(),
    opening: { kind: "claim", heads: new Map(), origin: "" },
  };
}

/** Takes the kind and the export of the records for which rows are written next. */
export function openRows(renderer: Renderer, kind: RecordKind, source: string): void {
  const key = `${kind} ${source}`;
  renderer.opening = renderer.openings.get(key) ?? openingFor(renderer, kind, source);
  renderer.openings.set(key, renderer.opening);
}

function openingFor({ kernel, facts }: Renderer, kind: RecordKind, source: string): Opening {
  const { outage, revision } = facts;
  const origin = kernel.keep(`,${[outage, revision, source].map(csvCell).join(",")},`);
  return { kind, heads: new Map(), origin };
}

/**
 * Adds the row of an outcome to the rows of its target, and returns the target. The id of a gift is the id that was hashed last.
 * @param line number of the record's line in the file.
 * @param currency the currency of a payment, as the record writes it.
 */
export function renderOutcome(
  renderer: Renderer,
  { rule = "", result }: Outcome,
  { cells: row, line, currency }: { readonly cells: RowCells; readonly line: number; readonly currency: string },
): TargetCode {
  switch (result.kind) {
    case "adjustment":
      renderAdjustment(renderer, rule, result, row, line);
      return 0;
    case "payment":
      renderPayment(renderer, rule, result, { row, line, currency });
      return 1;
    case "review":
      renderReview(renderer, rule, result, row, line);
      return 2;
    default:
      return unreachable(result);
  }
}

function renderAdjustment(renderer: Renderer, rule: string, result: Adjustment, row: RowCells, line: number): void {
  const into = renderer.rows[0];
  const { action, field, oldValue, newValue, extendedBy, restored, notes } = result;
  putId(into);
  putKept(into, headOf(renderer, rule, action));
  putCopied(into, row);
  putComma(into);
  putCell(into, field);
  putComma(into);
  putCell(into, oldValue);
  putComma(into);
  putCell(into, newValue);
  putComma(into);
  putCell(into, extendedBy);
  putOrigin(renderer, line, into);
  if (restored !== undefined) {
    putText(into, `amount=${plain(restored, renderer.facts.currencies)}`);
    if (notes.length > 0) putKept(into, renderer.noteSeparator);
  }
  putNotes(renderer, notes, into);
}

function renderPayment(
  renderer: Renderer,
  rule: string,
  result: Payment,
  { row, line, currency }: { readonly row: RowCells; readonly line: number; readonly currency: string },
): void {
  const into = renderer.rows[1];
  putId(into);
  putKept(into, headOf(renderer, rule, result.action));
  putCopied(into, row);
  putKept(into, sumOf(renderer, result, currency));
  putOrigin(renderer, line, into);
  putNotes(renderer, result.notes, into);
}

function renderReview(
  renderer: Renderer,
  rule: string,
  { reason, because }: Review,
  row: RowCells,
  line: number,
): void {
  const into = renderer.rows[2];
  putText(into, `${rule},${reason},`);
  putCell(into, because);
  putText(into, `,${renderer.opening.kind},`);
  putCopied(into, row);
  putOrigin(renderer, line, into);
  putNotes(renderer, NO_NOTES, into);
}

const NO_NOTES: readonly Note[] = [];

/** The cells rule, action and record, with a comma around each. */
export function headOf({ kernel, opening }: Renderer, rule: string, action: string): KeptText {
  const { kind, heads } = opening;
  const known = heads.get(rule)?.get(action);
  if (known !== undefined) return known;
  const head = kernel.keep(`,${rule},${action},${kind},`);
  heads.set(rule, new Map(heads.get(rule)).set(action, head));
  return head;
}

/** The cells amount, currency and basis, with a comma before each; the same payment may be for many records. */
export function sumOf(renderer: Renderer, payment: Payment, currency: string): KeptText {
  const sums = renderer.sums.get(currency) ?? new WeakMap<Payment, KeptText>();
  const known = sums.get(payment);
  if (known !== undefined) return known;
  const { amount, basis } = payment;
  const sum = `,${plain(amount, renderer.facts.currencies)},${currency},${csvCell(basis)}`;
  // So many payments differ only where each record has its own payment, and then no payment is met again.
  if (renderer.keptSums === MOST_SUMS) return sum;
  renderer.keptSums += 1;
  const kept = renderer.kernel.keep(sum);
  renderer.sums.set(currency, sums.set(payment, kept));
  return kept;
}

function plain({ minor, currency }: Money, currencies: CurrencyTable): string {
  return formatMinor(minor, currencies.decimalsOf(currency));
}

/** Adds the cells outage, policy_revision, source and line, with a comma before and after them. */
function putOrigin({ opening }: Renderer, line: number, into: RowBytes): void {
  putKept(into, opening.origin);
  putNumber(into, line);
  putComma(into);
}

function putNotes(renderer: Renderer, notes: readonly Note[], into: RowBytes): void {
  for (let index = 0; index < notes.length; index += 1) {
    const note = notes[index];
    if (index > 0) putKept(into, renderer.noteSeparator);
    if (note !== undefined) putKept(into, renderer.notes.get(note) ?? note);
  }
  putKept(into, renderer.lineEnd);
}

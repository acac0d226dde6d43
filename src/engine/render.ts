/**
 * The rows of the output CSVs, as bytes, cell by cell.
 *
 * Columns are those of `OUTPUT_COLUMNS`. `old_value` is the cell as it was read, byte for byte, so that whoever loads
 * the file can compare before writing.
 */

import type { Currency, CurrencyTable } from "../domain/currency.ts";
import { type Adjustment, NOTES, type Note, type Outcome, type Payment, type Review } from "../domain/decision.ts";
import { formatMinor } from "../domain/money.ts";
import type { RecordKind } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Often, OutputKernel } from "../kernel/output-kernel.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import type { RowsByTarget, Target, TargetCode } from "./outcomes.ts";
import { csvCell, type RowBytes } from "./row-bytes.ts";

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

/** What all rows of a run have in common. */
export interface RunFacts {
  readonly outage: string;
  readonly revision: string;
  readonly currencies: CurrencyTable;
}

export interface Renderer {
  /** Says of which records, and of which export, the next rows are. */
  open(kind: RecordKind, source: string): void;
  /**
   * Adds the row of an outcome to the rows of its target, which it returns. The id of a gift was hashed last.
   * @param line number of the record's line in the file.
   */
  render(outcome: Outcome, row: RowCells, line: number): TargetCode;
}

/** The cells rule, action and record; amount, currency and basis; and so on: with a comma before each. */
interface Pieces {
  readonly kind: RecordKind;
  /** By rule and action, with a comma after them as well. */
  readonly heads: Map<string, Map<string, Often>>;
  /** The cells outage, policy_revision and source, with a comma after them as well. */
  readonly origin: Often;
}

const MOST_SUMS = 16_384;

export function createRenderer(kernel: OutputKernel, rows: RowsByTarget, facts: RunFacts): Renderer {
  const { outage, revision, currencies } = facts;
  const notePieces = new Map(NOTES.map((note) => [note, kernel.keep(note)]));
  const between = kernel.keep("; ");
  const lineEnd = kernel.keep("\n");
  const sums = new WeakMap<Payment, Often>();
  const sources = new Map<string, Pieces>();
  let keptSums = 0;
  let pieces: Pieces = { kind: "claim", heads: new Map(), origin: "" };

  function piecesFor(kind: RecordKind, source: string): Pieces {
    const origin = kernel.keep(`,${[outage, revision, source].map(csvCell).join(",")},`);
    return { kind, heads: new Map(), origin };
  }

  function renderAdjustment(rule: string, result: Adjustment, row: RowCells, line: number): void {
    const into = rows[0];
    const { action, field, oldValue, newValue, extendedBy, restored, notes } = result;
    into.id();
    into.often(headOf(rule, action));
    into.copied(row);
    into.comma();
    into.cell(field);
    into.comma();
    into.cell(oldValue);
    into.comma();
    into.cell(newValue);
    into.comma();
    into.cell(extendedBy);
    writeOrigin(line, into);
    if (restored !== undefined) {
      into.text(`amount=${plain(restored.minor, restored.currency, currencies)}`);
      if (notes.length > 0) into.often(between);
    }
    writeNotes(notes, into);
  }

  function renderPayment(rule: string, result: Payment, row: RowCells, line: number): void {
    const into = rows[1];
    into.id();
    into.often(headOf(rule, result.action));
    into.copied(row);
    into.often(sumOf(result));
    writeOrigin(line, into);
    writeNotes(result.notes, into);
  }

  function renderReview(rule: string, { reason, because }: Review, row: RowCells, line: number): void {
    const into = rows[2];
    into.text(`${rule},${reason},`);
    into.cell(because);
    into.text(`,${pieces.kind},`);
    into.copied(row);
    writeOrigin(line, into);
    writeNotes([], into);
  }

  function headOf(rule: string, action: string): Often {
    const { kind, heads } = pieces;
    const known = heads.get(rule)?.get(action);
    if (known !== undefined) return known;
    const head = kernel.keep(`,${rule},${action},${kind},`);
    heads.set(rule, new Map(heads.get(rule)).set(action, head));
    return head;
  }

  /** The same payment may be for many records. */
  function sumOf(payment: Payment): Often {
    const known = sums.get(payment);
    if (known !== undefined) return known;
    const { amount, basis } = payment;
    const cells = [plain(amount.minor, amount.currency, currencies), amount.currency, csvCell(basis)];
    const sum = `,${cells.join(",")}`;
    // Where each record has a payment of its own, none is met again.
    if (keptSums === MOST_SUMS) return sum;
    keptSums += 1;
    const kept = kernel.keep(sum);
    sums.set(payment, kept);
    return kept;
  }

  /** The cells outage to line, with a comma before and after. */
  function writeOrigin(line: number, into: RowBytes): void {
    into.often(pieces.origin);
    into.number(line);
    into.comma();
  }

  function writeNotes(notes: readonly Note[], into: RowBytes): void {
    for (let index = 0; index < notes.length; index += 1) {
      const note = notes[index];
      if (index > 0) into.often(between);
      if (note !== undefined) into.often(notePieces.get(note) ?? note);
    }
    into.often(lineEnd);
  }

  return {
    open: (kind, source) => {
      const key = `${kind} ${source}`;
      pieces = sources.get(key) ?? piecesFor(kind, source);
      sources.set(key, pieces);
    },
    render: ({ rule = "", result }, row, line) => {
      switch (result.kind) {
        case "adjustment":
          renderAdjustment(rule, result, row, line);
          return 0;
        case "payment":
          renderPayment(rule, result, row, line);
          return 1;
        case "review":
          renderReview(rule, result, row, line);
          return 2;
        default:
          return unreachable(result);
      }
    },
  };
}

function plain(minor: bigint, currency: Currency, currencies: CurrencyTable): string {
  return formatMinor(minor, currencies.decimalsOf(currency));
}

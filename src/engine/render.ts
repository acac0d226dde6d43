/**
 * The rows of the output CSVs, as bytes.
 *
 * Columns are those of `OUTPUT_COLUMNS`. `old_value` is the cell as it was read, byte for byte, so that whoever loads
 * the file can compare before writing.
 */

import type { Currency, CurrencyTable } from "../domain/currency.ts";
import type { Adjustment, Outcome, Payment, Review } from "../domain/decision.ts";
import { formatMinor } from "../domain/money.ts";
import type { RecordKind } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { RowCells } from "../exports/scanner.ts";
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

/** What every row of a run and an export says about where it comes from. */
export interface Origin {
  readonly kind: RecordKind;
  /** The cells outage, policy_revision and source, with a comma on either side. */
  readonly cells: Uint8Array;
  /** Pieces of rows that stand in many of them, by what they are made of. */
  readonly pieces: Map<string, Map<string, Uint8Array>>;
}

export function originOf(kind: RecordKind, outage: string, revision: string, source: string): Origin {
  const cells = Buffer.from(`,${[outage, revision, source].map(csvCell).join(",")},`);
  return { kind, cells, pieces: new Map() };
}

/** Positions of the cells that are copied into every output row; -1 for a column that the export does not have. */
export interface CopiedCells {
  readonly id: number;
  readonly user: number;
  readonly service: number;
  readonly channel: number;
}

export interface RowContext {
  /** The block, and the row in it that the outcome is for. */
  readonly bytes: Buffer;
  readonly row: RowCells;
  readonly copied: CopiedCells;
  /** Whether the export is delimited as the outputs are. */
  readonly isPlain: boolean;
  /** Number of the row's line in the file. */
  line: number;
  readonly origin: Origin;
  readonly currencies: CurrencyTable;
}

/**
 * Adds the row of an outcome to the rows of its target, which it returns.
 * @param id of the gift; empty for a review that is in no layer.
 */
export function renderRow(
  { rule = "", result }: Outcome,
  id: Uint8Array,
  context: RowContext,
  rows: RowsByTarget,
): TargetCode {
  switch (result.kind) {
    case "adjustment":
      renderAdjustment(rule, id, result, context, rows[0]);
      return 0;
    case "payment":
      renderPayment(rule, id, result, context, rows[1]);
      return 1;
    case "review":
      renderReview(rule, result, context, rows[2]);
      return 2;
    default:
      return unreachable(result);
  }
}

function renderAdjustment(rule: string, id: Uint8Array, result: Adjustment, context: RowContext, into: RowBytes): void {
  const { action, field, oldValue, newValue, extendedBy, restored, notes } = result;
  into.hex(id);
  into.bytes(headPiece(rule, action, context));
  writeWhose(context, into);
  into.comma();
  into.cell(field);
  into.comma();
  into.cell(oldValue);
  into.comma();
  into.cell(newValue);
  into.comma();
  into.cell(extendedBy);
  writeOrigin(context, into);
  if (restored !== undefined) {
    into.text(`amount=${plain(restored.minor, restored.currency, context.currencies)}`);
    if (notes.length > 0) into.text("; ");
  }
  writeNotes(notes, into);
}

function renderPayment(rule: string, id: Uint8Array, result: Payment, context: RowContext, into: RowBytes): void {
  const { action, notes } = result;
  into.hex(id);
  into.bytes(headPiece(rule, action, context));
  writeWhose(context, into);
  into.bytes(sumPiece(result, context));
  writeOrigin(context, into);
  writeNotes(notes, into);
}

function renderReview(rule: string, { reason, because }: Review, context: RowContext, into: RowBytes): void {
  into.text(`${rule},${reason},`);
  into.cell(because);
  into.text(`,${context.origin.kind},`);
  writeWhose(context, into);
  writeOrigin(context, into);
  writeNotes([], into);
}

/** The cells rule, action and record, with a comma before and after. */
function headPiece(rule: string, action: string, { origin }: RowContext): Uint8Array {
  const known = origin.pieces.get(rule)?.get(action);
  if (known !== undefined) return known;
  const piece = Buffer.from(`,${rule},${action},${origin.kind},`);
  origin.pieces.set(rule, new Map(origin.pieces.get(rule)).set(action, piece));
  return piece;
}

/** The cells amount, currency and basis, with a comma before each. The same payment may be for many records. */
function sumPiece(payment: Payment, { currencies }: RowContext): Uint8Array {
  const known = sumPieces.get(payment);
  if (known !== undefined) return known;
  const { amount, basis } = payment;
  const cells = [plain(amount.minor, amount.currency, currencies), amount.currency, csvCell(basis)];
  const piece = Buffer.from(`,${cells.join(",")}`);
  // Where each record has a payment of its own, none is met again.
  if (keptPieces < MOST_PIECES) sumPieces.set(payment, piece);
  keptPieces += 1;
  return piece;
}

const sumPieces = new WeakMap<Payment, Uint8Array>();
const MOST_PIECES = 16_384;
let keptPieces = 0;

/** The cells record_id, user_id, service and channel. */
function writeWhose({ bytes, row, copied, isPlain }: RowContext, into: RowBytes): void {
  into.copyCell(bytes, row, copied.id, isPlain);
  into.comma();
  into.copyCell(bytes, row, copied.user, isPlain);
  into.comma();
  into.copyCell(bytes, row, copied.service, isPlain);
  into.comma();
  into.copyCell(bytes, row, copied.channel, isPlain);
}

/** The cells outage to line, with a comma before and after. */
function writeOrigin({ origin, line }: RowContext, into: RowBytes): void {
  into.bytes(origin.cells);
  into.number(line);
  into.comma();
}

function writeNotes(notes: readonly string[], into: RowBytes): void {
  for (let index = 0; index < notes.length; index += 1) {
    if (index > 0) into.text("; ");
    into.text(notes[index] ?? "");
  }
  into.text("\n");
}

function plain(minor: bigint, currency: Currency, currencies: CurrencyTable): string {
  return formatMinor(minor, currencies.decimalsOf(currency));
}

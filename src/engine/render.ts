/**
 * The rows of the output CSVs, as bytes around the line number.
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
import type { Target } from "./outcomes.ts";
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
  /** The cells outage, policy_revision and source. */
  readonly cells: string;
}

export function originOf(kind: RecordKind, outage: string, revision: string, source: string): Origin {
  return { kind, cells: [outage, revision, source].map(csvCell).join(",") };
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
  readonly origin: Origin;
  readonly currencies: CurrencyTable;
}

export interface RenderedRow {
  readonly target: Target;
  /** Ends of the bytes before and after the line number. */
  readonly before: number;
  readonly after: number;
}

/** Adds the row of an outcome to `into`. */
export function renderRow(
  { rule, result }: Outcome,
  compensationId: string,
  context: RowContext,
  into: RowBytes,
): RenderedRow {
  switch (result.kind) {
    case "adjustment":
      writeAll([compensationId, ",", rule ?? "", ",", result.action, ","], into);
      return renderAdjustment(result, context, into);
    case "payment":
      writeAll([compensationId, ",", rule ?? "", ",", result.action, ","], into);
      return renderPayment(result, context, into);
    case "review":
      writeAll([rule ?? "", ",", result.reason, ","], into);
      return renderReview(result, context, into);
    default:
      return unreachable(result);
  }
}

/** One text after the other: putting them together first would cost more than writing them. */
function writeAll(texts: readonly string[], into: RowBytes): void {
  for (const text of texts) into.text(text);
}

function renderAdjustment(result: Adjustment, context: RowContext, into: RowBytes): RenderedRow {
  const { field, oldValue, newValue, extendedBy, restored, notes } = result;
  writeWhose(context, into);
  for (const value of [field, oldValue, newValue, extendedBy]) {
    into.text(",");
    into.cell(value);
  }
  const amount = restored && `amount=${plain(restored.minor, restored.currency, context.currencies)}`;
  return finishRow("adjusted-expiry", amount === undefined ? notes : [amount, ...notes], context, into);
}

function renderPayment({ amount, basis, notes }: Payment, context: RowContext, into: RowBytes): RenderedRow {
  writeWhose(context, into);
  into.text(`,${plain(amount.minor, amount.currency, context.currencies)},${amount.currency},`);
  into.cell(basis);
  return finishRow("refund-credit", notes, context, into);
}

function renderReview({ because }: Review, context: RowContext, into: RowBytes): RenderedRow {
  into.cell(because);
  into.text(",");
  writeWhose(context, into);
  return finishRow("review", [], context, into);
}

/** The cells record, record_id, user_id, service and channel. */
function writeWhose({ bytes, row, copied, origin }: RowContext, into: RowBytes): void {
  into.text(origin.kind);
  for (const index of [copied.id, copied.user, copied.service, copied.channel]) {
    into.text(",");
    into.copyCell(bytes, row, index);
  }
}

function finishRow(target: Target, notes: readonly string[], { origin }: RowContext, into: RowBytes): RenderedRow {
  into.text(",");
  into.text(origin.cells);
  into.text(",");
  const before = into.length;
  into.text(`,${notes.join("; ")}\n`);
  return { target, before, after: into.length };
}

function plain(minor: bigint, currency: Currency, currencies: CurrencyTable): string {
  return formatMinor(minor, currencies.decimalsOf(currency));
}

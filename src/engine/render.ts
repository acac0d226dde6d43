/**
 * The rows of the output CSVs, as text around the line number.
 *
 * Columns are those of `OUTPUT_COLUMNS`; a cell is quoted only when it must be. `old_value` is the cell as it was
 * read, byte for byte, so that whoever loads the file can compare before writing.
 */

import type { Currency, CurrencyTable } from "../domain/currency.ts";
import type { Adjustment, Outcome, Payment, Review } from "../domain/decision.ts";
import { formatMinor } from "../domain/money.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Target } from "./outcomes.ts";

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
  readonly outage: string;
  readonly revision: string;
  readonly source: string;
}

export interface RenderedRow {
  readonly target: Target;
  readonly before: string;
  readonly after: string;
}

export interface RowContext {
  readonly record: ExportRecord;
  readonly origin: Origin;
  readonly currencies: CurrencyTable;
}

export function renderRow({ rule, result }: Outcome, compensationId: string, context: RowContext): RenderedRow {
  switch (result.kind) {
    case "adjustment":
      return renderAdjustment(result, `${compensationId},${rule ?? ""}`, context);
    case "payment":
      return renderPayment(result, `${compensationId},${rule ?? ""}`, context);
    case "review":
      return renderReview(result, rule ?? "", context);
    default:
      return unreachable(result);
  }
}

function renderAdjustment(result: Adjustment, given: string, { record, origin, currencies }: RowContext): RenderedRow {
  const { action, field, oldValue, newValue, extendedBy, restored } = result;
  const change = `${cell(field)},${cell(oldValue)},${cell(newValue)},${cell(extendedBy)}`;
  const amount = restored && `amount=${plain(restored.minor, restored.currency, currencies)}`;
  const notes = amount === undefined ? result.notes : [amount, ...result.notes];
  return {
    target: "adjusted-expiry",
    before: `${given},${action},${whose(record)},${change},${from(origin)},`,
    after: lastCell(notes),
  };
}

function renderPayment(result: Payment, given: string, { record, origin, currencies }: RowContext): RenderedRow {
  const { action, amount, basis, notes } = result;
  const sum = `${plain(amount.minor, amount.currency, currencies)},${amount.currency},${cell(basis)}`;
  return {
    target: "refund-credit",
    before: `${given},${action},${whose(record)},${sum},${from(origin)},`,
    after: lastCell(notes),
  };
}

function renderReview({ reason, because }: Review, rule: string, { record, origin }: RowContext): RenderedRow {
  return {
    target: "review",
    before: `${rule},${reason},${cell(because)},${whose(record)},${from(origin)},`,
    after: lastCell([]),
  };
}

function whose(record: ExportRecord): string {
  const { kind, id, service } = record;
  return `${kind},${cell(id)},${cell(record.text("user_id"))},${cell(service)},${cell(record.text("channel"))}`;
}

function from({ outage, revision, source }: Origin): string {
  return `${cell(outage)},${cell(revision)},${cell(source)}`;
}

function lastCell(notes: readonly string[]): string {
  return `,${notes.join("; ")}\n`;
}

function plain(minor: bigint, currency: Currency, currencies: CurrencyTable): string {
  return formatMinor(minor, currencies.decimalsOf(currency));
}

const MUST_BE_QUOTED = /[",\n\r]/;

function cell(text: string): string {
  return MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

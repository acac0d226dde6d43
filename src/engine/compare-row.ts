/**
 * One row under two sets of rules: what it gets from each, as plain data.
 *
 * The two may read a row differently (another zone, other units), so each has its own reader. A row that one side rejects
 * gets nothing there.
 */
import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision } from "../domain/decision.ts";
import { type Instant, lengthOf, type Millis } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Fault } from "../domain/reject.ts";
import { openZone } from "../domain/zone.ts";
import type { Header } from "../exports/header.ts";
import { type Layout, layoutOf } from "../exports/layout.ts";
import { createRecordReader } from "../exports/read-record.ts";
import type { RowCells } from "../exports/scanner.ts";
import { compileRules } from "../rules/decide.ts";
import { changedFields } from "../rules/fields.ts";
import type { Setup } from "./job.ts";

/** What one layer gives a record. */
export type Gain =
  | { readonly kind: "end"; readonly layer: string; readonly by: Millis }
  | { readonly kind: "money"; readonly layer: string; readonly currency: string; readonly amount: bigint }
  | { readonly kind: "review" };

export interface ReadRow {
  /** Undefined when neither side gives it anything, or sends it to review. */
  readonly gains: readonly [readonly Gain[], readonly Gain[]] | undefined;
  /** What is wrong with the row, where a side rejects it. */
  readonly faults: readonly [readonly Fault[] | undefined, readonly Fault[] | undefined];
  readonly overlap: { readonly layer: string; readonly rules: readonly [string, string] } | undefined;
}

export interface RowComparer {
  readonly layout: Layout;
  readonly record: ExportRecord;
  read(bytes: Uint8Array, row: RowCells): ReadRow;
}

/** The two sides, compiled once for all exports. */
export function createComparer([one, other]: readonly [Setup, Setup]): (header: Header) => RowComparer {
  const [openOne, openOther] = [createSide(one), createSide(other)];
  return (header) => {
    const [first, second] = [openOne(header), openOther(header)];
    return {
      layout: first.layout,
      record: first.record,
      read: (bytes, row) => {
        const [a, b] = [first.read(bytes, row), second.read(bytes, row)];
        const affected = a.decision?.kind === "affected" || b.decision?.kind === "affected";
        return {
          faults: [a.faults, b.faults],
          overlap: overlapIn(a.decision) ?? overlapIn(b.decision),
          gains: affected ? [gainsOf(a.decision, first.record), gainsOf(b.decision, second.record)] : undefined,
        };
      },
    };
  };
}

interface Side {
  readonly layout: Layout;
  readonly record: ExportRecord;
  read(bytes: Uint8Array, row: RowCells): { readonly faults?: readonly Fault[]; readonly decision?: Decision };
}

function createSide({ policy, outage, asOf }: Setup): (header: Header) => Side {
  const rules = compileRules(policy, outage, asOf);
  const fields = changedFields(policy);
  const surroundings = { zone: openZone(policy.zone), currencies: createCurrencyTable(policy.units) };
  return (header) => {
    const layout = layoutOf(header, fields);
    const reader = createRecordReader(layout, surroundings);
    return {
      layout,
      record: reader.record,
      read: (bytes, row) => {
        const faults = reader.read(bytes, row);
        return faults === undefined ? { decision: rules.decide(reader.record) } : { faults };
      },
    };
  };
}

function overlapIn(decision: Decision | undefined): ReadRow["overlap"] {
  return decision?.kind === "overlapping" ? decision : undefined;
}

function gainsOf(decision: Decision | undefined, record: ExportRecord): readonly Gain[] {
  if (decision?.kind !== "affected") return [];
  const ends = new Map<string, Instant>();
  return decision.outcomes.map(({ layer, result }): Gain => {
    if (result.kind === "review") return { kind: "review" };
    if (result.kind === "payment")
      return { kind: "money", layer, currency: result.amount.currency, amount: result.amount.minor };
    // Layers add up, so each is counted from the end that the one before it left.
    const before = ends.get(result.field) ?? record.time(result.field)?.instant ?? result.newEnd;
    ends.set(result.field, result.newEnd);
    return { kind: "end", layer, by: lengthOf(result.newEnd - before) };
  });
}

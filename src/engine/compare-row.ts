/**
 * One row under two sets of rules: what it gets from each, as plain data.
 *
 * The two may read a row differently (another zone, other units), so each has its own reader. A row that one side rejects
 * gets nothing there.
 */
import type { Decision } from "../domain/decision.ts";
import { type Instant, lengthOf, type Millis } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Fault } from "../domain/reject.ts";
import { openZone } from "../domain/zone.ts";
import type { Header } from "../exports/header.ts";
import { type Layout, layoutOf } from "../exports/layout.ts";
import { createRecordReader, type RecordReader } from "../exports/read-record.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { currenciesFor } from "../rules/currencies.ts";
import { compileRules } from "../rules/decide.ts";
import { endFields } from "../rules/fields.ts";
import { beganAt } from "../rules/windows.ts";
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
  read(bytes: Buffer, row: RowCells): ReadRow;
}

/** The two sides, compiled once for all exports; where both read rows alike, each row is read once. */
export function createComparer([one, other]: readonly [Setup, Setup]): (header: Header) => RowComparer {
  const [rules, otherRules] = [one, other].map(({ policy, outage, asOf }) => compileRules(policy, outage, asOf));
  if (rules === undefined || otherRules === undefined) throw new Error("two sides are compared");
  const alike = readAlike(one, other);
  return (header) => {
    const layout = layoutOf(header, endFields(one.policy));
    const reader = readerFor(one, header);
    const otherReader = alike ? reader : readerFor(other, header);
    return {
      layout,
      record: reader.record,
      read: (bytes, row) => {
        const faults = reader.read(bytes, row);
        const otherFaults = alike ? faults : otherReader.read(bytes, row);
        const decision = faults === undefined ? rules.decide(reader.record) : undefined;
        const otherDecision = otherFaults === undefined ? otherRules.decide(otherReader.record) : undefined;
        if (decision?.kind === "unaffected" && otherDecision?.kind === "unaffected") return NOTHING;
        const affected = decision?.kind === "affected" || otherDecision?.kind === "affected";
        return {
          faults: [faults, otherFaults],
          overlap: overlapIn(decision) ?? overlapIn(otherDecision),
          gains: affected ? [gainsOf(decision, reader.record), gainsOf(otherDecision, otherReader.record)] : undefined,
        };
      },
    };
  };
}

/** What most rows come to. */
const NOTHING: ReadRow = { faults: [undefined, undefined], overlap: undefined, gains: undefined };

function readerFor({ policy, outage }: Setup, header: Header): RecordReader {
  const surroundings = { zone: openZone(policy.zone), currencies: currenciesFor(policy, outage) };
  return createRecordReader(layoutOf(header, endFields(policy)), surroundings);
}

/** What a row is read as depends on the zone, the units, the fields that are ends, and the money of the time. */
function readAlike(one: Setup, other: Setup): boolean {
  const key = ({ policy, outage }: Setup) =>
    JSON.stringify([policy.zone, [...policy.units].sort(), [...endFields(policy)].sort(), beganAt(outage)]);
  return key(one) === key(other);
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

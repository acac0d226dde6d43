/** The explanation of a record: its place, the cells that were read, how every rule fared, and what the book says. */
import type { CurrencyTable } from "../domain/currency.ts";
import type { Outcome } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { RecordKind } from "../domain/record.ts";
import type { Fault } from "../domain/reject.ts";
import type { Zone } from "../domain/zone.ts";
import type { RecordTrace } from "../rules/trace.ts";

export interface Explanation {
  readonly asked: string;
  readonly policy: string;
  readonly revision: string;
  readonly outage: string;
  readonly asOf: string;
  readonly style: Style;
  readonly records: readonly ExplainedRecord[];
}

/** How times, amounts and values are written. */
export interface Style {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  /** A cell as it may be shown: personal ones are masked. */
  readonly shown: (column: string, value: string) => string;
}

export interface ExportLine {
  readonly file: string;
  readonly line: number;
}

export const EXPLAINED_BUCKETS = ["compensated", "review", "already-compensated", "unaffected", "rejected"] as const;
export type ExplainedBucket = (typeof EXPLAINED_BUCKETS)[number];

export interface ExplainedRecord {
  readonly kind: RecordKind;
  readonly service: string;
  readonly id: string;
  readonly place: ExportLine;
  /** The same row again; it counts once. */
  readonly duplicates: readonly ExportLine[];
  /** Further rows of the record, of which every row is an item. */
  readonly lineItems: readonly ExportLine[];
  /** Older rows of the record, which count for nothing. */
  readonly superseded: readonly ExportLine[];
  /** Rows of the same identity with other contents: none of these rows is compensated. */
  readonly conflicts: readonly ExportLine[];
  /** The cells that were read, in the export's order; personal values are masked already. */
  readonly cells: readonly { readonly column: string; readonly value: string }[];
  readonly faults: readonly Fault[];
  /** Faults in cells that no rule for this kind and service looks at, so that the row is read all the same. */
  readonly unread: readonly Fault[];
  /** Undefined for a row that could not be read. */
  readonly period: ExplainedPeriod | undefined;
  readonly trace: RecordTrace | undefined;
  readonly bucket: ExplainedBucket;
  /** What a plan would give now. */
  readonly gives: readonly Outcome[];
  /** What a limit per user takes away. */
  readonly limited: readonly Outcome[];
  /** `planned`: the whole exports were planned to see what limits per user leave; `unchecked`: the exports could not be planned. */
  readonly userLimits: "none" | "planned" | "unchecked";
  readonly earlier: readonly EarlierGift[];
}

export interface ExplainedPeriod {
  readonly starts: Instant;
  readonly ends: Instant;
  readonly endColumn: string;
  /** The last usable day, when the end is written as a date. */
  readonly lastDay: string | undefined;
}

/** A gift that the book holds for this record already. */
export interface EarlierGift {
  readonly run: string;
  readonly layer: string;
  readonly rule: string;
  readonly change:
    | { readonly kind: "end"; readonly field: string; readonly oldValue: string; readonly newValue: string }
    | { readonly kind: "payment"; readonly amount: string; readonly currency: string }
    /** The keys of the run hold the gift, and its outputs do not say what the gift was. */
    | { readonly kind: "unknown" };
}

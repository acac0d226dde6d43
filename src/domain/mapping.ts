/**
 * A mapping: what a file means whose headers, words, times and numbers are not the canonical ones. Plain data, made from
 * `mapping.yaml` by `policy/read-mapping.ts`; only `input/` looks into it.
 */
import type { RecordKind } from "./record.ts";
import type { TimeForm } from "./time-form.ts";

export interface Mapping {
  readonly name: string;
  /** The first one whose `match` fits describes an export; an export that none fits is read as canonical. */
  readonly exports: readonly ExportMapping[];
}

export interface ExportMapping {
  /** A glob for the file's name; undefined where the mapping describes one export only. */
  readonly match: string | undefined;
  readonly record: RecordKind;
  /** A name of `ENCODINGS`; undefined for UTF-8. */
  readonly encoding: string | undefined;
  /** One byte of ASCII; undefined where the header tells it. */
  readonly delimiter: number | undefined;
  readonly quote: "standard" | "none";
  /** The character before a character that means itself, as MySQL writes it; undefined for none. */
  readonly escape: string | undefined;
  /** The number of lines above the header. */
  readonly beforeHeader: number;
  /** The columns, where the file has no header line. */
  readonly header: readonly string[] | undefined;
  /** The sheet of a workbook; undefined for the first one. */
  readonly sheet: string | undefined;
  /** The texts that stand for an empty cell. */
  readonly missing: ReadonlySet<string>;
  /** Rows that are no records: a row is left out, and counted, when all of a test's... see below. */
  readonly skip: readonly SkipTest[];
  /** Whether an id that a spreadsheet damaged is a warning or rejects its row. */
  readonly ids: "warn" | "strict";
  readonly columns: readonly ColumnMapping[];
}

/** A row is left out when any test holds: its column has one of the values (or, `negated`, none of them). */
export interface SkipTest {
  readonly column: string;
  readonly values: ReadonlySet<string>;
  readonly negated: boolean;
}

export interface ColumnMapping {
  /** The canonical name, or any name that the policy uses. */
  readonly name: string;
  readonly source: ColumnSource;
  /** Translations of words; undefined where there are none. */
  readonly words: ReadonlyMap<string, string> | undefined;
  /** What becomes of a word without a translation; `word` for all of them. */
  readonly otherwise:
    | { readonly kind: "keep" | "review" | "reject" }
    | { readonly kind: "word"; readonly word: string };
  /** The column's own texts for an empty cell, which take the place of the export's. */
  readonly missing: ReadonlySet<string> | undefined;
  readonly number: NumberForm | undefined;
  /** How the column's times are written; undefined for ISO 8601 in the policy's zone. */
  readonly time: TimeForm | undefined;
}

export type ColumnSource =
  | { readonly kind: "always"; readonly text: string }
  /** Names of the file's columns, of which exactly one has to be there; compared in NFC, trimmed, without a byte order mark. */
  | { readonly kind: "from"; readonly names: readonly string[] };

export interface NumberForm {
  /** The character between groups of digits; undefined for none. */
  readonly group: string | undefined;
  readonly decimal: "." | ",";
  /** The only texts that may stand before or after the digits, such as `₩` and `원`. */
  readonly affix: readonly string[];
}

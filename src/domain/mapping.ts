/**
 * A mapping: what a file means whose headers, words, times and numbers are not the canonical ones. Plain data, made from
 * `mapping.yaml` by `policy/read-mapping.ts`; only `input/` looks into it.
 *
 * A cell is read in three steps: a text that stands for nothing becomes empty, then a word is translated, then what there is now
 * is read as a number or a time where the column holds one.
 */
import type { RecordKind } from "./record.ts";
import type { TimeForm } from "./time-form.ts";

export interface Mapping {
  readonly name: string;
  /** The first one whose `match` fits describes an export; an export that none fits is read as canonical. Never empty. */
  readonly exports: readonly ExportMapping[];
}

export interface ExportMapping {
  /** A glob for the file's name without its folder; undefined for any file, which only the last of several exports may be. */
  readonly match: string | undefined;
  readonly record: RecordKind;
  /** The name of one of `ENCODINGS`; undefined where the mapping does not say, which means UTF-8, or UTF-16 with its byte order mark. */
  readonly encoding: string | undefined;
  /** One byte of ASCII; undefined where the header tells it. */
  readonly delimiter: number | undefined;
  readonly quote: "standard" | "none";
  /** The character before a character that means itself, as MySQL writes it; undefined for none. One byte of ASCII. */
  readonly escape: string | undefined;
  /** The number of lines above the header, or above the first row where the file has no header. */
  readonly beforeHeader: number;
  /** The columns, in `comparableName`'s form, where the file has no header line. Never empty, no name twice. */
  readonly header: readonly string[] | undefined;
  /** The sheet of a workbook; undefined for the first one. */
  readonly sheet: string | undefined;
  /** The texts that stand for an empty cell, besides the empty text itself. */
  readonly missing: ReadonlySet<string>;
  /** Rows that are no records: a row is left out, and counted, when one of the tests holds. */
  readonly skip: readonly SkipTest[];
  /** `line-items`: rows of one identity are items of one record, which counts once; undefined where every row is a record. */
  readonly rows: "line-items" | undefined;
  /** What tells the newest of several rows of one identity, which alone counts; undefined where such rows contradict each other. */
  readonly newer: Newer | undefined;
  /** Whether an id that a spreadsheet damaged is a warning or rejects its row. */
  readonly ids: "warn" | "strict";
  /** How times are written where their column says nothing about it, named here or not; undefined for ISO 8601 in the policy's zone. */
  readonly time: TimeForm | undefined;
  /** No name twice. A column of the file that none of them takes is kept under its own name. */
  readonly columns: readonly ColumnMapping[];
}

/** The newest row is in the last file, in the order in which files are read; or it has the largest value of a column of the export. */
export type Newer = { readonly kind: "last-file" } | { readonly kind: "column"; readonly column: string };

/** Holds when the cell is one of the values or, `negated`, when it is none of them. */
export interface SkipTest {
  /** The column's name in the file, in `comparableName`'s form. */
  readonly column: string;
  /** Texts as they are in the file, before anything is translated; `""` for an empty cell. */
  readonly values: ReadonlySet<string>;
  readonly negated: boolean;
}

export interface ColumnMapping {
  /** The canonical name, or any name that the policy uses. */
  readonly name: string;
  readonly source: ColumnSource;
  /** Translations of words; undefined where there are none. Neither side is ever empty. */
  readonly words: ReadonlyMap<string, string> | undefined;
  /**
   * What becomes of a word without a translation; `word` for all of them. `review` keeps the word and leaves the
   * record to a person. An empty cell stays empty. `keep` where there are no words.
   */
  readonly otherwise: OtherWords;
  /** The column's own texts for an empty cell, which take the place of the export's; undefined for the export's. */
  readonly missing: ReadonlySet<string> | undefined;
  /** How the column's amounts are written; undefined for plain digits with a decimal point. */
  readonly number: NumberForm | undefined;
  /** How the column's times are written; undefined for the export's form. */
  readonly time: TimeForm | undefined;
}

export type OtherWords =
  | { readonly kind: "keep" | "review" | "reject" }
  | { readonly kind: "word"; readonly word: string };

export type ColumnSource =
  | { readonly kind: "always"; readonly text: string }
  /** Names of the file's columns, in `comparableName`'s form, of which exactly one has to be there. Never empty, no name twice. */
  | { readonly kind: "from"; readonly names: readonly string[] };

export interface NumberForm {
  /** The character between groups of digits; undefined for none. */
  readonly group: string | undefined;
  readonly decimal: "." | ",";
  /** The only texts that may stand before or after the digits, such as `₩` and `원`. */
  readonly affix: readonly string[];
}

/** A column's name as names are compared: in Unicode NFC, without blanks around it, and without a byte order mark. */
export function comparableName(name: string): string {
  return name.normalize("NFC").trim();
}

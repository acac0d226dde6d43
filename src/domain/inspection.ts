/**
 * What was found in a file before anybody decides about it: plain data, made by `input/inspect/`, shown by `report/`.
 *
 * All counts are of cells or rows, lines count from 1, and texts are as the file has them: nothing here is masked.
 */
import type { RecordKind } from "./record.ts";

export interface InspectedFile {
  /** The path as the command line has it; `-` for standard input. */
  readonly path: string;
  /** The number of bytes of the file, before unpacking. */
  readonly bytes: number;
  readonly encoding: EncodingFacts;
  /** The byte between the cells. */
  readonly delimiter: number;
  /** How cells are quoted, where that is not as RFC 4180 has it, which is a guess. */
  readonly dialect: CellDialect | undefined;
  /** The number of lines above the header, empty ones left out. */
  readonly beforeHeader: number;
  /** The line of the header; undefined where the first row is a record already. */
  readonly headerLine: number | undefined;
  /** The number of rows, without the header and the lines above it. */
  readonly rows: number;
  /** Rows with more or fewer cells than the header. */
  readonly uneven: UnevenRows | undefined;
  readonly columns: readonly ColumnFacts[];
  readonly totals: readonly TotalsRow[];
}

/** How the cells of a file are quoted; see `ExportMapping`. */
export interface CellDialect {
  readonly quote: "standard" | "none";
  readonly escape: "\\" | undefined;
  readonly delimiter: number;
}

export interface UnevenRows extends CountedPlace {
  /** Whether some of them stand behind a backslash that ends a cell, as where a backslash escapes. */
  readonly escapes: boolean;
}

export interface EncodingFacts {
  /** As a mapping writes it. */
  readonly name: string;
  /**
   * `mark`: by its first bytes. `proven`: every byte was looked at. `declared`: by the command line. `likely`: it is not UTF-8, and reads as
   * this throughout. `format`: a workbook, Parquet or JSON lines, which say it themselves.
   */
  readonly known: "mark" | "proven" | "declared" | "likely" | "format";
  /** What the file is, where it is no CSV. */
  readonly format?: "workbook" | "parquet" | "json-lines" | undefined;
}

/** How often something was found, and where first. */
export interface CountedPlace {
  readonly count: number;
  readonly line: number;
}

/** A count that may be an estimate. */
export interface Count {
  readonly count: number;
  readonly exact: boolean;
}

export interface ColumnFacts {
  /** As the file has it; `column 3` where there is no header. */
  readonly name: string;
  /** The number of cells that are not empty. */
  readonly filled: number;
  readonly distinct: Count;
  /** All values where there are up to 30, else the commonest ones; the most frequent first. */
  readonly common: readonly CommonValue[];
  readonly readings: readonly CellReading[];
  /** The texts among the cells that other programs write for nothing, such as `NULL`. */
  readonly missing: readonly CommonValue[];
  /** Cells that a spreadsheet made of something else, such as `1.23E+15`. */
  readonly damaged: (CountedPlace & { readonly text: string }) | undefined;
  /** The fewest and the most digits of ids that are digits alone, where they differ. */
  readonly widths: readonly [fewest: number, most: number] | undefined;
  /** Ids that appear more than once; undefined for a column that is no id. */
  readonly repeats: Repeats | undefined;
  readonly meaning: Meaning | undefined;
  /** Whether the values are about people, and masked. */
  readonly personal: boolean;
}

export interface CommonValue {
  readonly text: string;
  readonly cells: Count;
}

/** One way to read all cells of a column, or nearly all. */
export interface CellReading {
  readonly kind: "time" | "number";
  /** For a time as a mapping writes it under `time`; for a number `plain`, or as it writes `number`. */
  readonly form: string;
  /** The number of cells that fit. */
  readonly fits: number;
  /** The cells that do not fit. */
  readonly misfits: (CountedPlace & { readonly text: string }) | undefined;
  /** The earliest and the latest time, as `2024-04-10 15:30:00` on the clock of the file; undefined for numbers. */
  readonly between: readonly [earliest: string, latest: string] | undefined;
  /** Whether every time that fits is 00:00:00 of its day. */
  readonly midnights: boolean;
}

export interface Repeats {
  readonly ids: Count;
  /** The first id that was seen a second time, and the line of that. */
  readonly first: { readonly text: string; readonly line: number } | undefined;
}

/** Which of our columns it is, and how that is known. */
export interface Meaning {
  /** A canonical column. */
  readonly column: string;
  /** Of the records' kind, where the column is an id. */
  readonly record: RecordKind | undefined;
  /** Whether the name is ours, or a word that means the same. */
  readonly known: "name" | "word";
}

/** A row that looks like a total, and the cell that tells. */
export interface TotalsRow {
  readonly line: number;
  readonly column: string;
  /** The word in the cell; undefined where only few cells are filled. */
  readonly word: string | undefined;
  readonly filled: number;
}

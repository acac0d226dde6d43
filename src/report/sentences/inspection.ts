/** The sentences in which `inspect` tells what is in a file, in whatever language. Numbers and values come as they are shown. */
import type { CellDialect, EncodingFacts } from "../../domain/inspection.ts";

export interface InspectionSentences {
  encoding(facts: EncodingFacts): string;
  delimiter(mark: "comma" | "semicolon" | "tab" | "bar"): string;
  dialect(dialect: CellDialect): string;
  header(line: string | undefined, above: string | undefined): string;
  rows(rows: string): string;
  columns(columns: string): string;
  uneven(rows: string, line: string): string;
  total(line: string, word: string | undefined, column: string): string;
  totalsMore(rows: string): string;
  filled(share: string, filled: string): string;
  nothing(): string;
  distinct(count: string): string;
  about(count: string): string;
  /** `common`: values with their counts. */
  common(values: string): string;
  missing(values: string): string;
  between(earliest: string, latest: string): string;
  fits(form: string, all: string): string;
  misfits(form: string, cells: string, line: string, value: string): string;
  ambiguous(forms: string): string;
  amounts(form: string): string;
  midnights(): string;
  damaged(cells: string, line: string, value: string): string;
  widths(fewest: string, most: string): string;
  unique(): string;
  repeats(ids: string, line: string, value: string): string;
  meaning(column: string): string;
  masked(): string;
}

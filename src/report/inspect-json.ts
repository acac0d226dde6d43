/** What is in files, as one JSON document. Values about people are masked as in words; counts that are estimates say so. */
import type { CellReading, ColumnFacts, CommonValue, CountedPlace, InspectedFile } from "../domain/inspection.ts";
import { jsonText } from "../domain/json.ts";
import { commonShown, shownValue } from "./inspect-text.ts";

export function inspectJson(files: readonly InspectedFile[], showValues: boolean): string {
  return jsonText({ files: files.map((file) => fileOf(file, showValues)) });
}

function fileOf(facts: InspectedFile, showValues: boolean): object {
  return {
    file: facts.path,
    bytes: facts.bytes,
    encoding: facts.encoding,
    delimiter: String.fromCharCode(facts.delimiter),
    quote: facts.dialect?.quote ?? "standard",
    escape: facts.dialect?.escape ?? null,
    before_header: facts.beforeHeader,
    header_line: facts.headerLine ?? null,
    rows: facts.rows,
    uneven: facts.uneven === undefined ? null : { count: facts.uneven.count, line: facts.uneven.line },
    totals: facts.totals.map(({ word, ...row }) => ({ ...row, word: word ?? null })),
    columns: facts.columns.map((column) => columnOf(column, showValues)),
  };
}

function columnOf(column: ColumnFacts, showValues: boolean): object {
  const { personal, repeats, meaning } = column;
  const shown = (text: string) => shownValue(text, personal, showValues);
  const example = <Found extends CountedPlace & { readonly text: string }>(found: Found | undefined) =>
    found === undefined ? null : { count: found.count, line: found.line, value: shown(found.text) };
  const values = (all: readonly CommonValue[]) =>
    all.map(({ text, cells }) => ({ value: shown(text), cells: cells.count, exact: cells.exact }));
  return {
    column: column.name,
    meaning: meaning === undefined ? null : { column: meaning.column, known: meaning.known },
    masked: personal && !showValues,
    filled: column.filled,
    distinct: column.distinct,
    common: values(commonShown(column)),
    missing: values(column.missing),
    readings: column.readings.map((reading) => readingOf(reading, example(reading.misfits))),
    damaged: example(column.damaged),
    widths: column.widths ?? null,
    repeats:
      repeats === undefined
        ? null
        : { ids: repeats.ids, first: repeats.first && { line: repeats.first.line, value: shown(repeats.first.text) } },
  };
}

function readingOf({ kind, form, fits, between }: CellReading, misfits: object | null): object {
  return { kind, form, fits, misfits, between: between ?? null };
}

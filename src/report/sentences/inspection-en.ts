/** What is in a file, in English. */
import type { InspectionSentences } from "./inspection.ts";

const ENCODING_KNOWN = {
  mark: "by its byte order mark",
  proven: "every byte was looked at",
  declared: "as declared",
  likely: "it is not UTF-8, and reads as this throughout",
} as const;

const FORMATS = { workbook: "a workbook", parquet: "Parquet", "json-lines": "JSON lines" } as const;

export const inspectionEn: InspectionSentences = {
  encoding: ({ name, known, format = "workbook" }) =>
    known === "format" ? FORMATS[format] : `${name} (${ENCODING_KNOWN[known]})`,
  delimiter: (mark) => `${mark} between cells`,
  dialect: (dialect) => {
    if (dialect.quote === "standard") return "a backslash escapes (a guess: only so is every row even)";
    const escaped = dialect.escape === undefined ? "" : ", and a backslash escapes";
    return `quotes are letters like any other${escaped} (a guess: only so is every row even)`;
  },
  header: (line, above) => {
    if (line === undefined) return "no header";
    return `header on line ${line}${above === undefined ? "" : `, ${above} above it`}`;
  },
  rows: (rows) => (rows === "1" ? "1 row" : `${rows} rows`),
  columns: (columns) => (columns === "1" ? "1 column" : `${columns} columns`),
  uneven: (rows, line) => `${rows} with more or fewer cells than the header, the first on line ${line}`,
  total: (line, word, column) =>
    word === undefined
      ? `line ${line} looks like a total: hardly any of its cells is filled`
      : `line ${line} looks like a total: ${word} in ${column}`,
  totalsMore: (rows) => `${rows} more look like totals`,
  filled: (share, filled) => `${share} filled (${filled})`,
  nothing: () => "empty",
  distinct: (count) => (count === "1" ? "1 value" : `${count} different values`),
  about: (count) => `about ${count}`,
  common: (values) => `commonest: ${values}`,
  missing: (values) => `stand for nothing: ${values}`,
  between: (earliest, latest) => `from ${earliest} to ${latest}`,
  fits: (form, all) => `all ${all} fit ${form}`,
  misfits: (form, cells, line, value) => `${cells} cannot be ${form}, the first on line ${line}: ${value}`,
  ambiguous: (forms) => `ambiguous: every cell fits ${forms}`,
  amounts: (form) => `amounts, ${form}`,
  midnights: () => "every time is 00:00:00, so these may be dates",
  damaged: (cells, line, value) => `${cells} damaged by a spreadsheet, the first on line ${line}: ${value}`,
  widths: (fewest, most) => `${fewest} to ${most} digits: leading zeros may be lost`,
  unique: () => "no value comes twice",
  repeats: (ids, line, value) => `${ids} more than once, first again on line ${line}: ${value}`,
  meaning: (column) => `may be ${column}`,
  masked: () => "masked",
};

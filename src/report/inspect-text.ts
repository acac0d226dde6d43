/** What is in files, in plain words within 80 columns: the file first, then what is odd about its rows, then each column. */
import { visible } from "../domain/failure.ts";
import type { CellReading, ColumnFacts, Count, InspectedFile } from "../domain/inspection.ts";
import type { Language } from "./habits.ts";
import type { Palette } from "./palette.ts";
import type { InspectionSentences } from "./sentences/inspection.ts";
import { inspectionEn } from "./sentences/inspection-en.ts";
import { inspectionKo } from "./sentences/inspection-ko.ts";
import { grouped } from "./summary.ts";
import { widthOf } from "./table.ts";
import { masked, plainText } from "./views.ts";

export interface InspectionStyle {
  readonly language: Language;
  readonly showValues: boolean;
  readonly palette: Palette;
}

const SENTENCES: { readonly [language in Language]: InspectionSentences } = { en: inspectionEn, ko: inspectionKo };

const WIDTH = 80;
const INDENT = "      ";
/** Characters of a value. */
const LONGEST_VALUE = 40;
const MOST_TOTALS = 3;
const MOST_READINGS = 3;
const MOST_COMMON = 5;

export function inspectText(files: readonly InspectedFile[], style: InspectionStyle): string {
  return `${files.map((file) => fileLines(file, style).join("\n")).join("\n\n")}\n`;
}

/** A value as it is shown: masked where it is about people, cut where it is long. */
export function shownValue(text: string, personal: boolean, showValues: boolean): string {
  if (personal && !showValues) return masked(text);
  const characters = [...text];
  const cut = characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE - 1).join("")}…` : text;
  return /^[\P{Cc}]*$/u.test(cut) ? visible(cut) : plainText(cut);
}

/** The commonest values, of those that come more than once. */
export function commonShown({ common }: ColumnFacts): ColumnFacts["common"] {
  return common.filter(({ cells }) => cells.count > 1).slice(0, MOST_COMMON);
}

function fileLines(facts: InspectedFile, style: InspectionStyle): readonly string[] {
  const say = SENTENCES[style.language];
  const { delimiter, dialect, headerLine, beforeHeader, rows, columns, encoding } = facts;
  const above = beforeHeader === 0 ? undefined : say.rows(grouped(beforeHeader));
  const about = [
    say.encoding(encoding),
    ...(encoding.known === "format" ? [] : [say.delimiter(DELIMITERS[delimiter] ?? "comma")]),
    ...(dialect === undefined ? [] : [say.dialect(dialect)]),
    say.header(headerLine === undefined ? undefined : grouped(headerLine), above),
    say.rows(grouped(rows)),
    say.columns(grouped(columns.length)),
  ];
  return [
    style.palette.strong(visible(facts.path)),
    ...wrapped(about, "  "),
    ...oddRows(facts, say).flatMap((line) => wrapped([line], "  ").map(style.palette.warning)),
    ...columns.flatMap((column) => ["", ...columnLines(column, facts, style)]),
  ];
}

const DELIMITERS: { readonly [byte: number]: "comma" | "semicolon" | "tab" | "bar" } = {
  44: "comma",
  59: "semicolon",
  9: "tab",
  124: "bar",
};

function oddRows({ uneven, totals }: InspectedFile, say: InspectionSentences): readonly string[] {
  const more = totals.length - MOST_TOTALS;
  return [
    ...(uneven === undefined ? [] : [say.uneven(say.rows(grouped(uneven.count)), grouped(uneven.line))]),
    ...totals
      .slice(0, MOST_TOTALS)
      .map(({ line, word, column }) => say.total(grouped(line), word && plainText(word), plainText(column))),
    ...(more > 0 ? [say.totalsMore(say.rows(grouped(more)))] : []),
  ];
}

function columnLines(column: ColumnFacts, { rows }: InspectedFile, style: InspectionStyle): readonly string[] {
  const { palette, showValues } = style;
  const say = SENTENCES[style.language];
  const { name, filled, distinct, meaning, personal } = column;
  const shown = (text: string) => shownValue(text, personal, showValues);
  const counts = (values: ColumnFacts["common"]) =>
    values.map(({ text, cells }) => `${shown(text)} ${countText(cells, say)}`).join(", ");
  const common = commonShown(column);
  const title = `  ${palette.strong(plainText(name) === "" ? '""' : plainText(name))}`;
  const meant = meaning?.known === "word" ? [say.meaning(meaning.column)] : [];
  if (filled === 0) return [title, ...wrapped([say.nothing(), ...meant], INDENT)];
  const head = [
    say.filled(shareText(filled, rows), grouped(filled)),
    say.distinct(countText(distinct, say)),
    ...meant,
    ...(personal && !showValues ? [say.masked()] : []),
  ];
  const told = [
    ...readingLines(column, shown, say),
    ...(column.missing.length === 0 ? [] : [say.missing(counts(column.missing))]),
    ...(column.widths === undefined ? [] : [say.widths(String(column.widths[0]), String(column.widths[1]))]),
    ...repeatLines(column, shown, say),
    ...damageLines(column, shown, say),
    ...(common.length === 0 ? [] : [say.common(counts(common))]),
  ];
  return [title, ...wrapped(head, INDENT), ...told.flatMap((line) => wrapped(line.split(", "), INDENT))];
}

function readingLines(
  { readings }: ColumnFacts,
  shown: (text: string) => string,
  say: InspectionSentences,
): readonly string[] {
  const [best] = readings;
  if (best === undefined) return [];
  if (best.kind === "number") {
    const forms = readings.map(({ form }) => form);
    return [
      forms.length > 1 ? say.ambiguous(forms.join(" | ")) : say.amounts(best.form),
      ...misfitLines(best, shown, say),
    ];
  }
  const between = best.between === undefined ? [] : [say.between(...dated(best.between))];
  const whole = readings.filter(({ misfits, kind }) => misfits === undefined && kind === "time");
  const others = readings.filter((reading) => !whole.includes(reading)).slice(0, MOST_READINGS);
  const fits =
    whole.length > 1
      ? [say.ambiguous(whole.map(({ form }) => form).join(" | "))]
      : whole.map(({ form, fits }) => say.fits(form, grouped(fits)));
  return [
    ...between,
    ...fits,
    ...others.flatMap((reading) => misfitLines(reading, shown, say)),
    ...(best.midnights ? [say.midnights()] : []),
  ];
}

function misfitLines(
  { form, misfits }: CellReading,
  shown: (text: string) => string,
  say: InspectionSentences,
): readonly string[] {
  if (misfits === undefined) return [];
  return [say.misfits(form, grouped(misfits.count), grouped(misfits.line), shown(misfits.text))];
}

/** Dates alone, where both times are midnights. */
function dated([from, to]: readonly [string, string]): readonly [string, string] {
  const isDay = (time: string) => time.endsWith(" 00:00:00");
  return isDay(from) && isDay(to) ? [from.slice(0, 10), to.slice(0, 10)] : [from, to];
}

function repeatLines({ repeats }: ColumnFacts, shown: (text: string) => string, say: InspectionSentences) {
  if (repeats === undefined) return [];
  if (repeats.first === undefined) return [say.unique()];
  const { text, line } = repeats.first;
  return [say.repeats(countText(repeats.ids, say), grouped(line), shown(text))];
}

function damageLines({ damaged }: ColumnFacts, shown: (text: string) => string, say: InspectionSentences) {
  if (damaged === undefined) return [];
  return [say.damaged(grouped(damaged.count), grouped(damaged.line), shown(damaged.text))];
}

function countText({ count, exact }: Count, say: InspectionSentences): string {
  return exact ? grouped(count) : say.about(grouped(count));
}

/** In whole percent, without saying all or nothing where it is neither. */
function shareText(part: number, all: number): string {
  const share = Math.round((part / Math.max(all, 1)) * 100);
  return `${part < all ? Math.max(1, Math.min(99, share)) : 100} %`;
}

/** Puts pieces into lines, with commas between; only a piece that is too long for a line is cut at blanks. */
function wrapped(pieces: readonly string[], indent: string): readonly string[] {
  const hanging = `${indent}  `;
  const lines: string[] = [];
  let line = "";
  for (const [index, piece] of pieces.entries()) {
    const whole = index < pieces.length - 1 ? `${piece},` : piece;
    for (const part of widthOf(hanging + whole) > WIDTH ? whole.split(" ") : [whole]) {
      const next = line === "" ? indent + part : `${line} ${part}`;
      if (line !== "" && widthOf(next) > WIDTH) {
        lines.push(line);
        line = hanging + part;
      } else line = next;
    }
  }
  return [...lines, line];
}

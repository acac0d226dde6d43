/**
 * The draft of a mapping: what was found in files, written as `mapping.yaml`. What is sure stands as it is, and every guess stands
 * behind a comment mark with its reason, so that nothing is applied that nobody looked at.
 */
import { isTimeColumn } from "../domain/column-words.ts";
import type { ColumnFacts, InspectedFile } from "../domain/inspection.ts";
import { COLUMNS, canonicalColumns, KIND_PERIODS, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { columnLines, currencyLine } from "./draft-columns.ts";
import { guessByContent } from "./draft-guesses.ts";
import { type DraftLine, draftText, guess, remark, sure, yamlList, yamlText } from "./draft-line.ts";
import { countText } from "./summary.ts";

/** @param name of the mapping; what no name may have is left out. */
export function mappingDraft(files: readonly InspectedFile[], name: string): string {
  const head = [
    "# Drafted by compensate inspect. A guess stands behind #, with its reason: take the mark away where it is right.",
    `mapping: ${yamlText(nameOfMapping(name))}`,
  ];
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0) return textOf([...head, ...fileDraft(only).map((line) => at(line, ""))]);
  const names = files.map(({ path }) => nameOf(path));
  const exports = files.flatMap((file, index) => {
    const name = yamlText(nameOf(file.path));
    // A mapping tells files apart by their names, without their folders.
    if (names.indexOf(nameOf(file.path)) < index)
      return [
        `  ## ${yamlText(file.path)} has the name of a file above, and is read by its lines; rename it where they are not right`,
      ];
    return [`  - match: ${name}`, ...fileDraft(file).map((line) => at(line, "    "))];
  });
  return textOf([...head, "exports:", ...exports]);
}

function nameOfMapping(name: string): string {
  const letters = name.normalize("NFC").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  return letters.replace(/^[._-]+/, "").slice(0, LONGEST_NAME) || "export";
}

const LONGEST_NAME = 100;

/** Whether a file needs no mapping, because all that is known of it is canonical. */
export function isCanonicalFile(file: InspectedFile): boolean {
  return fileDraft(file).every(
    ({ line }) => line.kind === "sure" && !/^(?:missing|encoding|before-header):/.test(line.text),
  );
}

interface PlacedLine {
  readonly line: DraftLine;
  /** Whether the line stands below `columns:`. */
  readonly below: boolean;
}

function at({ line, below }: PlacedLine, indent: string): string {
  return draftText(line, below ? `${indent}  ` : indent);
}

function textOf(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function fileDraft(file: InspectedFile): readonly PlacedLine[] {
  const { kind, line } = kindOf(file);
  const columns = columnDraft(file, kind);
  const hasSure = columns.some((each) => each.kind === "sure");
  return [
    { line, below: false },
    ...tableLines(file).map((each) => ({ line: each, below: false })),
    {
      line: hasSure ? sure("columns:") : guess("columns:", "take the mark away with those of the lines below"),
      below: false,
    },
    ...columns.map((each) => ({ line: each, below: true })),
  ];
}

interface KindFound {
  readonly kind: RecordKind;
  readonly line: DraftLine;
}

function kindOf({ columns }: InspectedFile): KindFound {
  const ids = columns.filter(({ meaning }) => meaning?.record !== undefined);
  const own = ids.find(({ meaning }) => meaning?.known === "name") ?? ids[0];
  const kind = own?.meaning?.record ?? "subscription";
  if (own?.meaning?.known === "name") return { kind, line: sure(`record: ${kind}`) };
  const others = RECORD_KINDS.filter((other) => other !== kind).join(", ");
  const because = own === undefined ? "no column looks like an id" : `${own.name} is a word for ${own.meaning?.column}`;
  // A mapping has to say it. By itself it decides nothing: without the columns below, no row is read.
  return { kind, line: sure(`record: ${kind}`, `a guess: ${because}; or ${others}`) };
}

const COMMA = 0x2c;

function tableLines(file: InspectedFile): readonly DraftLine[] {
  const { encoding, delimiter, headerLine, beforeHeader, columns, totals } = file;
  const lines: DraftLine[] = [];
  if (encoding.name !== "utf-8") {
    const text = `encoding: ${encoding.name}`;
    lines.push(
      encoding.known !== "likely" ? sure(text) : guess(text, "the file is not UTF-8, and reads as this throughout"),
    );
  }
  const mark = String.fromCharCode(delimiter);
  if (delimiter !== COMMA) lines.push(sure(`delimiter: ${JSON.stringify(mark)}`));
  lines.push(...dialectLines(file));
  if (beforeHeader > 0 && headerLine !== undefined) lines.push(sure(`before-header: ${headerLine - 1}`));
  if (headerLine === undefined)
    lines.push(
      guess(`header: ${yamlList(columns.map(({ name }) => name))}`, "the first row has a number or a time in it"),
    );
  const missing = missingIn(columns);
  if (missing.length > 0) lines.push(sure(`missing: ${yamlList(missing)}`));
  const total = totals.filter(({ word }) => word !== undefined);
  const [first] = total;
  if (first?.word !== undefined) {
    const words = new Set(total.filter(({ column }) => column === first.column).map(({ word }) => word ?? ""));
    const because = `line ${first.line} looks like a total; ${countText(total.length, "such row")}`;
    lines.push(guess(`skip: { ${yamlText(first.column)}: ${yamlList([...words])} }`, because));
  }
  const odd = totals.find(({ word }) => word === undefined);
  if (odd !== undefined) lines.push(remark(`line ${odd.line} looks like a total, and has no word to skip it by`));
  return lines;
}

function dialectLines({ dialect, columns }: InspectedFile): readonly DraftLine[] {
  if (dialect === undefined) return [];
  const because = `only so does every row have ${countText(columns.length, "cell")}`;
  return [
    ...(dialect.quote === "none" ? [guess("quote: none", because)] : []),
    ...(dialect.escape === undefined ? [] : [guess(`escape: ${JSON.stringify(dialect.escape)}`, because)]),
  ];
}

const SURELY_MISSING = /^(?:null|\(null\)|\\n|#n\/a|0000-00-00.*)$/i;

/** Texts that can be nothing else, and other such texts among times and amounts, which are then neither. */
function missingIn(columns: readonly ColumnFacts[]): readonly string[] {
  const texts = columns.flatMap(({ missing, meaning, readings }) => {
    const isTyped = meaning === undefined ? readings.length > 0 : holdsTyped(meaning.column);
    return missing.map(({ text }) => text).filter((text) => isTyped || SURELY_MISSING.test(text));
  });
  return [...new Set(texts)].sort();
}

function holdsTyped(column: string): boolean {
  return isTimeColumn(column) || MONEY.has(column);
}

const MONEY: ReadonlySet<string> = new Set([...Object.values(COLUMNS).flatMap(({ money }) => [...money]), "currency"]);

function columnDraft(file: InspectedFile, kind: RecordKind): readonly DraftLine[] {
  const own = canonicalColumns(kind);
  const isTwice = (name: string) => file.columns.filter((other) => other.name === name).length > 1;
  const known = file.columns.filter(
    ({ meaning, name }) => meaning !== undefined && own.includes(meaning.column) && !isTwice(name),
  );
  const lines = known.flatMap((column) => columnLines(column, column.meaning?.column ?? ""));
  const named = new Set(known.flatMap(({ meaning }) => meaning?.column ?? []));
  const guessed = guessByContent(file, kind, named);
  const taken = new Set([...named, ...guessed.targets]);
  const twice = file.columns.filter(
    ({ name }, index) => file.columns.findIndex((other) => other.name === name) < index,
  );
  return [
    ...lines,
    ...guessed.lines,
    ...(taken.has("currency") ? [] : currencyLines([...known, ...guessed.columns], kind, taken)),
    ...lackingIn(kind, taken).map(lackingLine),
    ...twice.map(({ name }) =>
      remark(`there are two columns ${JSON.stringify(name)}, so that no line can name one of them`),
    ),
  ];
}

/** The columns that a row cannot be read without. */
function lackingIn(kind: RecordKind, taken: ReadonlySet<string>): readonly string[] {
  const { id, required } = COLUMNS[kind];
  const { ends } = KIND_PERIODS[kind];
  const needsEnd = ends.length > 0 && !ends.some((column) => taken.has(column));
  const needed = new Set([id, ...required, ...(needsEnd ? ends.slice(0, 1) : [])]);
  return [...needed].filter((column) => !taken.has(column));
}

function lackingLine(column: string): DraftLine {
  const always = column.endsWith("_id") ? "" : `, or ${column}: { always: VALUE }`;
  return remark(`no column looks like ${column}; write ${column}: NAME${always}`);
}

/** Amounts without a currency are no money. */
function currencyLines(
  columns: readonly ColumnFacts[],
  kind: RecordKind,
  taken: ReadonlySet<string>,
): readonly DraftLine[] {
  const lines = currencyLine(columns);
  if (lines.length > 0 || !COLUMNS[kind].money.some((column) => taken.has(column))) return lines;
  return [
    remark("no column looks like currency, which amounts need; write currency: NAME, or currency: { always: VALUE }"),
  ];
}

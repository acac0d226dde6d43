/** One column of a mapping, understood: what it is in the file, what its words mean, how its amounts and times are written. */
import { quoted } from "../domain/failure.ts";
import { type ColumnMapping, type ColumnSource, comparableName, type OtherWords } from "../domain/mapping.ts";
import { COLUMNS, canonicalColumns, RECORD_KINDS, type RecordKind, timeRoleOf } from "../domain/record.ts";
import { findNearest } from "../domain/suggest.ts";
import { openZone } from "../domain/zone.ts";
import type { Complain, Path } from "./problem.ts";
import { readNumberForm } from "./read-number-form.ts";
import { readTimeForm, TIME_KEYS } from "./read-time-form.ts";
import { readNumber, readWrittenTime } from "./terms.ts";
import type { WrittenMappedColumn } from "./written-mapping.ts";

export interface ColumnContext {
  readonly complain: Complain;
  /** The kind of the export's records; undefined where the export does not say it rightly. */
  readonly kind: RecordKind | undefined;
  /** The zone of the export's times, undefined for the policy's. */
  readonly zone: string | undefined;
  /** The texts that stand for an empty cell in the whole export. */
  readonly missing: ReadonlySet<string>;
}

/** @returns undefined where something is wrong with the column. */
export function readMappedColumn(
  name: string,
  written: string | readonly string[] | WrittenMappedColumn,
  path: Path,
  context: ColumnContext,
): ColumnMapping | undefined {
  checkName(name, path, context);
  if (!isBlock(written)) return plainColumn(name, readNames(written, path, context.complain));
  if (Object.keys(written).length === 0)
    return context.complain(path, "says nothing; write the column's name in the file");
  if (written.always !== undefined) return constantColumn(name, written.always, written, path, context);
  const from =
    written.from === undefined ? [comparableName(name)] : readNames(written.from, [...path, "from"], context.complain);
  checkUse(name, written, path, context);
  checkReview(name, written, path, context);
  const missing = written.missing === undefined ? undefined : missingTexts(written.missing);
  const words = readWords(written, missing ?? context.missing, path, context.complain);
  const number = written.number && readNumberForm(written.number, [...path, "number"], context.complain);
  const role = context.kind && timeRoleOf(context.kind, name);
  const time = readTimeForm(written, path, { ...context, role });
  return { ...plainColumn(name, from), ...words, missing, number, time };
}

function isBlock(written: string | readonly string[] | WrittenMappedColumn): written is WrittenMappedColumn {
  return typeof written === "object" && !Array.isArray(written);
}

function plainColumn(name: string, names: readonly string[]): ColumnMapping {
  return columnOf(name, { kind: "from", names });
}

function columnOf(name: string, source: ColumnSource): ColumnMapping {
  const nothing = { words: undefined, missing: undefined, number: undefined, time: undefined };
  return { name, source, otherwise: { kind: "keep" }, ...nothing };
}

/** Texts that stand for an empty cell; that the empty text does needs no word. */
export function missingTexts(written: string | readonly string[]): ReadonlySet<string> {
  return new Set([written].flat().filter((text) => text !== ""));
}

/** A column of the user's own is fine; one that is nearly a column of the kind is a slip of the pen. */
function checkName(name: string, path: Path, { complain, kind }: ColumnContext): void {
  if (name.trim() === "") complain(path, "a column has a name", "key");
  if (name === "record") complain(path, "record is the kind of all rows; write it beside columns", "key");
  if (kind === undefined) return;
  const own = canonicalColumns(kind);
  const other = RECORD_KINDS.find((each) => each !== kind && COLUMNS[each].id === name);
  if (other !== undefined) {
    complain(
      path,
      `${quoted(name)} is the id of a ${other}, and this is a ${kind}; its id is ${COLUMNS[kind].id}`,
      "key",
    );
    return;
  }
  const isKnown = RECORD_KINDS.some((each) => canonicalColumns(each).includes(name));
  const near = isKnown || name.length < 4 ? undefined : findNearest(name, own, 1 / 6);
  if (near !== undefined)
    complain(
      path,
      `is ${quoted(name)} meant to be ${quoted(near)}? A column of yours needs a name that is less like it`,
      "key",
    );
}

/** `time` and `number` only where a column of ours can hold one. */
function checkUse(name: string, written: WrittenMappedColumn, path: Path, { complain, kind }: ColumnContext): void {
  if (kind === undefined || !canonicalColumns(kind).includes(name)) return;
  const timeKey = TIME_KEYS.find((key) => written[key] !== undefined);
  if (timeKey !== undefined && timeRoleOf(kind, name) === undefined) {
    const times = canonicalColumns(kind).filter((column) => timeRoleOf(kind, column) !== undefined);
    complain([...path, timeKey], `${timeKey} is about times, and ${name} holds none; ${times.join(" and ")} do`, "key");
  }
  const money: readonly string[] = COLUMNS[kind].money;
  if (written.number !== undefined && !money.includes(name))
    complain([...path, "number"], `number is about amounts, and ${name} holds none; ${money.join(" and ")} may`, "key");
}

/** A person can say what a word means, and not what an id, a time or an amount should be. */
function checkReview(name: string, written: WrittenMappedColumn, path: Path, { complain, kind }: ColumnContext): void {
  const held = written.else === "review" && written.values !== undefined ? heldBeside(name, written, kind) : undefined;
  if (held === undefined) return;
  complain(
    [...path, "else"],
    `review asks a person what a word means, and ${name} holds ${held}; write else: keep or else: reject`,
  );
}

/** What a column holds that is no word; undefined for a column of words. */
function heldBeside(name: string, written: WrittenMappedColumn, kind: RecordKind | undefined): string | undefined {
  if (name === "user_id" || RECORD_KINDS.some((each) => COLUMNS[each].id === name)) return "ids";
  if (TIME_KEYS.some((key) => written[key] !== undefined)) return "times";
  if (kind !== undefined && timeRoleOf(kind, name) !== undefined) return "times";
  const isMoney = kind !== undefined && COLUMNS[kind].money.some((column) => column === name);
  if (isMoney || written.number !== undefined) return "amounts";
  if (name === "currency") return "currencies";
  return name === "auto_renew" && kind === "subscription" ? "yes or no" : undefined;
}

/** A list of names, or one. */
export function readNames(written: string | readonly string[], path: Path, complain: Complain): readonly string[] {
  const names = [written].flat().map(comparableName);
  for (const [index, name] of names.entries()) {
    const at = typeof written === "string" ? path : [...path, index];
    if (name === "") complain(at, "a column has a name, and this is blank");
    else if (names.indexOf(name) < index) complain(at, `${quoted(name)} is in the list already`);
  }
  return names;
}

function constantColumn(
  name: string,
  text: string,
  written: WrittenMappedColumn,
  path: Path,
  { complain, kind }: ColumnContext,
): ColumnMapping {
  for (const key of Object.keys(written))
    if (key !== "always")
      complain([...path, key], `${key} is about cells of the file, and always is in place of them`, "key");
  const at = [...path, "always"];
  if (kind !== undefined && COLUMNS[kind].id === name)
    complain(at, `${name} tells records apart, so it cannot always be the same`);
  checkConstant(name, text, at, kind, complain);
  return columnOf(name, { kind: "always", text });
}

/** A text that no row could be read with would reject them all. */
function checkConstant(name: string, text: string, at: Path, kind: RecordKind | undefined, complain: Complain): void {
  if (kind === undefined) return;
  // Every wall time of UTC is there, and there once.
  if (timeRoleOf(kind, name) !== undefined)
    readWrittenTime(text, at, complain, { role: "start", zone: openZone("UTC") });
  if (COLUMNS[kind].money.some((column) => column === name)) readNumber(text, at, complain);
}

type Words = Pick<ColumnMapping, "words" | "otherwise">;

function readWords(
  { values, else: other }: WrittenMappedColumn,
  missing: ReadonlySet<string>,
  path: Path,
  complain: Complain,
): Words {
  if (values === undefined && other !== undefined)
    complain([...path, "else"], "else is about words that values does not name, and there is no values", "key");
  if (values === undefined) return { words: undefined, otherwise: { kind: "keep" } };
  const at = [...path, "values"];
  if (Object.keys(values).length === 0)
    complain(at, "says nothing; write the file's words and what each of them means");
  for (const word of Object.keys(values)) {
    if (word === "") complain([...at, word], "an empty cell has no word, and stays empty", "key");
    else if (missing.has(word)) complain([...at, word], `${quoted(word)} stands for an empty cell, by missing`, "key");
  }
  return { words: new Map(Object.entries(values)), otherwise: otherWords(other) };
}

function otherWords(text = "keep"): OtherWords {
  return text === "keep" || text === "review" || text === "reject" ? { kind: text } : { kind: "word", word: text };
}

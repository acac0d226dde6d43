/**
 * Columns whose names are nearly those that an export needs: what is odd about each name, and how it is written.
 *
 * A name is *alike* when it differs in capitals, blanks, invisible characters, hyphens and underscores only: `User-ID` is
 * like `user_id`. A name is *near* when it differs in a few letters, like `usr_id`.
 */

import { quoted } from "../domain/failure.ts";
import { codePointText, ODD_CHARACTER, oddCharacterText } from "../domain/odd-character.ts";
import { COLUMNS, canonicalColumns, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { findNearest } from "../domain/suggest.ts";
import { isCanonical } from "./header-line.ts";

export interface NearColumn {
  /** The name of ours that the column is meant to have. */
  readonly meant: string;
  /** What is wrong, and what to do. */
  readonly found: string;
}

const ODD = new RegExp(ODD_CHARACTER, "gu");
const BEFORE = new RegExp(`^${ODD_CHARACTER}+`, "u");
const AFTER = new RegExp(`${ODD_CHARACTER}+$`, "u");
/** A longer name is no name of ours with a slip in it. */
const LONGEST_SLIP = 100;

/** What a column has in common with the names that are like it. */
function likeness(column: string): string {
  if (column.length > LONGEST_SLIP) return column;
  return likenessOfOurs(column.normalize("NFKC").replace(ODD, "").replace(/[-.]/g, "").toLowerCase());
}

/** The likeness of a canonical name, which has only small letters and underscores. */
function likenessOfOurs(name: string): string {
  return name.replaceAll("_", "");
}

/** Whether a column is one of ours, or like one. */
export function isLikeCanonical(column: string): boolean {
  return CANONICAL.has(likeness(column));
}

/** The kind whose id column a column is, or is like. */
export function kindLike(column: string): RecordKind | undefined {
  return KINDS.get(likeness(column));
}

const CANONICAL: ReadonlySet<string> = new Set(RECORD_KINDS.flatMap(canonicalColumns).map(likenessOfOurs));
const KINDS: ReadonlyMap<string, RecordKind> = new Map(
  RECORD_KINDS.map((kind) => [likenessOfOurs(COLUMNS[kind].id), kind]),
);

/** The kind whose id column alone is like one of the columns, or else near to one; undefined where there is no such kind. */
export function findLikelyKind(columns: readonly string[]): RecordKind | undefined {
  return onlyOne(columns.map(kindLike)) ?? onlyOne(columns.map(nearKind));
}

function nearKind(column: string): RecordKind | undefined {
  if (isCanonical(column) || column.length > LONGEST_SLIP) return undefined;
  const id = findNearest(
    column,
    RECORD_KINDS.map((kind) => COLUMNS[kind].id),
  );
  return RECORD_KINDS.find((kind) => COLUMNS[kind].id === id);
}

function onlyOne(kinds: readonly (RecordKind | undefined)[]): RecordKind | undefined {
  const [kind, other] = new Set(kinds.filter((each) => each !== undefined));
  return other === undefined ? kind : undefined;
}

/**
 * The columns that are meant to be those that an export lacks, in the order of the export.
 * @param missing names without which the export is refused; only for these a name that is near is enough.
 */
export function findNearColumns(
  columns: readonly string[],
  kind: RecordKind,
  missing: readonly string[],
): readonly NearColumn[] {
  const wanted = new Set(canonicalColumns(kind).filter((name) => !columns.includes(name)));
  const found = new Map<number, NearColumn>();
  for (const [index, column] of columns.entries()) {
    const meant = isCanonical(column)
      ? undefined
      : [...wanted].find((name) => likenessOfOurs(name) === likeness(column));
    if (meant === undefined) continue;
    wanted.delete(meant);
    found.set(index, { meant, found: alikeText(column, meant, index) });
  }
  for (const [index, column] of columns.entries()) {
    if (found.has(index) || isCanonical(column) || column.length > LONGEST_SLIP) continue;
    const meant = findNearest(
      column,
      missing.filter((name) => wanted.has(name)),
    );
    if (meant === undefined) continue;
    wanted.delete(meant);
    const says = `there is no column ${meant}; did you mean column ${index + 1}, ${shownName(column)}?`;
    found.set(index, { meant, found: says });
  }
  return [...found].sort(([a], [b]) => a - b).map(([, near]) => near);
}

function alikeText(column: string, meant: string, index: number): string {
  const odd = oddities(column, meant);
  const all = odd.length < 2 ? odd : [odd.slice(0, -1).join(", "), ...odd.slice(-1)];
  const how = all.length === 0 ? "" : ` with ${all.join(" and ")}`;
  return `column ${index + 1} is ${shownName(column)}${how}; name it ${meant}`;
}

function oddities(column: string, meant: string): readonly string[] {
  const before = BEFORE.exec(column)?.[0] ?? "";
  const after = AFTER.exec(column)?.[0] ?? "";
  const inner = column.slice(before.length, column.length - after.length);
  return [
    ...charactersAt(before, "before it"),
    ...charactersAt(after, "after it"),
    ...charactersAt(inner.replaceAll(" ", ""), "in it"),
    ...(inner === inner.toLowerCase() ? [] : ["capitals"]),
    ...(meant.includes("_") && inner.includes("-") ? ["a hyphen for an underscore"] : []),
    ...(meant.includes("_") && inner.includes(" ") ? ["a blank for an underscore"] : []),
  ];
}

/** Names each odd character of a text once, and says how many blanks there are. */
function charactersAt(text: string, where: string): readonly string[] {
  const blanks = text.split(" ").length - 1;
  const others = new Set((text.match(ODD) ?? []).filter((character) => character !== " "));
  return [
    ...(blanks === 0 ? [] : [`${blanks === 1 ? "a blank" : `${blanks} blanks`} ${where}`]),
    ...[...others].map((character) => `${oddCharacterText(character)} ${where}`),
  ];
}

/** A column's name in quotes: a blank at an end is shown as ␠, and an invisible character by its code point. */
export function shownName(column: string): string {
  const ends = column
    .slice(0, LONGEST_SHOWN)
    .replace(/^ +| +$/g, (blanks) => "␠".repeat(blanks.length))
    .replace(ODD, (character) => (character === " " ? character : `<${codePointText(character)}>`));
  return quoted(ends);
}

/** More than `quoted` shows. */
const LONGEST_SHOWN = 200;

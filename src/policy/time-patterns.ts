/**
 * The patterns of `time:`, held against what a pattern has to say: one day, clear to the digit, in letters that are read.
 *
 * `yyyy-MM-dd HH:mm:ss` has letters of Unicode's LDML. A letter that stands for itself is in single quotes: `yyyy-MM-dd'T'HH:mm`.
 */
import { quoted } from "../domain/failure.ts";
import { findNearest } from "../domain/suggest.ts";
import type { TimePattern } from "../domain/time-form.ts";

export type TimePatternOrFaults =
  | { readonly kind: "pattern"; readonly pattern: TimePattern }
  /** What is wrong; each to be said by itself. */
  | { readonly kind: "faults"; readonly faults: readonly string[] };

const NAMED: ReadonlyMap<string, TimePattern> = new Map<string, TimePattern>([
  ["iso", { kind: "iso" }],
  ["epoch-seconds", { kind: "epoch", unit: "seconds" }],
  ["epoch-millis", { kind: "epoch", unit: "millis" }],
  ["excel-days", { kind: "excel-days" }],
]);

export function readTimePattern(text: string): TimePatternOrFaults {
  const pattern = NAMED.get(text);
  if (pattern !== undefined) return { kind: "pattern", pattern };
  const named = findNearest(text, [...NAMED.keys()]);
  if (named !== undefined) return faults(`${quoted(text)} is no pattern; did you mean ${quoted(named)}?`);
  if (text.includes("%")) return faults(`${quoted(text)} has %, which no pattern has; write it as yyyy-MM-dd HH:mm:ss`);
  const parts = partsOf(text);
  if (parts === undefined) return faults(`${quoted(text)} has a quote that is never closed`);
  const unread = [...new Set(parts.flatMap((part) => unreadText(part) ?? []))];
  const wrong = unread.length > 0 ? unread : missingTexts(parts);
  if (wrong.length > 0) return faults(...wrong.map((says) => `${quoted(text)} ${says}`));
  return { kind: "pattern", pattern: { kind: "letters", text } };
}

function faults(...all: readonly string[]): TimePatternOrFaults {
  return { kind: "faults", faults: all };
}

/** Whether the years of a pattern have two digits. */
export function hasShortYear(pattern: TimePattern): boolean {
  return pattern.kind === "letters" && fieldsOf(pattern.text).includes("yy");
}

/** Whether a pattern reads cells that are a date alone. */
export function mayBeDate(pattern: TimePattern): boolean {
  switch (pattern.kind) {
    case "epoch":
      return false;
    case "letters":
      return !fieldsOf(pattern.text).some((field) => /^[Hh]/.test(field));
    default:
      return true;
  }
}

function fieldsOf(text: string): readonly string[] {
  return (partsOf(text) ?? []).filter(({ isField }) => isField).map(({ text: field }) => field);
}

interface PatternPart {
  /** A run of one letter that stands for a part of the time, or text that stands for itself. */
  readonly text: string;
  readonly isField: boolean;
}

/** Undefined where a quote is never closed. */
function partsOf(text: string): readonly PatternPart[] | undefined {
  const parts: PatternPart[] = [];
  for (const [part, letter] of text.matchAll(/'[^']*'|([A-Za-z])\1*|'|[^A-Za-z']+/g)) {
    if (part === "'") return undefined;
    parts.push({ text: part, isField: letter !== undefined });
  }
  return parts;
}

interface Field {
  readonly what: string;
  readonly written: readonly string[];
}

/** Every part of a time that a pattern can have, by its letter. */
const FIELDS: ReadonlyMap<string, Field> = new Map([
  ["y", { what: "a year", written: ["yyyy", "yy"] }],
  ["M", { what: "a month", written: ["MM", "M", "MMM"] }],
  ["d", { what: "a day", written: ["dd", "d"] }],
  ["H", { what: "an hour", written: ["HH", "H"] }],
  ["h", { what: "an hour beside AM or PM", written: ["hh", "h"] }],
  ["m", { what: "a minute", written: ["mm", "m"] }],
  ["s", { what: "a second", written: ["ss", "s"] }],
  ["S", { what: "a part of a second", written: Array.from({ length: 9 }, (_, index) => "S".repeat(index + 1)) }],
  ["a", { what: "AM or PM", written: ["a"] }],
  ["X", { what: "an offset", written: ["X", "XX", "XXX"] }],
  ["Z", { what: "an offset", written: ["Z", "ZZ", "ZZZ"] }],
]);

/** Letters that other programs have for a part of a time. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ["Y", "y"],
  ["u", "y"],
  ["L", "M"],
  ["D", "d"],
  ["k", "H"],
  ["K", "h"],
  ["A", "a"],
  ["z", "X"],
]);

/** Why letters are not read; undefined for a part that is read. */
function unreadText({ text, isField }: PatternPart): string | undefined {
  if (!isField) return undefined;
  const letter = text.charAt(0);
  if (FIELDS.get(letter)?.written.includes(text)) return undefined;
  const meant = FIELDS.get(FIELDS.has(letter) ? letter : (MEANT.get(letter) ?? ""));
  if (meant === undefined)
    return `has ${quoted(text)}, which is not read; a letter that stands for itself is in quotes, 'T'`;
  return `has ${quoted(text)}, which is not read; ${meant.what} is ${meant.written.slice(0, 3).join(" or ")}`;
}

/** What a pattern lacks, has twice, or leaves open. */
function missingTexts(parts: readonly PatternPart[]): readonly string[] {
  const fields = parts.filter(({ isField }) => isField).map(({ text }) => text);
  const has = (letters: string) => fields.some((field) => letters.includes(field.charAt(0)));
  const says: string[] = [];
  if (!has("y")) says.push("has no year; a year is yyyy");
  if (!has("M")) says.push(`has no month; a month is MM${has("m") ? ", and mm is a minute" : ""}`);
  if (!has("d")) says.push("has no day; a day is dd");
  for (const letters of ["y", "M", "d", "Hh", "m", "s", "S", "a", "XZ"]) {
    const [first, second] = fields.filter((field) => letters.includes(field.charAt(0)));
    if (second === undefined) continue;
    const slip = letters === "M" ? "; a minute is mm" : letters === "m" ? "; a month is MM" : "";
    says.push(`has ${FIELDS.get(letters.charAt(0))?.what} twice, ${first} and ${second}${slip}`);
  }
  if (has("h") && !has("a")) says.push("has an hour of AM or PM, and no a, which says which; an hour of 24 is HH");
  if (has("a") && !has("h")) says.push("has a, which is AM or PM, and no hour beside it; that hour is hh");
  if (has("m") && !has("Hh")) says.push("has a minute and no hour; an hour is HH");
  if (has("Hh") && !has("m")) says.push("has an hour and no minute; a minute is mm");
  if (has("s") && !has("m")) says.push("has a second and no minute; a minute is mm");
  if (has("S") && !has("s")) says.push("has a part of a second and no second; a second is ss");
  return [...says, ...touching(parts)];
}

/** A number of one digit or two, right before digits, ends nobody knows where: `2024111` is two days under `yyyyMd`. */
function touching(parts: readonly PatternPart[]): readonly string[] {
  return parts.flatMap(({ text, isField }, index) => {
    const next = parts[index + 1];
    if (!isField || !/^[MdHhms]$/.test(text) || next === undefined) return [];
    const isDigits = next.isField ? /^(?!MMM|a|X|Z)/.test(next.text) : /^'?\d/.test(next.text);
    return isDigits
      ? [`has ${text} right before ${next.text}, so that its digits cannot be told; write ${text}${text}`]
      : [];
  });
}

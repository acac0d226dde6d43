/**
 * Patterns of letters, made ready once: the parts of a cell in their order, so that reading and writing a cell only go over them.
 *
 * The letters are those of Unicode's LDML, as luxon reads them, with these differences: `S` is a decimal of the second, so that
 * `SS` takes two; `X` is an offset, as in LDML; `a` takes 오전 and 오후, too. Other letters are refused. So are patterns that
 * a cell could fit in two ways: `yyyyMd` would take 2024111 for 11 January and for 1 November.
 */
import type { TimePattern } from "./time-form.ts";

/** The fields of a time, in the order in which readers keep their values. */
export const PATTERN_FIELDS = ["year", "month", "day", "hour", "minute", "second", "fraction"] as const;
export type PatternField = (typeof PATTERN_FIELDS)[number];

export interface PatternPart {
  readonly kind: "literal" | "number" | "month-name" | "meridiem" | "offset";
  /** The letters of the pattern, or the literal text. */
  readonly text: string;
  /** The literal text in UTF-8; empty for all other parts. */
  readonly bytes: Uint8Array;
  readonly field: PatternField | undefined;
  /** The position of the field in `PATTERN_FIELDS`, or -1. */
  readonly index: number;
  /** The fewest and the most digits of a number. */
  readonly least: number;
  readonly most: number;
  /** For a number that may have one digit or two: the bit that says in a shape whether one digit gets a zero before it; else 0. */
  readonly bit: number;
}

export interface LettersPattern {
  readonly kind: "letters";
  readonly text: string;
  readonly parts: readonly PatternPart[];
  /** The parts as steps of four numbers each, for reading; see `STEPS`. */
  readonly program: Int32Array;
  readonly hasTime: boolean;
  readonly hasSeconds: boolean;
  /** Whether hours are counted from 1 to 12, with an `a`. */
  readonly isHalfDay: boolean;
  /** Decimals of the second, 0 to 9. */
  readonly decimals: number;
  readonly isShortYear: boolean;
}

/** A pattern that can be read and written with. */
export type ReadyPattern = Exclude<TimePattern, { readonly kind: "letters" }> | LettersPattern;

type FieldDigits = readonly [field: PatternField, least: number, most: number];

/**
 * The kinds of steps, and the three numbers after each kind:
 *
 *     byte       the byte that has to be there
 *     number     the most digits and the fewest, most * 16 + least; the position of the field; its bit
 *     other      the position of the part
 */
export const STEPS = { byte: 0, number: 1, other: 2 } as const;
export const STEP_LENGTH = 4;

const FIELDS: { readonly [letters: string]: FieldDigits } = {
  yyyy: ["year", 4, 4],
  yy: ["year", 2, 2],
  M: ["month", 1, 2],
  MM: ["month", 2, 2],
  d: ["day", 1, 2],
  dd: ["day", 2, 2],
  H: ["hour", 1, 2],
  HH: ["hour", 2, 2],
  h: ["hour", 1, 2],
  hh: ["hour", 2, 2],
  m: ["minute", 1, 2],
  mm: ["minute", 2, 2],
  s: ["second", 1, 2],
  ss: ["second", 2, 2],
};

const OFFSETS: ReadonlySet<string> = new Set(["Z", "ZZ", "ZZZ", "X", "XX", "XXX"]);
const MOST_DECIMALS = 9;
const NOTHING = new Uint8Array(0);

/** Makes a pattern ready. @returns what is wrong with it, as the end of a sentence that begins with the pattern. */
export function compilePattern(text: string): LettersPattern | string {
  const pieces = piecesOf(text);
  if (typeof pieces === "string") return pieces;
  const parts: PatternPart[] = [];
  for (const { letters, literal } of pieces) {
    const part = literal ? literalPart(letters) : partOf(letters, 1 << parts.filter(({ bit }) => bit !== 0).length);
    if (typeof part === "string") return part;
    parts.push(part);
  }
  const wrong = unreadable(parts) ?? runTogether(parts);
  if (wrong !== undefined) return wrong;
  const decimals = parts.find(({ field }) => field === "fraction")?.most ?? 0;
  return {
    kind: "letters",
    text,
    parts,
    program: programOf(parts),
    hasTime: has(parts, "hour"),
    hasSeconds: has(parts, "second"),
    isHalfDay: has(parts, "meridiem"),
    decimals,
    isShortYear: parts.some(({ text: letters }) => letters === "yy"),
  };
}

interface Piece {
  readonly letters: string;
  readonly literal: boolean;
}

/** Runs of one letter, quoted texts, and everything else; two quotes stand for one. */
const PIECE = /''|'(?:[^']|'')+'|([A-Za-z])\1*|'|[^A-Za-z']+/g;

function piecesOf(text: string): readonly Piece[] | string {
  const pieces: Piece[] = [];
  for (const [piece, letter] of text.matchAll(PIECE)) {
    if (piece === "'") return "has a quote mark that is not closed";
    if (letter !== undefined) pieces.push({ letters: piece, literal: false });
    else if (piece === "''") pieces.push({ letters: "'", literal: true });
    else if (piece.startsWith("'")) pieces.push({ letters: piece.slice(1, -1).replaceAll("''", "'"), literal: true });
    else pieces.push({ letters: piece, literal: true });
  }
  return pieces;
}

function literalPart(text: string): PatternPart {
  const bytes = new TextEncoder().encode(text);
  return { kind: "literal", text, bytes, field: undefined, index: -1, least: 0, most: 0, bit: 0 };
}

function partOf(text: string, bit: number): PatternPart | string {
  const part = { text, bytes: NOTHING, field: undefined, index: -1, least: 0, most: 0, bit: 0 };
  if (text === "MMM") return { ...part, kind: "month-name", field: "month", index: PATTERN_FIELDS.indexOf("month") };
  if (text === "a") return { ...part, kind: "meridiem" };
  if (OFFSETS.has(text)) return { ...part, kind: "offset" };
  if (/^S+$/.test(text) && text.length <= MOST_DECIMALS)
    return numberPart(text, ["fraction", text.length, text.length], 0);
  const number = FIELDS[text];
  if (number === undefined)
    return `has ${text}, which is no letter of a time here; put quotes around a word, as in 'T'`;
  return numberPart(text, number, bit);
}

function numberPart(text: string, [field, least, most]: FieldDigits, bit: number): PatternPart {
  const index = PATTERN_FIELDS.indexOf(field);
  return { kind: "number", text, bytes: NOTHING, field, index, least, most, bit: least < most ? bit : 0 };
}

function has(parts: readonly PatternPart[], wanted: PatternField | PatternPart["kind"]): boolean {
  return parts.some(({ kind, field }) => kind === wanted || field === wanted);
}

/** Why cells of the pattern would say too little, or say something twice. */
function unreadable(parts: readonly PatternPart[]): string | undefined {
  if (!has(parts, "year")) return "has no year, yyyy";
  if (!has(parts, "month")) return "has no month, MM";
  if (!has(parts, "day")) return "has no day, dd";
  const named = parts.filter(({ kind }) => kind !== "literal").map(({ kind, field }) => field ?? kind);
  const twice = named.find((name, index) => named.indexOf(name) !== index);
  if (twice !== undefined) return `has the ${twice === "meridiem" ? "half of the day" : twice} twice`;
  const isHalfDay = parts.some(({ text, field }) => field === "hour" && text.startsWith("h"));
  if (isHalfDay && !has(parts, "meridiem"))
    return "has an hour of half a day, h, and no a; H is the hour of a whole day";
  if (!isHalfDay && has(parts, "meridiem")) return "has an a and no hour of half a day, h";
  if (has(parts, "hour") !== has(parts, "minute")) return "has an hour or a minute without the other";
  if (has(parts, "second") && !has(parts, "minute")) return "has a second and no minute";
  return has(parts, "fraction") && !has(parts, "second") ? "has decimals and no second" : undefined;
}

/** A number of one digit or two has to end where something that is no digit begins. */
function runTogether(parts: readonly PatternPart[]): string | undefined {
  const at = parts.findIndex(({ bit }, index) => {
    const next = parts[index + 1];
    return (
      bit !== 0 &&
      next !== undefined &&
      (next.kind === "number" || /^[0-9]/.test(next.kind === "literal" ? next.text : ""))
    );
  });
  const part = parts[at];
  return (
    part &&
    `has ${part.text} right before ${parts[at + 1]?.text}, so that nobody can tell where the one ends; write ${part.text.repeat(2)}`
  );
}

function programOf(parts: readonly PatternPart[]): Int32Array {
  return Int32Array.from(
    parts.flatMap(({ kind, bytes, least, most, index, bit }, position) => {
      if (kind === "literal") return [...bytes].flatMap((byte) => [STEPS.byte, byte, 0, 0]);
      return kind === "number" ? [STEPS.number, most * 16 + least, index, bit] : [STEPS.other, position, 0, 0];
    }),
  );
}

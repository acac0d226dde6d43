/** What becomes of one cell under a mapping: an empty cell, another word, a plain number, or the same text. */
import type { NumberForm, OtherWords } from "../../domain/mapping.ts";

export interface CellMapping {
  /** The texts that stand for an empty cell, besides the empty text itself. */
  readonly missing: ReadonlySet<string>;
  readonly words: ReadonlyMap<string, string>;
  readonly otherwise: OtherWords;
  readonly number: NumberForm | undefined;
}

/**
 * Stands in front of an amount that does not fit its form, and of a word that was not translated and is what another word means.
 * No amount and no meant word begins with it, so the row is rejected with the text that was written, also where that text would be an
 * amount without the form, as `4.900` is, or one of the words that the mapping makes.
 */
export const UNFIT = "?";

/** The text that the export has in the cell's place. */
export function mapCell(text: string, { missing, words, otherwise, number }: CellMapping): string {
  if (text === "" || missing.has(text)) return "";
  const word = words.get(text) ?? otherWord(text, words, otherwise);
  return number === undefined ? word : (canonicalNumber(word, number) ?? UNFIT + word);
}

/** What a word becomes that is not translated. Under `reject` it stays, because later only the words that are meant are taken. */
function otherWord(text: string, words: CellMapping["words"], otherwise: OtherWords): string {
  if (otherwise.kind === "word") return otherwise.word;
  return otherwise.kind === "reject" && [...words.values()].includes(text) ? UNFIT + text : text;
}

/** The texts that a mapping names: for any other text `mapCell` says the same, as `othersUnder` tells. */
export function textsNamedBy({ missing, words, otherwise }: CellMapping): readonly string[] {
  return ["", ...missing, ...words.keys(), ...(otherwise.kind === "reject" ? words.values() : [])];
}

/** What becomes of the texts that a mapping does not name: they stay, all become one text, or each has its own answer. */
export type OtherTexts = { readonly kind: "stay" | "own" } | { readonly kind: "become"; readonly text: string };

export function othersUnder({ otherwise, number }: CellMapping): OtherTexts {
  if (otherwise.kind === "word")
    return { kind: "become", text: mapCell(otherwise.word, { missing: NONE, words: NO_WORDS, otherwise, number }) };
  return { kind: number === undefined ? "stay" : "own" };
}

const NONE: ReadonlySet<string> = new Set();
export const NO_WORDS: ReadonlyMap<string, string> = new Map();

/**
 * A number as the canonical form has it: digits, and decimals after a point. Undefined for a text that does not fit the form.
 *
 * Groups have three digits each, but for the first; a number without any group separator fits as well. One affix may stand
 * before the digits and one behind them, with or without blanks between.
 */
export function canonicalNumber(text: string, { group, decimal, affix }: NumberForm): string | undefined {
  const bare = withoutAffixes(text.trim(), affix);
  const [whole = "", decimals, ...rest] = bare.split(decimal);
  if (rest.length > 0 || (decimals !== undefined && !DIGITS.test(decimals))) return undefined;
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = withoutGroups(whole.slice(sign.length), group);
  if (digits === undefined) return undefined;
  return sign + digits + (decimals === undefined ? "" : `.${decimals}`);
}

function withoutAffixes(text: string, affix: readonly string[]): string {
  const before = affix.find((mark) => text.startsWith(mark)) ?? "";
  const rest = text.slice(before.length);
  const after = affix.find((mark) => rest.endsWith(mark)) ?? "";
  return rest.slice(0, rest.length - after.length).trim();
}

function withoutGroups(text: string, group: string | undefined): string | undefined {
  const [first = "", ...others] = group === undefined ? [text] : text.split(group);
  if (!DIGITS.test(first) || (others.length > 0 && first.length > 3)) return undefined;
  return others.every((part) => THREE_DIGITS.test(part)) ? first + others.join("") : undefined;
}

const DIGITS = /^[0-9]+$/;
const THREE_DIGITS = /^[0-9]{3}$/;

/** Words, amounts and empty cells as a file writes them, by chance, beside what a canonical export has in their place. */
import type { Dice } from "../oracle/samples/dice.ts";
import { type FileEncoding, foreignText } from "./encodings.ts";

export interface CellTexts {
  readonly canonical: string;
  readonly mapped: string;
}

/** Words that no rule and no record has. */
const MISSING = ["NULL", "\\N", "-", "#N/A", "leer", "(none)"];

/** The empty text, and some that stand for it. */
export function missingBy(dice: Dice): readonly string[] {
  return dice.chance(0.5) ? [] : dice.some(MISSING);
}

export interface WordColumn {
  readonly keys: { readonly values?: { readonly [word: string]: string }; readonly else?: string };
  cell(text: string): CellTexts;
}

/**
 * Words of the file for most of the words that a column has. Two words of the file may mean the same.
 * @param missing texts that stand for an empty cell, which are no words.
 */
export function wordColumn(
  dice: Dice,
  words: readonly string[],
  encoding: FileEncoding,
  missing: readonly string[],
): WordColumn {
  const known = words.filter((word) => word !== "" && dice.chance(0.8));
  const foreign = new Map<string, string[]>();
  const taken = new Set([...words, ...missing, ...MISSING]);
  for (const word of known) {
    for (let copies = dice.pick([1, 1, 2]); copies > 0; copies -= 1) {
      const made = `${foreignText(dice, encoding, dice.between(1, 3))}${dice.pick(["", " ", "-x", ";", '"', ","])}${foreignText(dice, encoding, 1)}`;
      if (taken.has(made)) continue;
      taken.add(made);
      foreign.set(word, [...(foreign.get(word) ?? []), made]);
    }
  }
  const values = Object.fromEntries([...foreign].flatMap(([word, all]) => all.map((each) => [each, word])));
  if (Object.keys(values).length === 0) return { keys: {}, cell: (text) => ({ canonical: text, mapped: text }) };
  const named = dice.pick(["keep", "keep", "", dice.pick(words.filter((word) => word !== ""))]);
  const others = named === "" ? undefined : named;
  const isKept = others === undefined || others === "keep";
  return {
    keys: { values, ...(others === undefined ? {} : { else: others }) },
    cell: (text) => {
      if (text === "") return { canonical: "", mapped: "" };
      const own = foreign.get(text);
      if (own !== undefined && dice.chance(isKept ? 0.9 : 1)) return { canonical: text, mapped: dice.pick(own) };
      return { canonical: isKept ? text : (others ?? text), mapped: text };
    },
  };
}

export interface AmountColumn {
  readonly keys: { readonly number?: { readonly [key: string]: string | readonly string[] } };
  /** The signs that no delimiter may be. */
  readonly signs: readonly string[];
  cell(text: string): CellTexts;
}

const AFFIXES = ["EUR", "$", "KRW ", " r.", "~"];

export function amountColumn(dice: Dice, encoding: FileEncoding): AmountColumn {
  if (dice.chance(0.3)) return { keys: {}, signs: [], cell: (text) => ({ canonical: text, mapped: text }) };
  const decimal = dice.pick([".", ".", ","]);
  const groups = [",", ".", "'", " ", "_"].filter((sign) => sign !== decimal);
  const group = dice.chance(0.6) ? dice.pick(groups) : undefined;
  const affix = dice.chance(0.6)
    ? dice.some([...AFFIXES, foreignText(dice, encoding, 1)]).map((each) => each.trim())
    : [];
  const isSaid = decimal !== "." || dice.chance(0.3);
  const number = {
    ...(isSaid ? { decimal } : {}),
    ...(group === undefined ? {} : { group }),
    ...(affix.length === 0 ? {} : { affix: affix.length === 1 && dice.chance(0.5) ? (affix[0] ?? "") : affix }),
  };
  if (Object.keys(number).length === 0)
    return { keys: {}, signs: [], cell: (text) => ({ canonical: text, mapped: text }) };
  return {
    keys: { number },
    signs: [decimal, ...(group === undefined ? [] : [group])],
    cell: (text) => {
      const found = /^(\d+)(?:\.(\d+))?$/.exec(text);
      if (text === "") return { canonical: "", mapped: "" };
      // What is no amount stays none under any form: no digit, or two signs.
      if (found === null) return { canonical: text, mapped: /\d/.test(text) ? `x${text}` : text };
      const [, whole = "", decimals] = found;
      const digits = group !== undefined && dice.chance(0.7) ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
      const amount = digits + (decimals === undefined ? "" : decimal + decimals);
      if (affix.length === 0 || dice.chance(0.3)) return { canonical: text, mapped: amount };
      const sign = dice.pick(affix);
      const blank = dice.pick(["", " "]);
      return { canonical: text, mapped: dice.chance(0.5) ? `${sign}${blank}${amount}` : `${amount}${blank}${sign}` };
    },
  };
}

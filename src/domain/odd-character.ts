/** Characters that cannot be seen, or look like a plain blank: which they are, and what a message calls them. */

/** A class of a regular expression with the flag `u`. It contains the plain blank, too. */
export const ODD_CHARACTER = String.raw`[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]`;

const NAMES: ReadonlyMap<string, string> = new Map([
  ["\n", "a line break"],
  ["\t", "a tab"],
  ["\u00a0", "a no-break space"],
  ["\u3000", "an ideographic space"],
  ["\u200b", "a zero-width space"],
  ["\ufeff", "a byte order mark"],
]);

/** `a no-break space (U+00A0)`. */
export function oddCharacterText(character: string): string {
  return `${NAMES.get(character) ?? "an invisible character"} (${codePointText(character)})`;
}

/** `U+00A0`. */
export function codePointText(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0").toUpperCase()}`;
}

/**
 * Values that begin or end with an invisible character: they look like a cell of an export, and equal none.
 *
 * A plain blank in quotes is meant. So is every escape in double quotes, such as `"melon\u00a0"`.
 */
import { ODD_CHARACTER, oddCharacterText } from "../domain/odd-character.ts";

export interface WrittenScalar {
  readonly value: unknown;
  readonly type?: string | undefined;
  readonly range?: readonly [start: number, end: number, ...rest: number[]] | null | undefined;
}

const AT_AN_END = new RegExp(`^(?! )(${ODD_CHARACTER})|(?! )(${ODD_CHARACTER})$`, "u");

/** Says what is odd about a value or a key, and what to do; undefined where nothing is odd. @param source of the whole file. */
export function oddEnd({ value, type, range }: WrittenScalar, source: string): string | undefined {
  if (typeof value !== "string" || !mayBeOdd(value)) return undefined;
  if (type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED") {
    const inner = value.replace(/\n+$/, "");
    const mark = type === "BLOCK_LITERAL" ? "|" : ">";
    if (inner !== value) return `ends with a line break, as a block behind ${mark} does; write ${mark}- instead`;
    if (inner.includes("\n"))
      return "has a line break in it, and so has no cell; write >- to join the lines, or a list";
  }
  // The value is as it is written, but for escapes.
  const [from, to] = range ?? [0, 0];
  const written = type === "QUOTE_DOUBLE" ? source.slice(from + 1, to - 1) : value;
  const [, first, last] = AT_AN_END.exec(value) ?? [];
  const odd = first ?? last;
  if (odd === undefined || !AT_AN_END.test(written)) return undefined;
  const code = (odd.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
  const where = first === undefined ? "ends" : "begins";
  return `${where} with ${oddCharacterText(odd)}; remove it, or write it as "\\u${code}" in double quotes where it is meant`;
}

/** Nearly all values begin and end with a letter or digit, and have one line. */
function mayBeOdd(text: string): boolean {
  return !isPlain(text.charCodeAt(0)) || !isPlain(text.charCodeAt(text.length - 1)) || text.includes("\n");
}

function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit < 0x7f;
}

/**
 * The text that XML writes with references, and the text that a workbook writes with escapes of its own.
 *
 * saxen's own decoder leaves unknown references as they are and cuts characters beyond U+FFFF, so it is not used.
 */

/** The text without references, with line ends as XML reads them; undefined where a reference means nothing. */
export function xmlText(written: string): string | undefined {
  const text = written.includes("\r") ? written.replaceAll(/\r\n?/g, "\n") : written;
  if (!text.includes("&")) return text;
  let known = true;
  const result = text.replaceAll(/&([^;&]{0,20});?/g, (reference, name: string) => {
    const meant = reference.endsWith(";") ? referenced(name) : undefined;
    known &&= meant !== undefined;
    return meant ?? "";
  });
  return known ? result : undefined;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function referenced(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name) ?? [];
  if (hex === undefined && decimal === undefined) return NAMED.get(name);
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

/**
 * The text of a cell without the escapes for characters that XML cannot hold: `_x000D_` is a carriage return, `_x005F_` an underscore
 * (ECMA-376, 22.9.2.19). Undefined where half of a surrogate pair is left.
 */
export function cellTextOf(written: string): string | undefined {
  if (!written.includes("_x")) return written;
  const text = written.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return /\p{Surrogate}/u.test(text) ? undefined : text;
}

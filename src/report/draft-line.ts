/**
 * Lines of a drafted mapping: what is sure as it stands, a guess behind a comment mark, a remark behind two.
 *
 *     delimiter: ";"
 *     # user_id: 회원번호  # 회원번호 is a word for it
 *     ## no column looks like the service
 *
 * A guess whose mark is taken away is a line of the mapping like any other.
 */

export type DraftLine =
  | { readonly kind: "sure"; readonly text: string; readonly because?: string }
  | { readonly kind: "guess"; readonly text: string; readonly because: string }
  | { readonly kind: "remark"; readonly text: string };

/** @param because is said where the line alone may surprise. */
export function sure(text: string, because?: string): DraftLine {
  return because === undefined ? { kind: "sure", text } : { kind: "sure", text, because };
}

export function guess(text: string, because: string): DraftLine {
  return { kind: "guess", text, because };
}

export function remark(text: string): DraftLine {
  return { kind: "remark", text };
}

/** @param indent blanks in front of each line. */
export function draftText(line: DraftLine, indent: string): string {
  switch (line.kind) {
    case "sure":
      return `${indent}${line.text}${line.because === undefined ? "" : `  # ${line.because}`}`;
    case "guess":
      return `${indent}# ${line.text}  # ${line.because}`;
    case "remark":
      return `${indent}## ${line.text}`;
  }
}

/** A text as a value or a key of YAML, in quotes where it needs them. */
export function yamlText(text: string): string {
  return PLAIN.test(text) && !SPECIAL.test(text) ? text : JSON.stringify(text);
}

/** A list in brackets. */
export function yamlList(texts: readonly string[]): string {
  return `[${texts.map(yamlText).join(", ")}]`;
}

const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_.()/+ -]*(?<! )$/u;
/** Words of YAML that are no texts. */
const SPECIAL = /^(?:true|false|null|yes|no|on|off|y|n|nan|\.inf)$/i;

/**
 * Markup that escapes by itself: whatever is put into the template `html` is text, unless `html` made it.
 *
 *     html`<td title="${name}">${name}</td>`     with <b> as the name     <td title="&lt;b&gt;">&lt;b&gt;</td>
 *
 * Text loses its power over the page in three ways: marks of HTML become entities, control and bidirectional characters are
 * written as escapes, and quotes cannot end an attribute. A value between the quotes of an attribute is safe, a name of an
 * element or attribute is never a value.
 */
import { visible } from "../../domain/failure.ts";
import { escapeMarkup } from "../markup.ts";

/** No JSON has a key like this one, so that nothing which was read from a file passes for markup. */
const MARKUP = Symbol("markup");

/** A piece of a page. */
export interface Html {
  readonly [MARKUP]: string;
}

/** What may stand in the template; nothing is written for `undefined`. */
export type Markup = string | number | Html | readonly Markup[] | undefined;

export function html(texts: TemplateStringsArray, ...parts: readonly Markup[]): Html {
  return { [MARKUP]: texts.map((text, index) => text + written(parts[index])).join("") };
}

/** The bytes of a finished page. */
export function htmlText(page: Html): string {
  return page[MARKUP];
}

/** For text that this program wrote itself and that must not be escaped: the style of the page. */
export function trustedHtml(text: string): Html {
  return { [MARKUP]: text };
}

function written(part: Markup): string {
  if (part === undefined) return "";
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeMarkup(visible(part)).replaceAll("'", "&#39;").replaceAll("\t", " ");
  return MARKUP in part ? part[MARKUP] : part.map(written).join("");
}

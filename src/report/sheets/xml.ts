/** Texts and places as the XML of a workbook has them. */
import { visible } from "../../domain/failure.ts";
import { escapeMarkup } from "../markup.ts";

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** A longer text in a cell is taken for damage. */
const LONGEST_TEXT = 32_767;
/** Halves of a character, and two that are none. */
const NOT_IN_XML = /[\p{Cs}\ufffe\uffff]/gu;
const LIKE_AN_ESCAPE = /_(?=x[\dA-Fa-f]{4}_)/g;

/**
 * A text, cut where no cell holds more. What XML cannot hold, and what turns text around, is written as escapes; a text that looks like an
 * escape of workbooks (`_x000D_`) stays what it is.
 */
export function workbookText(text: string): string {
  const shown = visible(text);
  const cut = shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT - 1)}…` : shown;
  return escapeMarkup(cut.replace(NOT_IN_XML, "\ufffd").replace(LIKE_AN_ESCAPE, "_x005F_"));
}

/** `A` for 0, `AA` for 26. */
export function columnInLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnInLetters(Math.floor(index / 26) - 1) + letter;
}

/** A name of a sheet as formulas write it. */
export function sheetReference(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

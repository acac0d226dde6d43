/**
 * Writes the rows of a sheet as lines of a CSV while its XML is read.
 *
 * A row without a cell that holds something is an empty line, so that a line has the number of its row. The first row below
 * `beforeHeader` that holds something is the header; every later row is filled up to its width, and cells beyond it that hold something
 * stay, so that such a row is rejected for itself.
 */
import { type CsvOutput, endRow, putTextCell } from "../table/csv-output.ts";
import { type NumericCells, noteNumericCell } from "../table/numeric-cells.ts";
import type { LineNotes } from "../table/source-lines.ts";
import { damagedWorkbook } from "./archive.ts";
import { type CellReference, readReference, SHEET_COLUMNS, SHEET_ROWS } from "./cell-reference.ts";
import { isPlainNumber, type SheetCell, type SheetMeaning, textOfCell } from "./sheet-cell.ts";
import type { PartAttributes, PartListener } from "./xml-part.ts";

export interface SheetWriting {
  readonly meaning: SheetMeaning;
  readonly out: CsvOutput;
  /** The number of rows above the header, which come out as empty lines. */
  readonly beforeHeader: number;
  readonly lines: LineNotes | undefined;
  /** Is told of the cells below the header that are numbers and no times. */
  readonly numericCells: NumericCells | undefined;
  /** The number of columns; undefined until the header was read. */
  width: number | undefined;
  /** Number of the row whose line is written next, from 1. */
  nextRow: number;
  readonly cell: SheetCell;
  readonly texts: string[];
  /** The number of cells of the row up to the last one that holds something. */
  filled: number;
  /** The element whose text belongs to the cell: `v`, `t`, or none. */
  within: string;
  aloud: boolean;
}

export type SheetWritingOptions = Pick<
  SheetWriting,
  "meaning" | "out" | "beforeHeader" | "lines" | "numericCells" | "width"
>;

export function createSheetWriting(options: SheetWritingOptions): SheetWriting {
  const cell = { row: 0, column: -1, type: "n", style: 0, value: "", hasValue: false, hasFormula: false };
  return { ...options, nextRow: 1, cell, texts: [], filled: 0, within: "", aloud: false };
}

export function sheetListener(sheet: SheetWriting): PartListener {
  return {
    open: (name, attributes) => openElement(sheet, name, attributes),
    close: (name) => closeElement(sheet, name),
    text: (text) => {
      if (sheet.within !== "") sheet.cell.value += text;
    },
  };
}

function openElement(sheet: SheetWriting, name: string, attributes: () => PartAttributes): void {
  const { cell } = sheet;
  switch (name) {
    case "row":
      openRow(sheet, attributes());
      break;
    case "c":
      openCell(sheet, attributes());
      break;
    case "v":
      sheet.within = "v";
      cell.hasValue = true;
      break;
    case "f":
      cell.hasFormula = true;
      break;
    case "is":
      cell.hasValue = true;
      break;
    case "rPh":
      sheet.aloud = true;
      break;
    case "t":
      if (!sheet.aloud && cell.type === "inlineStr") sheet.within = "t";
      break;
  }
}

function closeElement(sheet: SheetWriting, name: string): void {
  if (name === sheet.within) sheet.within = "";
  else if (name === "rPh") sheet.aloud = false;
  else if (name === "c") closeCell(sheet);
  else if (name === "row") closeRow(sheet);
}

function openRow({ cell, meaning }: SheetWriting, { r }: PartAttributes): void {
  const row = r === undefined ? cell.row + 1 : Number(r);
  if (!Number.isInteger(row) || row <= cell.row || row > SHEET_ROWS) {
    throw damagedWorkbook(meaning.place, `the row after row ${cell.row} has the number ${r ?? row}`);
  }
  cell.row = row;
  cell.column = -1;
}

function openCell({ cell, meaning }: SheetWriting, { r, t = "n", s = "0" }: PartAttributes): void {
  const next: CellReference = { row: cell.row, column: cell.column + 1 };
  const stands = r === undefined ? next : readReference(r);
  if (stands?.row !== cell.row || stands.column <= cell.column || stands.column >= SHEET_COLUMNS) {
    throw damagedWorkbook(meaning.place, `row ${cell.row} has a cell out of place, ${r ?? "beyond the last column"}`);
  }
  cell.column = stands.column;
  cell.type = t;
  cell.style = Number(s);
  cell.value = "";
  cell.hasValue = false;
  cell.hasFormula = false;
}

function closeCell(sheet: SheetWriting): void {
  const { cell, meaning, texts, numericCells, width } = sheet;
  if (cell.row <= sheet.beforeHeader) return;
  const text = textOfCell(cell, meaning);
  if (text === "") return;
  for (let column = sheet.filled; column < cell.column; column += 1) texts[column] = "";
  texts[cell.column] = text;
  sheet.filled = cell.column + 1;
  if (numericCells === undefined || width === undefined || !isPlainNumber(cell, meaning)) return;
  noteNumericCell(numericCells, cell.column, cell.row, text);
}

function closeRow(sheet: SheetWriting): void {
  const { cell, out, lines, texts, filled } = sheet;
  if (filled === 0) return;
  for (; sheet.nextRow < cell.row; sheet.nextRow += 1) {
    lines?.begins(out.line, sheet.nextRow);
    endRow(out);
  }
  sheet.width ??= filled;
  lines?.begins(out.line, cell.row);
  for (let column = 0; column < Math.max(sheet.width, filled); column += 1) {
    putTextCell(out, column < filled ? (texts[column] ?? "") : "");
  }
  endRow(out);
  sheet.nextRow = cell.row + 1;
  lines?.begins(out.line, sheet.nextRow);
  sheet.filled = 0;
}

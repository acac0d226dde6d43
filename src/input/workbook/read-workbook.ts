/**
 * Turns one sheet of a workbook (.xlsx) into a CSV, row by row: the shared texts and the formats are kept in memory, the rows are not.
 *
 * Cells come out in the canonical form: times by their format as `2022-10-15` or `2022-10-15T15:30:00`, numbers without exponent and
 * with the 15 digits that a spreadsheet shows, `true` and `false`, texts and errors as they are, formulas by their stored value.
 */
import { createCsvOutput, endRow, putTextCell, takeFull, takeRest } from "../table/csv-output.ts";
import type { FilePart } from "../table/file-part.ts";
import type { NumericCells } from "../table/numeric-cells.ts";
import type { LineNotes } from "../table/source-lines.ts";
import { type Archive, openWorkbook } from "./archive.ts";
import { readSharedTexts, readTimeFormats } from "./shared-texts.ts";
import type { SheetMeaning } from "./sheet-cell.ts";
import { createSheetWriting, sheetListener } from "./sheet-rows.ts";
import { chooseSheet, findWorkbookParts } from "./workbook-parts.ts";
import { readPart } from "./xml-part.ts";

export interface WorkbookOptions {
  /** The sheet's name; without it the first sheet that is not hidden. */
  readonly sheet?: string | undefined;
  /** The number of rows above the header, which come out as empty lines; 0 where it is not given. */
  readonly beforeHeader?: number | undefined;
  /** The columns, where the sheet has no header row. They come out as a header line that is no row of the sheet. */
  readonly header?: readonly string[] | undefined;
  /** Is told which row of the sheet each line is. */
  readonly lines?: LineNotes | undefined;
  /** Is told of the cells below the header that are numbers and no times. */
  readonly numericCells?: NumericCells | undefined;
}

/**
 * The bytes of the CSV, chunk by chunk; its first line that is not empty is the header.
 * @param place the file to name in a failure.
 * @throws Failure `workbook-locked`, `workbook-damaged`, `workbook-bomb`, `sheet-unknown`, `cell-without-value`.
 */
export async function* readWorkbook(
  file: FilePart,
  place: string,
  options: WorkbookOptions = {},
): AsyncGenerator<Uint8Array, void, void> {
  const archive = await openWorkbook(file, place);
  try {
    yield* readSheet(archive, options);
  } finally {
    await archive.zip.close();
  }
}

async function* readSheet(archive: Archive, options: WorkbookOptions): AsyncGenerator<Uint8Array, void, void> {
  const { place } = archive;
  const parts = await findWorkbookParts(archive);
  const sheet = chooseSheet(parts, options.sheet, place);
  const meaning: SheetMeaning = {
    place,
    sharedTexts: parts.sharedTexts === undefined ? [] : await readSharedTexts(archive, parts.sharedTexts),
    timeFormats: parts.styles === undefined ? [] : await readTimeFormats(archive, parts.styles),
    from1904: parts.from1904,
  };
  const { beforeHeader = 0, header, lines, numericCells } = options;
  const out = createCsvOutput();
  if (header !== undefined) {
    for (const name of header) putTextCell(out, name);
    endRow(out);
  }
  const width = header?.length;
  const writing = createSheetWriting({ meaning, out, beforeHeader, lines, numericCells, width });
  for await (const _ of readPart(archive, sheet.part, sheetListener(writing))) {
    const full = takeFull(out);
    if (full !== undefined) yield full;
  }
  if (out.length > 0) yield takeRest(out);
}

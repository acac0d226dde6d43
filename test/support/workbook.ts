/** Workbooks of which every part is written by hand. */
import { Blob } from "node:buffer";
import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** What a workbook has besides its sheet `S`; a part that is undefined is left out. */
export interface WorkbookFile {
  /** Cells of row 1, 2, …; or rows, where the text begins with `<row`. */
  readonly rows?: readonly string[];
  readonly shared?: string;
  /** The elements of `styleSheet`. */
  readonly styles?: string;
  /** Attributes of `workbookPr`. */
  readonly properties?: string;
  readonly sheets?: string;
  /** Parts by their names, which take the place of those that are written here. */
  readonly parts?: { readonly [name: string]: string | undefined };
}

export async function workbookOf(file: WorkbookFile, password?: string): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter());
  for (const [name, text] of Object.entries({ ...partsOf(file), ...file.parts })) {
    if (text !== undefined) await zip.add(name, new TextReader(text), password === undefined ? {} : { password });
  }
  return new Blob([await (await zip.close()).arrayBuffer()]);
}

/** The part of a sheet. */
export function sheetPart(rows: readonly string[]): string {
  const lines = rows.map((cells, index) => (cells.startsWith("<row") ? cells : `<row r="${index + 1}">${cells}</row>`));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function partsOf({ rows = [], shared, styles, properties = "", sheets }: WorkbookFile): {
  [name: string]: string | undefined;
} {
  const one = sheets ?? '<sheet name="S" sheetId="1" r:id="rId1"/>';
  return {
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr ${properties}/><sheets>${one}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}">${[1, 2, 3]
      .map(
        (index) => `<Relationship Id="rId${index}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index}.xml"/>`,
      )
      .join("")}<Relationship Id="rId8" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>${
      styles === undefined ? "" : `<Relationship Id="rId9" Type="${OFFICE}/styles" Target="styles.xml"/>`
    }</Relationships>`,
    "xl/worksheets/sheet1.xml": sheetPart(rows),
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${shared ?? ""}</sst>`,
    "xl/styles.xml": styles && `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
  };
}

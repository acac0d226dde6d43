/**
 * The parts of a workbook (.xlsx, ECMA-376) from its sheets: XML by the names that the parts have in the archive.
 *
 * A sum is a formula, and its value stands beside it, so that readers who do not calculate show the same number. The same sheets give
 * the same text: no date, no author, no name of a program.
 */
import type { Sheet } from "./sheet.ts";
import { sheetXml, titleRowOf } from "./sheet-xml.ts";
import { createStyles } from "./styles.ts";
import { columnInLetters, DECLARATION, MAIN, sheetReference, workbookText } from "./xml.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** @returns name and XML of each part, in the order of the archive. */
export function workbookParts(sheets: readonly Sheet[]): readonly (readonly [name: string, xml: string])[] {
  const styles = createStyles();
  const written = sheets.map((sheet) => sheetXml(sheet, styles.idOf));
  return [
    ["[Content_Types].xml", contentTypes(sheets.length)],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    ["xl/workbook.xml", workbookXml(sheets)],
    [
      "xl/_rels/workbook.xml.rels",
      relationships([
        ...sheets.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const),
        ["styles", "styles.xml"],
      ]),
    ],
    ["xl/styles.xml", styles.xml()],
    ...written.map((xml, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml] as const),
  ];
}

function contentTypes(sheets: number): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}.${type}+xml"/>`;
  const all = Array.from({ length: sheets }, (_, index) => part(`worksheets/sheet${index + 1}`, "worksheet"));
  return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("workbook", "sheet.main")}${part("styles", "styles")}${all.join("")}</Types>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const names = sheets.map(
    ({ name }, index) => `<sheet name="${workbookText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  // A filter is only sure to be seen where a hidden name says the same.
  const filters = sheets.flatMap((sheet, index) => {
    if (sheet.rows.length === 0) return [];
    const [first, last] = [titleRowOf(sheet), titleRowOf(sheet) + sheet.rows.length];
    const area = `${sheetReference(sheet.name)}!$A$${first}:$${columnInLetters(sheet.titles.length - 1)}$${last}`;
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${workbookText(area)}</definedName>`;
  });
  const defined = filters.length === 0 ? "" : `<definedNames>${filters.join("")}</definedNames>`;
  return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${names.join("")}</sheets>${defined}</workbook>`;
}

/** The looks of cells: each pair of a number format and a weight is declared once, and cells name it by its number. */
import { DECLARATION, MAIN, workbookText } from "./xml.ts";

export interface Look {
  /** As workbooks write it; `@` is text, which stays text when somebody edits it. */
  readonly format: string;
  readonly weight: "normal" | "title" | "total";
}

export interface Styles {
  idOf(look: Look): number;
  xml(): string;
}

export const TEXT_FORMAT = "@";
/** Numbers below are formats that every reader has. */
const FIRST_OWN_FORMAT = 164;
const WEIGHTS = ["normal", "title", "total"] as const satisfies readonly Look["weight"][];

export function createStyles(): Styles {
  const looks: Look[] = [{ format: TEXT_FORMAT, weight: "normal" }];
  const formats: string[] = [];

  function idOf({ format, weight }: Look): number {
    const found = looks.findIndex((look) => look.format === format && look.weight === weight);
    if (found >= 0) return found;
    if (!formats.includes(format)) formats.push(format);
    return looks.push({ format, weight }) - 1;
  }

  const formatId = (format: string) => (format === TEXT_FORMAT ? 49 : FIRST_OWN_FORMAT + formats.indexOf(format));

  function xml(): string {
    const own = formats.filter((format) => format !== TEXT_FORMAT);
    const numFmts = own.map(
      (format) => `<numFmt numFmtId="${formatId(format)}" formatCode="${workbookText(format)}"/>`,
    );
    const xfs = looks.map(({ format, weight }) => {
      const at = WEIGHTS.indexOf(weight);
      const wraps = format === TEXT_FORMAT ? ' wrapText="1"' : "";
      return `<xf numFmtId="${formatId(format)}" fontId="${Math.min(at, 1)}" fillId="${weight === "title" ? 2 : 0}" borderId="${weight === "total" ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"${wraps}/></xf>`;
    });
    return [
      `${DECLARATION}<styleSheet xmlns="${MAIN}">`,
      numFmts.length === 0 ? "" : `<numFmts count="${numFmts.length}">${numFmts.join("")}</numFmts>`,
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
      '<fill><patternFill patternType="solid"><fgColor rgb="FFE6EBF2"/></patternFill></fill></fills>',
      '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
      '<border><left/><right/><top style="thin"/><bottom/><diagonal/></border></borders>',
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      `<cellXfs count="${xfs.length}">${xfs.join("")}</cellXfs>`,
      "</styleSheet>",
    ].join("");
  }

  return { idOf, xml };
}

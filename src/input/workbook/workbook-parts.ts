/** Finds the sheets of a workbook, and the parts that all sheets share, through the relations that the archive states. */
import { Failure, quoted } from "../../domain/failure.ts";
import { didYouMean } from "../../domain/suggest.ts";
import { type Archive, damagedWorkbook } from "./archive.ts";
import { type PartAttributes, readPart } from "./xml-part.ts";

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  /** Whether days are counted from 1904 on, as old workbooks of the Mac do. */
  readonly from1904: boolean;
  readonly sharedTexts: string | undefined;
  readonly styles: string | undefined;
}

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** @throws Failure `workbook-damaged` where relations lead nowhere or the archive is no workbook. */
export async function findWorkbookParts(archive: Archive): Promise<WorkbookParts> {
  const main = await mainPart(archive);
  const relations = await relationsOf(archive, main);
  const found: { name: string; id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await read(archive, main, (name, attributes) => {
    if (name === "workbookPr") from1904 = /^(?:1|true|on)$/.test(attributes().date1904 ?? "");
    if (name !== "sheet") return;
    const { name: title = "", id = "", state = "visible" } = attributes();
    found.push({ name: title, id, hidden: state !== "visible" });
  });
  // Sheets of charts and dialogs have no cells.
  const sheets = found.flatMap(({ name, id, hidden }) => {
    const relation = relations.get(id);
    if (relation === undefined) throw damagedWorkbook(archive.place, `the sheet ${quoted(name)} has no part`);
    return relation.type === "worksheet" ? [{ name, hidden, part: relation.part }] : [];
  });
  const shared = [...relations.values()];
  const partOf = (type: string) => shared.find((relation) => relation.type === type)?.part;
  return { sheets, from1904, sharedTexts: partOf("sharedStrings"), styles: partOf("styles") };
}

/** The named sheet, or the first one that is not hidden. @throws Failure `sheet-unknown` with the sheets that there are. */
export function chooseSheet({ sheets }: WorkbookParts, wanted: string | undefined, place: string): SheetPart {
  const names = sheets.map(({ name }) => name);
  const chosen =
    wanted === undefined
      ? sheets.find(({ hidden }) => !hidden)
      : sheets.find(({ name }) => name.normalize() === wanted.normalize());
  if (chosen !== undefined) return chosen;
  const there =
    names.length === 0
      ? "it has no sheet with cells"
      : `its sheets are ${names.slice(0, SHOWN).map(quoted).join(", ")}`;
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  const asked = wanted === undefined ? "all are hidden; " : `${quoted(wanted)}${didYouMean(wanted, names)}; `;
  const found = `${names.length === 0 && wanted === undefined ? "" : asked}${there}${more}`;
  throw new Failure("sheet-unknown", { place: { file: place }, found });
}

const SHOWN = 10;

interface Relation {
  readonly part: string;
  /** The last word of the relation's type, such as `worksheet`. */
  readonly type: string;
}

async function mainPart(archive: Archive): Promise<string> {
  const relations = archive.parts.has("_rels/.rels") ? [...(await relationsOf(archive, "")).values()] : [];
  const part = relations.find(({ type }) => type === "officeDocument")?.part ?? "xl/workbook.xml";
  if (part.endsWith(".bin")) {
    throw new Failure("workbook-damaged", {
      place: { file: archive.place },
      found: "it is a binary workbook (.xlsb)",
      next: "Open it as a spreadsheet, save it as .xlsx or as CSV UTF-8 (comma delimited), and name that file.",
    });
  }
  if (!archive.parts.has(part.toLowerCase())) throw damagedWorkbook(archive.place, "the archive holds no workbook");
  return part;
}

/** The relations of a part by their id; those of the archive itself for an empty name. */
async function relationsOf(archive: Archive, part: string): Promise<ReadonlyMap<string, Relation>> {
  const cut = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, cut);
  const relations = new Map<string, Relation>();
  await read(archive, `${folder}_rels/${part.slice(cut)}.rels`, (name, attributes) => {
    if (name === "Relationship") addRelation(relations, folder, attributes(), archive.place);
  });
  return relations;
}

function addRelation(
  relations: Map<string, Relation>,
  folder: string,
  { Id = "", Target = "", Type = "", TargetMode }: PartAttributes,
  place: string,
): void {
  if (TargetMode === "External") return;
  const part = partAt(Target, folder);
  if (part === undefined) throw damagedWorkbook(place, `a relation leads to ${quoted(Target)}, which is no part`);
  relations.set(Id, { part, type: Type.slice(Type.lastIndexOf("/") + 1) });
}

/** The name of the part that a target means, seen from a folder; undefined for what is no path. */
function partAt(target: string, folder: string): string | undefined {
  try {
    return decodeURIComponent(new URL(target, `zip:///${folder}`).pathname.slice(1));
  } catch {
    return undefined;
  }
}

async function read(
  archive: Archive,
  part: string,
  open: (name: string, attributes: () => PartAttributes) => void,
): Promise<void> {
  for await (const _ of readPart(archive, part, { open, close: () => {}, text: () => {} }));
}

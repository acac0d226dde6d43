/** The keys of an export that say which rows belong to one record (`rows`), and which of them is the newest (`newer`). */
import { quoted } from "../domain/failure.ts";
import { type ColumnMapping, comparableName, type ExportMapping, type Newer } from "../domain/mapping.ts";
import { COLUMNS, type RecordKind } from "../domain/record.ts";
import { didYouMean, findNearest } from "../domain/suggest.ts";
import type { Complain, Path } from "./problem.ts";
import type { WrittenExportFrame } from "./written-mapping.ts";

interface BelongingKeys {
  readonly written: Pick<WrittenExportFrame, "rows" | "newer">;
  readonly path: Path;
  /** Undefined where it was told to be wrong; no column is held against a kind then. */
  readonly record: RecordKind | undefined;
  readonly columns: readonly ColumnMapping[];
  readonly complain: Complain;
}

/** The key can only be what tells records apart: the id of the kind, with or without the service, which always counts. */
export function readRows({ written: { rows }, path, record, columns, complain }: BelongingKeys): ExportMapping["rows"] {
  if (rows === undefined || record === undefined) return undefined;
  const { id } = COLUMNS[record];
  const at = [...path, "rows", "key"];
  const names = [rows.key].flat();
  for (const [index, name] of names.entries()) {
    const place = typeof rows.key === "string" ? at : [...at, index];
    const ours = ourName(columns, name);
    if (names.indexOf(name) < index) complain(place, `${quoted(name)} is in the list already`);
    else if (name !== id && ours === id)
      complain(place, `key names our columns, and ${quoted(name)} is ${id} there; write ${id}`);
    else if (name !== id && name !== "service")
      complain(place, `${quoted(name)} does not tell one ${record} from another; the key is ${id}`);
  }
  if (!names.includes(id) && names.includes("service"))
    complain(at, `the key of a ${record} is ${id}, with or without service`);
  return rows.of;
}

/** @param header the names of a file without a header. */
export function readNewer(
  { written: { newer }, path, record, columns, complain }: BelongingKeys,
  header: readonly string[] | undefined,
): Newer | undefined {
  if (newer === undefined) return undefined;
  if (newer === LAST_FILE) return { kind: "last-file" };
  const at = [...path, "newer"];
  const column = comparableName(newer);
  const mapped = columns.find(({ name }) => name === column);
  const ours = ourName(columns, column);
  if (mapped === undefined && findNearest(column.replaceAll("_", "-").toLowerCase(), [LAST_FILE], 1 / 4) !== undefined)
    complain(at, `is ${quoted(newer)} meant to be ${quoted(LAST_FILE)}?`);
  else if (column === "service" || (record !== undefined && column === COLUMNS[record].id))
    complain(at, `${column} is the same in all rows of a record, so it tells no newest one`);
  else if (mapped?.source.kind === "always") complain(at, `${column} is always the same, so it tells no newest row`);
  else if (mapped === undefined && ours !== undefined)
    complain(at, `newer names a column of ours, and ${quoted(newer)} is ${ours} there; write ${ours}`);
  else if (mapped === undefined && header !== undefined && !header.includes(column))
    complain(at, `header has no ${quoted(column)}${didYouMean(column, header)}`);
  return { kind: "column", column };
}

const LAST_FILE = "last-file";

/** Our name of a column that the mapping takes from the file. */
function ourName(columns: BelongingKeys["columns"], name: string): string | undefined {
  const wanted = comparableName(name);
  return columns.find(({ source }) => source.kind === "from" && source.names.includes(wanted))?.name;
}

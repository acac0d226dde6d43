/**
 * A mapping file, understood: every export and column, or every problem with its place.
 *
 * The file has `exports:`, or the keys of its only export beside `mapping:`. Both give the same mapping.
 */
import { quoted } from "../domain/failure.ts";
import { type ColumnMapping, comparableName, type ExportMapping, type Mapping } from "../domain/mapping.ts";
import { complaintsAbout, type Document, readDocument } from "./document.ts";
import { type Complain, type Path, type Problem, refuse } from "./problem.ts";
import { type ColumnContext, missingTexts, readMappedColumn } from "./read-mapped-column.ts";
import { readMappedExport } from "./read-mapped-export.ts";
import { type Shaped, shapeOf } from "./shape.ts";
import { readName, readZone } from "./terms.ts";
import {
  EXPORT_KEYS,
  type WrittenExportFrame,
  writtenExportFrame,
  writtenExportParts,
  writtenMappedColumn,
  writtenMappingFrame,
} from "./written-mapping.ts";

/** @throws Failure `policy-invalid` with every problem. */
export function readMapping(text: string, file: string): Mapping {
  const document = readDocument(text, file);
  if ("length" in document) return refuse(document);
  const beside: Beside = { document, ...complaintsAbout(document) };
  const head = shapeOf(writtenMappingFrame, document);
  if ("problems" in head) beside.problems.push(...head.problems);
  else readName(head.value.mapping, ["mapping"], beside.complain);
  const exports = readExports(head, beside);
  if ("problems" in head || beside.problems.length > 0) return refuse(beside.problems);
  return { name: head.value.mapping, exports };
}

interface Beside {
  readonly document: Document;
  readonly problems: Problem[];
  readonly complain: Complain;
}

type ShapedExport = Shaped<WrittenExportFrame>;

/** @param head the whole file, of which the problems are told already. */
function readExports(head: ShapedExport, beside: Beside): readonly ExportMapping[] {
  const { document, problems, complain } = beside;
  const top = shapeOf(writtenExportParts, document);
  if ("problems" in top) return [];
  const { exports: listed } = top.value;
  const keys = EXPORT_KEYS.filter((key) => top.value[key] !== undefined);
  if (listed === undefined) {
    const lacks =
      keys.length === 0 ? "the mapping describes no export; write exports:, or record: and columns:" : undefined;
    if ("value" in head && head.value.record === undefined) complain([], lacks ?? '"record" is missing');
    return readExportAt([], head, beside);
  }
  for (const key of keys) complain([key], `${key} belongs into each of exports`, "key");
  if (!Array.isArray(listed)) return [];
  const shaped = listed.map((_, index) => shapeOf(writtenExportFrame, document, ["exports", index]));
  problems.push(...shaped.flatMap((each) => ("problems" in each ? each.problems : [])));
  checkMatches(shaped, complain);
  return shaped.flatMap((each, index) => readExportAt(["exports", index], each, beside));
}

/** Two exports cannot be for the same files, because the first one that fits is taken. */
function checkMatches(shaped: readonly ShapedExport[], complain: Complain): void {
  const seen = new Set<string>();
  for (const [index, each] of shaped.entries()) {
    if ("problems" in each) continue;
    const path = ["exports", index];
    const { match = "*" } = each.value;
    if (match === "*" && index < shaped.length - 1)
      complain(
        path,
        "this export fits every file, so those after it are never looked at; write match:, or move it to the end",
      );
    else if (seen.has(match))
      complain(
        [...path, "match"],
        `an export above has the match ${quoted(match)} already, and the first one is taken`,
      );
    if (match !== "*") seen.add(match);
  }
}

/** Columns are read also where something else is wrong with the export. @returns the export, or nothing where it has a problem. */
function readExportAt(path: Path, shaped: ShapedExport, beside: Beside): readonly ExportMapping[] {
  const { document, complain } = beside;
  const parts = shapeOf(writtenExportParts, document, path);
  if ("problems" in parts) return [];
  const { record: kind, zone: zoneName, missing = [] } = parts.value;
  const zone = zoneName === undefined ? undefined : readZone(zoneName, [...path, "zone"], complain)?.name;
  const context = { complain, kind, zone, missing: missingTexts(missing) };
  const columns = readColumns(Object.keys(parts.value.columns ?? {}), [...path, "columns"], context, beside);
  if ("problems" in shaped || kind === undefined) return [];
  const { columns: written } = shaped.value;
  if (written !== undefined && columns.length === 0 && Object.keys(written).length === 0)
    complain([...path, "columns"], "says nothing; write our columns and what each of them is in the file");
  return [readMappedExport({ written: shaped.value, path, columns, complain, record: kind, zone })];
}

function readColumns(
  names: readonly string[],
  path: Path,
  context: ColumnContext,
  { document, problems, complain }: Beside,
): readonly ColumnMapping[] {
  const compared = names.map(comparableName);
  return names.flatMap((name, index) => {
    const at = [...path, name];
    if (compared.indexOf(comparableName(name)) < index)
      complain(at, `there is a column ${quoted(name)} already; every name stands once`, "key");
    const shaped = shapeOf(writtenMappedColumn, document, at);
    if ("value" in shaped) return readMappedColumn(name, shaped.value, at, context) ?? [];
    problems.push(...shaped.problems);
    return [];
  });
}

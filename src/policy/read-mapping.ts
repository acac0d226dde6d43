/**
 * A mapping file, understood: every export and column, or every problem with its place.
 *
 * The file has `exports:`, or the keys of its only export beside `mapping:`. Both give the same mapping.
 */
import { quoted } from "../domain/failure.ts";
import { type ColumnMapping, comparableName, type ExportMapping, type Mapping } from "../domain/mapping.ts";
import { type Complaints, complaintsAbout } from "./complaints.ts";
import { readDocument } from "./document.ts";
import { otherFile } from "./other-file.ts";
import { type Complain, type Path, refuse } from "./problem.ts";
import { type ColumnContext, missingTexts, readMappedColumn } from "./read-mapped-column.ts";
import { readMappedExport } from "./read-mapped-export.ts";
import { shapeOf } from "./shape.ts";
import { readName, readZone } from "./terms.ts";
import {
  EXPORT_KEYS,
  type WrittenExportFrame,
  type WrittenMapping,
  writtenExportFrame,
  writtenMappedColumn,
  writtenMappingFrame,
} from "./written-mapping.ts";

/** @throws Failure `policy-invalid` with every problem. */
export function readMapping(text: string, file: string): Mapping {
  const document = readDocument(text, file);
  if ("length" in document) return refuse(document);
  const other = otherFile(document, "mapping");
  if (other !== undefined) return refuse([other]);
  const complaints = complaintsAbout(document);
  const head = shapeOf(writtenMappingFrame, document.value, complaints);
  readName(head.mapping, ["mapping"], complaints.complain);
  const exports = readExports(head, complaints);
  return complaints.problems.length > 0 ? refuse(complaints.problems) : { name: head.mapping, exports };
}

function readExports(head: WrittenMapping, complaints: Complaints): readonly ExportMapping[] {
  const { complain } = complaints;
  const keys = EXPORT_KEYS.filter((key) => head[key] !== undefined);
  if (head.exports === undefined) {
    if (keys.length === 0)
      complain([], "the mapping describes no export; write exports:, or record: and columns:", "lack");
    else if (head.record === undefined) complain([], '"record" is missing');
    return [readExportAt([], head, complaints) ?? []].flat();
  }
  for (const key of keys) complain([key], `${key} belongs into each of exports`, "key");
  const shaped = head.exports.map((each, index) => shapeOf(writtenExportFrame, each, complaints, ["exports", index]));
  checkMatches(shaped, complain);
  return shaped.flatMap((each, index) => readExportAt(["exports", index], each, complaints) ?? []);
}

/** Two exports cannot be for the same files, because the first one that fits is taken. */
function checkMatches(shaped: readonly WrittenExportFrame[], complain: Complain): void {
  const seen = new Set<string>();
  for (const [index, { match = "*" }] of shaped.entries()) {
    const path = ["exports", index];
    if (match === "*" && index < shaped.length - 1)
      complain(
        path,
        "this export fits every file, so those after it are never looked at; write match:, or move it to the end",
        "lack",
      );
    else if (seen.has(match))
      complain(
        [...path, "match"],
        `an export above has the match ${quoted(match)} already, and the first one is taken`,
      );
    if (match !== "*") seen.add(match);
  }
}

/** Columns are read also where something else is wrong with the export. */
function readExportAt(path: Path, written: WrittenExportFrame, complaints: Complaints): ExportMapping | undefined {
  const { complain } = complaints;
  const kind = complaints.isTold([...path, "record"]) ? undefined : written.record;
  const zone = written.zone === undefined ? undefined : readZone(written.zone, [...path, "zone"], complain)?.name;
  const context = { complain, kind, zone, missing: missingTexts(written.missing ?? []) };
  const columns = readColumns(written.columns ?? {}, [...path, "columns"], context, complaints);
  if (written.columns !== undefined && Object.keys(written.columns).length === 0)
    complain([...path, "columns"], "says nothing; write our columns and what each of them is in the file", "lack");
  return readMappedExport({ written, path, columns, complain, record: kind, zone });
}

function readColumns(
  written: { readonly [name: string]: unknown },
  path: Path,
  context: ColumnContext,
  complaints: Complaints,
): readonly ColumnMapping[] {
  const names = Object.keys(written);
  const compared = names.map(comparableName);
  return names.flatMap((name, index) => {
    const at = [...path, name];
    if (compared.indexOf(comparableName(name)) < index)
      complaints.complain(at, `there is a column ${quoted(name)} already; every name stands once`, "key");
    return readMappedColumn(name, shapeOf(writtenMappedColumn, written[name], complaints, at), at, context) ?? [];
  });
}

/** Opens the exports of a command line as their mapping says. */
import { resolve } from "node:path";
import type { ExportFile } from "./discover.ts";
import { mappedSource } from "./mapped/mapped-source.ts";
import { fileSource, type Source, type SourceOrigin, sourceOf } from "./source.ts";
import type { TableOptions } from "./table-readers.ts";

/** @param folder in which standard input is kept, to be read again. */
export function exportSource(file: ExportFile, origin: SourceOrigin, folder: string): Source {
  const { path, encoding, mapping } = file;
  return mappedSource(sourceOf({ path, encoding, table: tableOptions(file) }, origin, folder), mapping);
}

/** The source of an export that is a file. */
export function exportFileSource(file: Omit<ExportFile, "kind">, cwd: string): Source {
  const { path, encoding, mapping } = file;
  return mappedSource(fileSource(path, resolve(cwd, path), { encoding, table: tableOptions(file) }), mapping);
}

function tableOptions({ mapping }: Pick<ExportFile, "mapping">): TableOptions | undefined {
  return mapping && { sheet: mapping.sheet, beforeHeader: mapping.beforeHeader, header: mapping.header };
}

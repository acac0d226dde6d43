/** Opens the exports of a command line as their mapping says. */
import type { ExportFile } from "./discover.ts";
import { mappedSource } from "./mapped/mapped-source.ts";
import { type Source, type SourceFile, type SourceOrigin, sourceOf, storedSource } from "./source.ts";

/** @param folder in which standard input is kept, to be read again. */
export function exportSource(file: ExportFile, origin: SourceOrigin, folder: string): Source {
  return mappedSource(sourceOf(withTable(file), origin, folder), file.mapping);
}

/** The source of an export that is a file. */
export function exportFileSource(file: Omit<ExportFile, "kind">, cwd: string): Source {
  return mappedSource(unmappedSource(file, cwd), file.mapping);
}

/** The source of an export as it stands in its file, without what its mapping makes of it. */
export function unmappedSource(file: Omit<ExportFile, "kind">, cwd: string): Source {
  return storedSource(withTable(file), cwd);
}

function withTable(file: Omit<ExportFile, "kind">): SourceFile {
  const { mapping } = file;
  if (mapping === undefined) return file;
  const { sheet, beforeHeader, header } = mapping;
  return { ...file, table: { sheet, beforeHeader, header } };
}

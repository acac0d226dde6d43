/** Opens the exports of a command line as their mapping says. */
import type { ExportFile } from "./discover.ts";
import { mappedSource } from "./mapped/mapped-source.ts";
import { type Source, type SourceOrigin, sourceOf } from "./source.ts";

/** @param folder in which standard input is kept, to be read again. */
export function exportSource(file: ExportFile, origin: SourceOrigin, folder: string): Source {
  return mappedSource(sourceOf(file, origin, folder), file.mapping);
}

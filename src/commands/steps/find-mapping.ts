/** The mappings of a command line: the one that it names, or else `mapping.yaml` beside a file. Each is read once. */
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import type { ExportMapping, Mapping } from "../../domain/mapping.ts";
import { join } from "../../domain/path.ts";
import { mappingOfFile } from "../../input/mapped/match-file.ts";
import { readTextFile } from "./text-file.ts";

/** The name of a mapping that is found by itself. */
export const MAPPING = "mapping.yaml";

export interface ReadMapping {
  readonly mapping: Mapping;
  readonly file: RuleFile;
}

export interface MappingReader {
  named(path: string): Promise<ReadMapping>;
  /** The mapping that is named; where none is, the one beside the file, if there is one. */
  of(named: string | undefined, path: string): Promise<ReadMapping | undefined>;
}

/** @throws Failure `policy-invalid` with every problem of a mapping. */
export function mappingReader(cwd: string): MappingReader {
  const known = new Map<string, ReadMapping>();
  async function named(path: string): Promise<ReadMapping> {
    const before = known.get(path);
    if (before !== undefined) return before;
    const { text, bytes } = readTextFile(path, cwd);
    // Most exports have no mapping, and what reads one takes as long to load as a small export to be planned.
    const { readMapping } = await import("../../policy/read-mapping.ts");
    const read: ReadMapping = {
      mapping: readMapping(text, path),
      file: { role: "mapping", path, sha256: sha256Of(bytes) },
    };
    known.set(path, read);
    return read;
  }
  async function beside(path: string): Promise<ReadMapping | undefined> {
    if (path === "-" || basename(path) === MAPPING) return undefined;
    const file = join(dirname(path), MAPPING);
    return isSeen(resolve(cwd, file)) ? named(file) : undefined;
  }
  return { named, of: (mapping, path) => (mapping === undefined ? beside(path) : named(mapping)) };
}

/** Whether something is at a path. In a folder that may not be searched nothing is seen: its exports cannot be read, and say so. */
function isSeen(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    return !(cause instanceof Error && "code" in cause && cause.code === "EACCES");
  }
}

/** How the lists and control totals of a command line are read. */
export interface TableReading {
  readonly read: MappingReader;
  /** The mapping that the command names. */
  readonly mapping: string | undefined;
}

/**
 * The part of a mapping that describes a list or control totals: one whose `match` fits the name. A part without `match` is about exports
 * only, because no table beside them has their columns.
 */
export async function mappingOfTable(
  path: string,
  { read, mapping }: TableReading,
): Promise<{ readonly own: ExportMapping; readonly file: RuleFile } | undefined> {
  const found = await read.of(mapping, path);
  if (found === undefined) return undefined;
  const exports = found.mapping.exports.filter(({ match }) => match !== undefined);
  const own = mappingOfFile({ ...found.mapping, exports }, path);
  return own && { own, file: found.file };
}

/**
 * The exports of a command line, each with its mapping: the one that the command names, or else `mapping.yaml` beside the export.
 *
 * A mapping beside an export is used however the export is named, so that a run can be decided again from the files by name.
 */
import { basename, dirname } from "node:path";
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import { findEncoding } from "../../domain/encodings.ts";
import { Failure, quoted, visible } from "../../domain/failure.ts";
import type { ExportMapping, Mapping } from "../../domain/mapping.ts";
import { join } from "../../domain/path.ts";
import { discoverExports, type ExportFile, type PassedOver, passedOverText } from "../../input/discover.ts";
import { mappingOfFile } from "../../input/mapped/match-file.ts";
import { readTextFile } from "./text-file.ts";
import type { World } from "./world.ts";

/** The name of a mapping that is found by itself. */
export const MAPPING = "mapping.yaml";

export interface ExportArguments {
  readonly exports: readonly ExportFile[];
  /** The file of the mapping; undefined where mappings are found by themselves. */
  readonly mapping?: string | undefined;
}

export interface MappedExports {
  readonly files: readonly ExportFile[];
  readonly passedOver: readonly PassedOver[];
  /** The mappings that describe one of the files, in the order of the files. */
  readonly mappings: readonly RuleFile[];
}

/** @throws Failure for what is no export, and `policy-invalid` with every problem of a mapping. */
export async function findExports({ exports, mapping }: ExportArguments, cwd: string): Promise<MappedExports> {
  const { files, passedOver } = await discoverExports(exports, cwd);
  const read = mappingReader(cwd);
  const mappings: RuleFile[] = [];
  const mapped: ExportFile[] = [];
  for (const file of files) {
    const found =
      mapping === undefined ? await read.beside(file.archived?.archive ?? file.path) : await read.named(mapping);
    const own = found && mappingOfFile(found.mapping, file.path);
    if (found === undefined || own === undefined) mapped.push(file);
    else {
      if (!mappings.some(({ path }) => path === found.file.path)) mappings.push(found.file);
      mapped.push(withMapping(file, own, found.file.path));
    }
  }
  const others = passedOver
    .map(({ folder, names }) => ({ folder, names: names.filter((name) => name !== MAPPING) }))
    .filter(({ names }) => names.length > 0);
  return { files: mapped, passedOver: others, mappings };
}

/** Says which mappings are used, and what lies in a folder and is not read. */
export function tellExports({ files, passedOver, mappings }: MappedExports, world: World): void {
  for (const folder of passedOver) world.say(passedOverText(folder));
  for (const { path } of mappings) {
    const count = files.filter(({ mapping }) => mapping !== undefined).length;
    const exports = mappings.length > 1 ? "exports" : count === 1 ? "1 export" : `${count} exports`;
    world.say(`${visible(path)} says how ${exports} ${count === 1 && mappings.length === 1 ? "is" : "are"} read`);
  }
}

function withMapping(file: ExportFile, mapping: ExportMapping, path: string): ExportFile {
  if (file.kind !== undefined && file.kind !== mapping.record)
    throw new Failure("usage", {
      place: { file: path },
      found: `${quoted(file.path)} is named as ${file.kind}s, and the mapping says that it holds ${mapping.record}s`,
      next: "Leave the option out, or correct the mapping.",
    });
  const encoding = findEncoding(mapping.encoding ?? "") ?? file.encoding;
  return { ...file, kind: mapping.record, encoding, mapping };
}

interface ReadMapping {
  readonly mapping: Mapping;
  readonly file: RuleFile;
}

interface MappingReader {
  named(path: string): Promise<ReadMapping>;
  /** Undefined where no mapping lies beside the export. */
  beside(path: string): Promise<ReadMapping | undefined>;
}

/** Reads each mapping once. */
function mappingReader(cwd: string): MappingReader {
  const known = new Map<string, ReadMapping | undefined>();
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
    if (known.has(file)) return known.get(file);
    try {
      return await named(file);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "file-missing") throw error;
      known.set(file, undefined);
      return undefined;
    }
  }
  return { named, beside };
}

/**
 * The exports of a command line, each with its mapping: the one that the command names, or else `mapping.yaml` beside the export.
 *
 * A mapping beside an export is used however the export is named, so that a run can be decided again from the files by name.
 */
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import { findEncoding } from "../../domain/encodings.ts";
import { Failure, quoted, visible } from "../../domain/failure.ts";
import type { ExportMapping, Mapping } from "../../domain/mapping.ts";
import { join } from "../../domain/path.ts";
import {
  discoverExports,
  type ExportFile,
  listedNames,
  type PassedOver,
  passedOverText,
} from "../../input/discover.ts";
import { mappingOfFile } from "../../input/mapped/match-file.ts";
import { readMapping } from "../../policy/read-mapping.ts";
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
  /** The mapping of each file that has one, by the file's path. */
  readonly mappedBy: ReadonlyMap<string, RuleFile>;
  /** The paths of files that have a mapping beside them, or named for them, which does not describe them. */
  readonly undescribed: readonly string[];
}

/**
 * @throws Failure for what is no export, `policy-invalid` with every problem of a mapping, and `usage` where a mapping is named that
 * describes no file: read without it, times may be other times.
 */
export async function findExports({ exports, mapping }: ExportArguments, cwd: string): Promise<MappedExports> {
  const { files, passedOver } = await discoverExports(exports, cwd);
  const read = mappingReader(cwd);
  const mappings: RuleFile[] = [];
  const mappedBy = new Map<string, RuleFile>();
  const undescribed: string[] = [];
  const mapped = files.map((file): ExportFile => {
    const found = mapping === undefined ? read.beside(file.archived?.archive ?? file.path) : read.named(mapping);
    if (found === undefined) return file;
    const own = mappingOfFile(found.mapping, file.path);
    if (own === undefined) {
      undescribed.push(file.path);
      return file;
    }
    if (!mappings.some(({ path }) => path === found.file.path)) mappings.push(found.file);
    mappedBy.set(file.path, found.file);
    return withMapping(file, own, found.file.path);
  });
  if (mapping !== undefined && mappings.length === 0) throw describesNothing(read.named(mapping));
  const others = passedOver
    .map(({ folder, names }) => ({ folder, names: names.filter((name) => name !== MAPPING) }))
    .filter(({ names }) => names.length > 0);
  return { files: mapped, passedOver: others, mappings, mappedBy, undescribed };
}

function describesNothing({ mapping: { exports }, file }: ReadMapping): Failure {
  const matches = exports.flatMap(({ match }) => match ?? []).map(quoted);
  return new Failure("usage", {
    place: { file: file.path },
    found: `no export has a name that fits match, which is ${matches.join(" or ")}`,
    next: "Correct match, which is about the name of the file with its endings, or leave --mapping out.",
  });
}

/** Says which mappings are used, which files a mapping leaves to be read as they are, and what lies in a folder and is not read. */
export function tellExports({ files, passedOver, mappings, undescribed }: MappedExports, world: World): void {
  for (const folder of passedOver) world.say(passedOverText(folder));
  for (const { path } of mappings) {
    const count = files.filter(({ mapping }) => mapping !== undefined).length;
    const exports = mappings.length > 1 ? "exports" : count === 1 ? "1 export" : `${count} exports`;
    world.say(`${visible(path)} says how ${exports} ${count === 1 && mappings.length === 1 ? "is" : "are"} read`);
  }
  if (undescribed.length > 0) world.say(`read without a mapping, because no match fits: ${listedNames(undescribed)}`);
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
  named(path: string): ReadMapping;
  /** Undefined where no mapping lies beside the export. */
  beside(path: string): ReadMapping | undefined;
}

/** Reads each mapping once. */
function mappingReader(cwd: string): MappingReader {
  const known = new Map<string, ReadMapping>();
  function named(path: string): ReadMapping {
    const before = known.get(path);
    if (before !== undefined) return before;
    const { text, bytes } = readTextFile(path, cwd);
    const read: ReadMapping = {
      mapping: readMapping(text, path),
      file: { role: "mapping", path, sha256: sha256Of(bytes) },
    };
    known.set(path, read);
    return read;
  }
  function beside(path: string): ReadMapping | undefined {
    if (path === "-" || basename(path) === MAPPING) return undefined;
    const file = join(dirname(path), MAPPING);
    return isSeen(resolve(cwd, file)) ? named(file) : undefined;
  }
  return { named, beside };
}

/** Whether something is at a path. In a folder that may not be searched nothing is seen: its exports cannot be read, and say so. */
function isSeen(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    return !(cause instanceof Error && "code" in cause && cause.code === "EACCES");
  }
}

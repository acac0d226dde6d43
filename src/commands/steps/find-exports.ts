/**
 * The exports of a command line, each with its mapping: the one that the command names, or else `mapping.yaml` beside the export.
 *
 * A mapping beside an export is used however the export is named, so that a run can be decided again from the files by name.
 */
import type { RuleFile } from "../../book/manifest.ts";
import { findEncoding } from "../../domain/encodings.ts";
import { Failure, quoted, visible } from "../../domain/failure.ts";
import type { ExportMapping } from "../../domain/mapping.ts";
import { isSamePath, join } from "../../domain/path.ts";
import { discoverExports, type ExportFile } from "../../input/discover.ts";
import { mappingOfFile } from "../../input/mapped/match-file.ts";
import { type Stranger, strangersByContent, strangersByName } from "../../input/strangers.ts";
import { RUN_SENTENCES } from "../../report/run-text.ts";
import { countText } from "../../report/summary.ts";
import { MAPPING, mappingReader, type ReadMapping } from "./find-mapping.ts";
import { assertNoRules } from "./misplaced.ts";
import type { World } from "./world.ts";

export interface ExportArguments {
  readonly exports: readonly ExportFile[];
  /** The file of the mapping; undefined where mappings are found by themselves. */
  readonly mapping?: string | undefined;
  /** Whether what lies in a folder and is no export is left out; else it is refused. */
  readonly skipOthers?: boolean | undefined;
  /** Files of the command line that are no exports, wherever they lie: the policy, the outage, control totals. */
  readonly apart?: readonly (string | undefined)[];
}

export interface MappedExports {
  readonly files: readonly ExportFile[];
  /** What lies in the folders and was left out. */
  readonly skipped: readonly Stranger[];
  /** The mappings that describe one of the files, in the order of the files. */
  readonly mappings: readonly RuleFile[];
  /** The mapping of each file that has one, by the file's path. */
  readonly mappedBy: ReadonlyMap<string, RuleFile>;
  /** The paths of files that have a mapping beside them, or named for them, which does not describe them. */
  readonly undescribed: readonly string[];
  /** A mapping that the command names and that describes no export; undefined where there is none. */
  readonly unused: ReadMapping | undefined;
}

/**
 * @throws Failure for what is no export, `folder-others` with all that lies in a folder and is none, and `policy-invalid` with every
 * problem of a mapping.
 */
export async function findExports(args: ExportArguments, cwd: string): Promise<MappedExports> {
  const { exports, mapping, skipOthers = false } = args;
  assertNoRules(exports, cwd);
  const { files: discovered, found, passedOver } = await discoverExports(exports, cwd);
  const apart = [mapping, ...(args.apart ?? [])].flatMap((path) => path ?? []);
  const isApart = (path: string) => found.has(path) && apart.some((other) => isSamePath(other, path, cwd));
  const mapped = await withMappings(
    discovered.filter(({ path }) => !isApart(path)),
    mapping,
    cwd,
  );
  const { files } = mapped;
  const others = passedOver.map(({ folder, names }) => ({
    folder,
    names: names.filter((name) => name !== MAPPING && !apart.some((path) => isSamePath(path, join(folder, name), cwd))),
  }));
  const byName = await strangersByName(others, cwd);
  const isSearched = skipOthers || byName.length > 0 || files.length === 0;
  // What is no export is told by its reader, but for a note, whose first line would be taken for a header.
  const byContent = await strangersByContent(
    files.filter(({ path }) => found.has(path) && (isSearched || path.toLowerCase().endsWith(".txt"))),
    cwd,
  );
  const skipped = [...byName, ...byContent];
  const text = skipped.map(({ path, because }) => `\n  ${visible(path)}: ${because}`).join("");
  if (!skipOthers && skipped.length > 0)
    throw new Failure("folder-others", { found: `${countText(skipped.length, "other")}${text}` });
  const kept = files.filter(({ path }) => !byContent.some((other) => other.path === path));
  if (kept.length === 0) throw new Failure("no-exports", { found: text === "" ? undefined : `there are only${text}` });
  return { ...mapped, files: kept, skipped };
}

/** The files with their mappings, and the mappings that describe one of them. */
async function withMappings(
  files: readonly ExportFile[],
  mapping: string | undefined,
  cwd: string,
): Promise<Omit<MappedExports, "skipped">> {
  const read = mappingReader(cwd);
  const mappings: RuleFile[] = [];
  const mappedBy = new Map<string, RuleFile>();
  const undescribed: string[] = [];
  const mapped: ExportFile[] = [];
  for (const file of files) {
    const found = await read.of(mapping, file.archived?.archive ?? file.path);
    const own = found && mappingOfFile(found.mapping, file.path);
    if (found !== undefined && own === undefined) undescribed.push(file.path);
    if (found === undefined || own === undefined) mapped.push(file);
    else {
      if (!mappings.some(({ path }) => path === found.file.path)) mappings.push(found.file);
      mappedBy.set(file.path, found.file);
      mapped.push(withMapping(file, own, found.file.path));
    }
  }
  const unused = mapping !== undefined && mappings.length === 0 ? await read.named(mapping) : undefined;
  return { files: mapped, mappings, mappedBy, undescribed, unused };
}

/**
 * @param files the rules of the command, its lists and control totals, with the mappings that describe them.
 * @throws Failure `usage` where a mapping is named that describes nothing: read without it, times may be other times.
 */
export function refuseUnusedMapping({ unused }: MappedExports, files: readonly RuleFile[]): void {
  if (unused === undefined || files.some(({ path }) => path === unused.file.path)) return;
  const matches = unused.mapping.exports.flatMap(({ match }) => match ?? []).map(quoted);
  throw new Failure("usage", {
    place: { file: unused.file.path },
    found: `no export has a name that fits match, which is ${matches.join(" or ")}`,
    next: "Correct match, which is about the name of the file with its endings, or leave --mapping out.",
  });
}

/** Says which mappings are used, which files a mapping leaves to be read as they are, and what lies in a folder and is not read. */
export function tellExports({ files, skipped, mappings, undescribed }: MappedExports, world: World): void {
  const say = RUN_SENTENCES[world.language];
  const shown = (paths: readonly string[]) => paths.map((path) => visible(path));
  if (skipped.length > 0) world.say(say.leftOut(shown(skipped.map(({ path }) => path))));
  const mapped = files.filter(({ mapping }) => mapping !== undefined).length;
  for (const { path } of mappings) world.say(say.mappingUsed(visible(path), mappings.length > 1 ? undefined : mapped));
  if (undescribed.length > 0) world.say(say.unmapped(shown(undescribed)));
  const ordered = files.filter(({ mapping }) => mapping?.newer?.kind === "last-file");
  if (ordered.length > 0) world.say(say.fileOrder(shown(ordered.map(({ path }) => path))));
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

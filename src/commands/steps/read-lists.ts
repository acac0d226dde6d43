/** The lists that a policy names with `listed-in`: files beside the policy, each read like an export. */
import { basename, dirname } from "node:path";
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import type { Encoding } from "../../domain/encodings.ts";
import { Failure, quoted } from "../../domain/failure.ts";
import { join } from "../../domain/path.ts";
import { readSmallTable } from "../../input/small-table.ts";
import { readPolicy } from "../../policy/read-policy.ts";
import { type MappingReader, mappingOfTable, mappingReader } from "./find-mapping.ts";
import { readBytes } from "./text-file.ts";

/** The values of a column, and the files that they come from: the list, and the mapping that says how it is read. */
export type ReadListFile =
  | { readonly values: ReadonlySet<string>; readonly files: readonly RuleFile[] }
  | { readonly problem: string };

interface NamedList {
  readonly file: string;
  readonly column: string;
}

/** Names a column of a list. */
export function listKey(file: string, column: string): string {
  return `${file}\0${column}`;
}

/** The lists that a policy names, whatever else is wrong with it. */
export function listsNamedIn(text: string, path: string): readonly NamedList[] {
  const named: NamedList[] = [];
  if (!text.includes("listed-in")) return named;
  try {
    readPolicy(text, path, (file, column) => {
      named.push({ file, column });
      return { values: new Set() };
    });
  } catch (error) {
    // The problems of the policy are told once its lists are there.
    if (!(error instanceof Failure)) throw error;
  }
  return named;
}

interface ListsReading {
  readonly cwd: string;
  /** The mapping and the encoding that the command declares. */
  readonly mapping?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

/** By `listKey`. @throws Failure `policy-invalid` with every problem of a mapping. */
export async function readLists(
  lists: readonly NamedList[],
  policyPath: string,
  reading: ListsReading,
): Promise<ReadonlyMap<string, ReadListFile>> {
  const read = mappingReader(reading.cwd);
  const found = new Map<string, ReadListFile>();
  for (const { file, column } of lists) {
    const key = listKey(file, column);
    if (!found.has(key)) found.set(key, await readList({ file, column }, policyPath, { ...reading, read }));
  }
  return found;
}

async function readList(
  { file, column }: NamedList,
  policyPath: string,
  { cwd, mapping, encoding, read }: ListsReading & { readonly read: MappingReader },
): Promise<ReadListFile> {
  if (basename(file) !== file) return { problem: `${quoted(file)} must be a file beside the policy, without a folder` };
  const path = join(dirname(policyPath), file);
  const bytes = bytesOf(path, cwd);
  if (bytes === undefined) return { problem: `there is no readable file ${quoted(path)}` };
  const mapped = await mappingOfTable(path, { read, mapping });
  try {
    const list = { path, bytes, mapping: mapped?.own, encoding };
    const [header, ...rows] = (await readSmallTable(list, cwd, (name) => name === column)) ?? [];
    const index = header?.cells.indexOf(column) ?? -1;
    if (index < 0) return { problem: `${path} has no column ${quoted(column)}, or is no CSV` };
    const own: RuleFile = { role: "list", path, sha256: sha256Of(bytes) };
    const values = new Set(rows.map(({ cells }) => cells[index] ?? ""));
    return { values, files: [own, ...(mapped === undefined ? [] : [mapped.file])] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { problem: error.message.replace(/\n\s*/g, ". ") };
  }
}

function bytesOf(path: string, cwd: string): Buffer | undefined {
  try {
    return readBytes(path, cwd);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

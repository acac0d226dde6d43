/**
 * What lies in a folder or an archive and is no export: by its name, or, whatever its name is, by what is in it.
 *
 * A table without a column of ours is no stranger: it may be an export under other names, so that its header is refused.
 */
import { isUtf8 } from "node:buffer";
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../domain/failure.ts";
import { join } from "../domain/path.ts";
import type { ExportFile, PassedOver } from "./discover.ts";
import { encodingAdvice } from "./encoding-advice.ts";
import { unmappedSource } from "./export-source.ts";
import { findForeignKind } from "./foreign-file.ts";
import { lineFrom, lineStartFrom, readLine } from "./header-line.ts";
import { isNamedBy } from "./mapped/resolve-mapping.ts";
import { isLikeCanonical } from "./near-columns.ts";
import { readFully } from "./raw-bytes.ts";
import { fileSource, type Source } from "./source.ts";

export interface Stranger {
  /** The path as the user would write it; that of a folder ends with `/`. */
  readonly path: string;
  /** Why it is no export, in words. */
  readonly because: string;
}

const LOOKED_AT = 64 * 1024;
/** Lines in which a header is looked for, empty ones left out. */
const MOST_LINES = 11;

/** What has not the name of an export. */
export async function strangersByName(folders: readonly PassedOver[], cwd: string): Promise<readonly Stranger[]> {
  const strangers: Stranger[] = [];
  for (const { folder, names } of folders)
    for (const name of names) {
      const path = join(folder, name);
      strangers.push({ path, because: await becauseOfName(path, cwd) });
    }
  return strangers;
}

async function becauseOfName(path: string, cwd: string): Promise<string> {
  if (path.endsWith("/")) return "it is a folder, and folders below are not looked into";
  const kind = isFile(path, cwd) ? await kindOf(fileSource(path, resolve(cwd, path))) : undefined;
  return kind === undefined ? "its name is not that of an export" : `it is ${kind}`;
}

async function kindOf(source: Source): Promise<string | undefined> {
  const start = await startOf(source);
  return start instanceof Failure ? undefined : findForeignKind(start)?.is;
}

/** Files with the name of an export that are none. @param files of a folder or an archive, each with its mapping. */
export async function strangersByContent(files: readonly ExportFile[], cwd: string): Promise<readonly Stranger[]> {
  const strangers: Stranger[] = [];
  for (const file of files) {
    const because = await becauseOfContent(file, cwd);
    if (because !== undefined) strangers.push({ path: file.path, because });
  }
  return strangers;
}

/** Undefined for a file that may be an export, damaged ones among them: its reader says what is wrong with it. */
async function becauseOfContent(file: ExportFile, cwd: string): Promise<string | undefined> {
  const { path, archived, mapping } = file;
  if (!isFile(archived?.archive ?? path, cwd)) return undefined;
  const start = await startOf(unmappedSource(file, cwd));
  if (start instanceof Failure) return start.code === "not-a-csv" ? start.details.found : undefined;
  const kind = findForeignKind(start);
  if (kind !== undefined) return `it is ${kind.is}`;
  if (start.length === 0 || mapping?.header !== undefined) return undefined;
  const whole = start.length < LOOKED_AT;
  if (!isUtf8(start) && (await encodingAdvice({ bytes: start, whole })) !== undefined) return undefined;
  const isKnown = (name: string) => isLikeCanonical(name) || (mapping !== undefined && isNamedBy(mapping, name));
  return mayBeExport(firstLines(start), isKnown) ? undefined : "it is no table";
}

/** A pipe can be read only once, and is left to its reader. */
function isFile(path: string, cwd: string): boolean {
  const there = resolve(cwd, path);
  return existsSync(there) && statSync(there).isFile();
}

function firstLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let at = lineStartFrom(bytes, 0); at < bytes.length && lines.length < MOST_LINES; ) {
    const line = lineFrom(bytes, at);
    lines.push(line);
    at = lineStartFrom(bytes, at + line.length);
  }
  return lines;
}

/** Whether one of the lines has a column that is known, or the first two have as many cells, two at least. */
function mayBeExport(lines: readonly Buffer[], isKnown: (name: string) => boolean): boolean {
  if (lines.some((line) => readLine(line, isKnown).columns.some(isKnown))) return true;
  const [first = NO_BYTES, second = first] = lines;
  return MARKS.some((mark) => cellsOf(first, mark) > 1 && cellsOf(first, mark) === cellsOf(second, mark));
}

const NO_BYTES = Buffer.alloc(0);
const MARKS = [",", ";", "\t", "|"].map((mark) => mark.charCodeAt(0));

function cellsOf(line: Buffer, mark: number): number {
  return readLine(line, () => true, mark).columns.length;
}

/** The first bytes that a source gives, unpacked and in UTF-8, or why there are none. */
async function startOf(source: Source): Promise<Buffer | Failure> {
  try {
    const stream = await source.open();
    try {
      const room = Buffer.alloc(LOOKED_AT);
      return room.subarray(0, await readFully(stream.read, room));
    } finally {
      await stream.close();
    }
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/**
 * Reads the headers of all files of a run before any row is read, so that the problems of all headers are told at once.
 *
 * It reads the first bytes of each file only. What these bytes do not tell is told when the export itself is read: the headers
 * of standard input and of pipes, which can be read only once, headers that are longer, and faults of a file or of its packing.
 */
import { closeSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { constants, gunzipSync } from "node:zlib";
import { Failure } from "../domain/failure.ts";
import type { ExportFile } from "./discover.ts";
import { withEncodingAdvice } from "./encoding-advice.ts";
import { findForeignKind, notCsvFailure } from "./foreign-file.ts";
import { examineHeader, type Header } from "./header.ts";
import { firstLineStart } from "./header-line.ts";
import { type HeaderProblem, headerProblem, problemOfFailure, refuseHeaders } from "./header-problem.ts";
import { mappedSource } from "./mapped/mapped-source.ts";
import { openExport } from "./open-export.ts";
import { openOrdinary } from "./ordinary-file.ts";
import { fileSource } from "./source.ts";

export interface HeaderAhead {
  readonly path: string;
  readonly header: Header;
}

const LONGEST_START = 64 * 1024;
/** So few packed bytes unpack to at most 4 MiB. */
const LONGEST_PACKED = 4 * 1024;
const LF = 0x0a;

/**
 * The headers that could be read ahead, in the order of the files.
 * @throws Failure for every problem of every header that was read.
 */
export async function readHeadersAhead(files: readonly ExportFile[], cwd: string): Promise<readonly HeaderAhead[]> {
  const room = Buffer.allocUnsafe(LONGEST_START);
  const headers: HeaderAhead[] = [];
  const problems: HeaderProblem[] = [];
  for (const { path, kind, mapping } of files) {
    // Interruptions have their turn.
    await setImmediate();
    if (mapping !== undefined) {
      const mapped = path === "-" ? undefined : await readMappedHeader({ path, kind, mapping }, cwd);
      if (mapped instanceof Failure) problems.push(problemOfMapped(mapped));
      else if (mapped !== undefined) headers.push({ path, header: mapped });
      continue;
    }
    const bytes = path === "-" ? undefined : startOfText(resolve(cwd, path), room);
    if (bytes === undefined) continue;
    const examined = examineHeader(bytes, { file: path, kind });
    if (examined.kind === "header") headers.push({ path, header: examined.header });
    else problems.push(...(await advised(examined.problems, bytes, { path, cwd })));
  }
  if (problems.length > 0) refuseHeaders(problems);
  return headers;
}

/** A mapped header is refused with its own words, which are listed as those of other headers are. */
function problemOfMapped(failure: Failure): HeaderProblem {
  const { found, next } = failure.details;
  if (failure.code !== "header-invalid" || failure.place === undefined || found === undefined)
    return problemOfFailure(failure);
  return headerProblem("header-invalid", failure.place, { found, ...(next === undefined ? {} : { next }) });
}

/** The header of an ordinary file under its mapping, or why it cannot be used. */
async function readMappedHeader(
  { path, kind, mapping }: ExportFile,
  cwd: string,
): Promise<Header | Failure | undefined> {
  if (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    const opened = await openExport(mappedSource(fileSource(path, resolve(cwd, path)), mapping), { kind });
    await opened.close();
    return opened.header;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** The problems of a file that is no CSV in UTF-8 are one problem: what the file is, and what to do with it. */
async function advised(
  problems: readonly HeaderProblem[],
  bytes: Buffer,
  { path, cwd }: { readonly path: string; readonly cwd: string },
): Promise<readonly HeaderProblem[]> {
  const notCsv = notCsvFailure(bytes, path);
  if (notCsv !== undefined) return [problemOfFailure(notCsv)];
  const source = fileSource(path, resolve(cwd, path));
  const failures = problems.map(({ failure }) => withEncodingAdvice(failure, source, bytes));
  const told = await Promise.all(failures);
  return problems.map((problem, index) => {
    const failure = told[index];
    return failure instanceof Failure && failure !== problem.failure ? problemOfFailure(failure) : problem;
  });
}

/**
 * The first lines of an ordinary file, unpacked, each of them whole, or the first bytes of a file that is no CSV; undefined
 * where the header is not among them.
 */
function startOfText(path: string, room: Buffer): Buffer | undefined {
  try {
    const bytes = startOfFile(path, room);
    if (bytes === undefined) return undefined;
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const isWhole = bytes.length < (isPacked ? LONGEST_PACKED : LONGEST_START);
    const text = isPacked ? unpacked(bytes.subarray(0, LONGEST_PACKED), isWhole) : bytes;
    if (isWhole) return text;
    const lines = text.subarray(0, text.lastIndexOf(LF) + 1);
    if (firstLineStart(lines) < lines.length) return lines;
    return findForeignKind(text) === undefined ? undefined : text;
  } catch {
    return undefined;
  }
}

function startOfFile(path: string, room: Buffer): Buffer | undefined {
  const descriptor = openOrdinary(path);
  if (descriptor === undefined) return undefined;
  try {
    return room.subarray(0, readSync(descriptor, room, 0, room.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function unpacked(bytes: Buffer, isWhole: boolean): Buffer {
  return isWhole ? gunzipSync(bytes) : gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
}

/**
 * Reads the headers of all files of a run before any row is read, so that the problems of all headers are told at once.
 *
 * It reads the first bytes of each file only. What these bytes do not tell is told when the export itself is read: the headers
 * of standard input and of pipes, which can be read only once, headers that are longer, and faults of a file or of its packing.
 */
import { closeSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Failure, type FailureCode } from "../domain/failure.ts";
import { hasFileOffsets, isTextAsStored } from "./byte-stream.ts";
import type { ExportFile } from "./discover.ts";
import { withEncodingAdvice } from "./encoding-advice.ts";
import { exportFileSource } from "./export-source.ts";
import { findForeignKind, notCsvFailure } from "./foreign-file.ts";
import { examineHeader, type Header } from "./header.ts";
import { firstLineStart } from "./header-line.ts";
import { type HeaderProblem, namerOf, problemOfFailure, problemOfHeader, refuseHeaders } from "./header-problem.ts";
import { openExport } from "./open-export.ts";
import { openOrdinary } from "./ordinary-file.ts";
import { readFully } from "./raw-bytes.ts";
import { type Source, storedSource } from "./source.ts";

export interface HeaderAhead {
  readonly path: string;
  readonly header: Header;
}

const LONGEST_START = 64 * 1024;
const LF = 0x0a;

/**
 * The headers that could be read ahead, in the order of the files.
 * @throws Failure for every problem of every header that was read.
 */
export async function readHeadersAhead(files: readonly ExportFile[], cwd: string): Promise<readonly HeaderAhead[]> {
  const room = Buffer.allocUnsafe(LONGEST_START);
  const headers: HeaderAhead[] = [];
  const problems: HeaderProblem[] = [];
  for (const file of files) {
    const { path, kind, mapping } = file;
    // Interruptions have their turn.
    await setImmediate();
    if (mapping !== undefined) {
      const mapped = path === "-" ? undefined : await readMappedHeader(file, cwd);
      if (mapped instanceof Failure) problems.push(problemOfHeader(mapped, namerOf(mapping)));
      else if (mapped !== undefined) headers.push({ path, header: mapped });
      continue;
    }
    const start = path === "-" ? undefined : await startOfText(file, cwd, room);
    if (start instanceof Failure) problems.push(problemOfFailure(start));
    if (start === undefined || start instanceof Failure) continue;
    const { bytes, hasOffsets } = start;
    const examined = examineHeader(bytes, { file: path, kind, hasOffsets });
    if (examined.kind === "header") headers.push({ path, header: examined.header });
    else problems.push(...(await advised(examined.problems, bytes, file, cwd)));
  }
  if (problems.length > 0) refuseHeaders(problems);
  return headers;
}

/** The header of an ordinary file under its mapping, or why it cannot be used. */
async function readMappedHeader(file: ExportFile, cwd: string): Promise<Header | Failure | undefined> {
  const stored = resolve(cwd, file.archived?.archive ?? file.path);
  if (statSync(stored, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    const opened = await openExport(exportFileSource(file, cwd), { kind: file.kind });
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
  file: ExportFile,
  cwd: string,
): Promise<readonly HeaderProblem[]> {
  const notCsv = notCsvFailure(bytes, file.path);
  if (notCsv !== undefined) return [problemOfFailure(notCsv)];
  const source = storedSource(file, cwd);
  const failures = problems.map(({ failure }) => withEncodingAdvice(failure, source, bytes));
  const told = await Promise.all(failures);
  return problems.map((problem, index) => {
    const failure = told[index];
    return failure instanceof Failure && failure !== problem.failure ? problemOfFailure(failure) : problem;
  });
}

/**
 * The first lines of an ordinary file in UTF-8, unpacked, each of them whole, or the first bytes of a file that is no CSV;
 * undefined where the header is not among them. Where the file is in another encoding than the declared one, the failure.
 */
async function startOfText(file: ExportFile, cwd: string, room: Buffer): Promise<TextStart | Failure | undefined> {
  try {
    const stored = file.archived === undefined ? startOfFile(resolve(cwd, file.path), room) : EMPTY;
    if (stored === undefined) return undefined;
    const isStored = file.archived === undefined && file.encoding === undefined && isTextAsStored(stored);
    const { bytes, isWhole, hasOffsets } = isStored
      ? { bytes: stored, isWhole: stored.length < LONGEST_START, hasOffsets: true }
      : await startOfSource(storedSource(file, cwd), room);
    if (isWhole) return { bytes, hasOffsets };
    const lines = bytes.subarray(0, bytes.lastIndexOf(LF) + 1);
    if (firstLineStart(lines) < lines.length) return { bytes: lines, hasOffsets };
    return findForeignKind(bytes) === undefined ? undefined : { bytes, hasOffsets };
  } catch (error) {
    return error instanceof Failure && ENCODING_FAILURES.has(error.code) ? error : undefined;
  }
}

/** The first bytes of a text, and whether an offset in them is one in the (unpacked) file. */
interface TextStart {
  readonly bytes: Buffer;
  readonly hasOffsets: boolean;
}

const EMPTY = Buffer.alloc(0);

const ENCODING_FAILURES: ReadonlySet<FailureCode> = new Set(["encoding-invalid", "encoding-contradicted"]);

/** The first bytes that a source gives, of a file that is packed or in another encoding. */
async function startOfSource(source: Source, room: Buffer): Promise<TextStart & { readonly isWhole: boolean }> {
  const stream = await source.open();
  try {
    const length = await readFully(stream.read, room);
    return { bytes: room.subarray(0, length), isWhole: length < room.length, hasOffsets: hasFileOffsets(stream) };
  } finally {
    await stream.close();
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

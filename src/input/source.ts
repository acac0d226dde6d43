/**
 * The source of an export's bytes: a file, or standard input.
 *
 * Each stream of a source gives the bytes once, front to back. A file whose size or time of change differs at the end was changed
 * while it was read, and the stream fails.
 */
import { readSync, type Stats } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Encoding } from "../domain/encodings.ts";
import { Failure } from "../domain/failure.ts";
import type { ExportMapping } from "../domain/mapping.ts";
import { join } from "../domain/path.ts";
import { unreadable } from "../domain/unreadable.ts";
import type { ArchivedFile } from "./archived-file.ts";
import { type ByteStream, openStream } from "./byte-stream.ts";
import { forwardRanges } from "./forward-ranges.ts";
import { ordinaryBytes } from "./ordinary-file.ts";
import type { OpenRanges, Ranges } from "./ranges.ts";
import { iterableBytes, type RawBytes } from "./raw-bytes.ts";
import type { TableOptions } from "./table-readers.ts";

export interface Source {
  /** The path as the command line has it; `-` for standard input. */
  readonly path: string;
  /** How the export is meant; undefined for a canonical one. */
  readonly mapping?: ExportMapping | undefined;
  /** The path of the archive that the file lies in; undefined for a file of its own. */
  readonly archive?: string | undefined;
  /** Opens the source at its first byte. The bytes of standard input are kept the first time, and read again the second time. */
  open(): Promise<ByteStream>;
  /**
   * Opens a file, or a file in an archive, to be read at any offset, as it lies there; standard input where it is kept, as far as it was
   * read. Undefined for what lies nowhere.
   */
  readonly openRanges?: OpenRanges;
}

/** The name of the file that keeps the bytes of standard input. */
export const KEPT_INPUT = "standard-input";

export interface SourceOrigin {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
}

/** A file of the command line. */
export interface SourceFile {
  /** The path as the user would write it; `-` for standard input. */
  readonly path: string;
  /** The encoding that the user declares; undefined where the file's own mark, or else UTF-8, counts. */
  readonly encoding?: Encoding | undefined;
  /** What a mapping says of the file where it is a table and no CSV. */
  readonly table?: TableOptions | undefined;
  /** The file in its archive, where it lies in one. */
  readonly archived?: ArchivedFile | undefined;
  /** Whether nobody asks for its hash. */
  readonly isUnhashed?: boolean | undefined;
}

/** @param folder in which standard input is kept, to be read again. */
export function sourceOf(file: SourceFile, { cwd, stdin }: SourceOrigin, folder: string): Source {
  return file.path === "-" ? inputSource(stdin, join(folder, KEPT_INPUT), file) : storedSource(file, cwd);
}

/** A file, or a file in an archive. */
export function storedSource(file: SourceFile, cwd: string): Source {
  const { path, encoding, table, archived } = file;
  if (archived === undefined) return fileSource(path, resolve(cwd, path), file);
  const { archive, open: reopen, facts } = archived;
  const openRanges = forwardRanges(reopen, path);
  const options = { place: path, encoding, table, facts, openRanges, reopen };
  return { path, archive, open: async () => openStream(await reopen(), options), openRanges };
}

/** How a file is read. */
type ReadAs = Pick<SourceFile, "encoding" | "table" | "isUnhashed">;

export function fileSource(path: string, absolutePath: string, { encoding, table, isUnhashed }: ReadAs = {}): Source {
  let first: Stats | undefined;
  /** The path may be opened several times, and must name the same file each time. */
  async function openSame(): Promise<OpenFile> {
    // To open a pipe again would wait for ever, or find the pipe empty.
    if (first?.isFile() === false) throw readOnlyOnce(path);
    const opened = await openFile(path, absolutePath);
    first ??= opened.before;
    if (isSameFile(first, opened.before)) return opened;
    await opened.raw.close();
    throw new Failure("input-changed", { place: { file: path } });
  }
  const openRanges = async () => rangesOf(path, (await openSame()).file);
  const reopen = async () => (await openSame()).raw;
  return {
    path,
    open: async () => {
      const { raw, before } = await openSame();
      const size = before.isFile() ? before.size : undefined;
      return openStream(raw, { place: path, encoding, table, size, openRanges, reopen, isUnhashed });
    },
    openRanges,
  };
}

/** Opens a file that is no export, such as an output; undefined when there is no ordinary file at the path. */
export async function openOutput(path: string): Promise<ByteStream | undefined> {
  const raw = ordinaryBytes(path);
  return raw && openStream(raw, { place: path });
}

/** @param keptAt the file in which the bytes are kept, to be read again. */
export function inputSource(
  input: AsyncIterable<Uint8Array>,
  keptAt: string,
  { encoding, table, isUnhashed }: ReadAs = {},
): Source {
  const openRanges = async () => rangesOf("-", (await openFile("-", keptAt)).file);
  const reopen = async () => (await openFile("-", keptAt)).raw;
  const options = { place: "-", encoding, table, isUnhashed, openRanges, reopen };
  let kept = false;
  async function openInput(): Promise<ByteStream> {
    if (kept) return openStream(await reopen(), options);
    kept = true;
    return openStream(await keeping(iterableBytes(input), keptAt), options);
  }
  return { path: "-", open: openInput, openRanges };
}

async function keeping(raw: RawBytes, keptAt: string): Promise<RawBytes> {
  const file = await open(keptAt, "wx", 0o600).catch((cause) => failToKeep(keptAt, cause));
  async function keep(bytes: Uint8Array): Promise<void> {
    for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten;
  }
  return {
    ...raw,
    read: async (into) => {
      const read = await raw.read(into);
      await keep(into.subarray(0, read)).catch((cause) => failToKeep(keptAt, cause));
      return read;
    },
    close: async () => {
      await file.close().catch((cause) => failToKeep(keptAt, cause));
      await raw.close();
    },
  };
}

function failToKeep(file: string, cause: unknown): never {
  throw new Failure("output-unwritable", { place: { file }, found: String(codeOf(cause)), cause });
}

/** Whether the file was not written to meanwhile, and no other file of the same name has taken its place. */
export function isSameFile(before: Stats, after: Stats | undefined): boolean {
  return after?.ino === before.ino && after.size === before.size && after.mtimeMs === before.mtimeMs;
}

export interface OpenFile {
  readonly file: FileHandle;
  readonly raw: RawBytes;
  /** The file's size and times when it was opened. */
  readonly before: Stats;
}

export async function openFile(path: string, absolutePath: string): Promise<OpenFile> {
  const file = await openHandle(path, absolutePath);
  const before = await file.stat();
  const raw: RawBytes = {
    read: async (into) => {
      try {
        if (!before.isFile()) return (await file.read(into, 0, into.length, null)).bytesRead;
        // The bytes are read on this thread, because to ask another thread for them takes as long as to copy them. Answers,
        // interruptions and all other waiting events have their turn first.
        await setImmediate();
        return readSync(file.fd, into, 0, into.length, null);
      } catch (cause) {
        throw unreadable(path, cause);
      }
    },
    assertUnchanged: async () => {
      // The times of a pipe change as it is read.
      if (!before.isFile()) return;
      const after = await stat(absolutePath).catch(() => undefined);
      if (!isSameFile(before, after)) throw new Failure("input-changed", { place: { file: path } });
    },
    close: () => file.close(),
  };
  return { file, raw, before };
}

async function openHandle(path: string, absolutePath: string): Promise<FileHandle> {
  try {
    return await open(absolutePath, "r");
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function rangesOf(path: string, file: FileHandle): Ranges {
  return {
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      for (let filled = 0; filled < length; ) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled).catch((cause) => {
          throw unreadable(path, cause);
        });
        if (bytesRead === 0) throw new Failure("input-changed", { place: { file: path } });
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}

function readOnlyOnce(file: string): Failure {
  return new Failure("file-unreadable", {
    place: { file },
    found: "it is no file that can be read twice, and that is needed here",
    next: "Give it as - on standard input, which is kept, or write it to a file first.",
  });
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}

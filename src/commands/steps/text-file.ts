/** Files that people write, read as text: UTF-8 or nothing, so that no letter is replaced by another without a word. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { unreadable, unreadableAs } from "../../domain/unreadable.ts";
import { damagedText } from "../../input/damage.ts";
import { notTextSays } from "../../input/foreign-file.ts";
import { readOrdinary } from "../../input/ordinary-file.ts";
import { refuse } from "../../policy/problem.ts";

export interface TextFile {
  /** Without a byte order mark. */
  readonly text: string;
  /** As they lie on disk. */
  readonly bytes: Buffer;
}

/** @throws Failure when there is no such file, it cannot be read, or (`policy-invalid`) it is not text in UTF-8. */
export function readTextFile(path: string, cwd: string): TextFile {
  const bytes = readBytes(path, cwd);
  const damage = damagedText(bytes);
  if (damage !== undefined)
    return refuse([{ place: { file: path, line: damage.line }, line: undefined, message: notTextSays(bytes, damage) }]);
  return { text: bytes.toString("utf8").replace(/^\ufeff/, ""), bytes };
}

/**
 * A file of the command line. A pipe or device is refused, because it can be read only once, if it ever ends.
 * @throws Failure when there is no such file, or it cannot be read.
 */
export function readBytes(path: string, cwd: string): Buffer {
  const bytes = attemptRead(path, () => readOrdinary(resolve(cwd, path)));
  if (bytes !== undefined) return bytes;
  if (statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory()) throw unreadableAs(path, "EISDIR");
  throw new Failure("file-unreadable", {
    place: { file: path },
    found: "it is no file, but a pipe or a device",
    next: "Write it to a file first, and name that.",
  });
}

function attemptRead<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

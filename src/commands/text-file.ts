/** Files that people write, read as text: UTF-8 or nothing, so that no letter is replaced by another without a word. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { unreadable } from "../domain/unreadable.ts";
import { damagedText } from "../exports/damage.ts";
import { refuse } from "../policy/problem.ts";

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
    return refuse([{ place: { file: path, line: damage.line }, line: undefined, message: damage.says }]);
  return { text: bytes.toString("utf8").replace(/^\ufeff/, ""), bytes };
}

/** @throws Failure when there is no such file, or it cannot be read. */
export function readBytes(path: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, path));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

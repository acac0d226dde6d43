/** Files that a command writes for people to change: they are new, and what is there is never written over. */
import { lstatSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Failure, visible } from "../../domain/failure.ts";
import { unreadable } from "../../domain/unreadable.ts";

/** @throws Failure `file-exists` with every path at which something is already. */
export function refuseExisting(paths: readonly string[], cwd: string): void {
  const there = paths.filter((path) => isThere(path, cwd));
  const [first, ...more] = there;
  if (first === undefined) return;
  throw new Failure("file-exists", {
    place: { file: first },
    found: more.length === 0 ? undefined : `and so is ${more.map(visible).join(", ")}`,
  });
}

function isThere(path: string, cwd: string): boolean {
  try {
    return lstatSync(resolve(cwd, path), { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Writes a file that is not there, and the folders above it. @throws Failure `file-exists`, `output-unwritable`. */
export function writeNew(path: string, content: string | Uint8Array, cwd: string): void {
  const target = resolve(cwd, path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content, { flag: "wx" });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    if (code === "EEXIST") throw new Failure("file-exists", { place: { file: path }, cause });
    throw new Failure("output-unwritable", { place: { file: path }, found: code, cause });
  }
}

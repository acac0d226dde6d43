/** A file or folder that the operating system does not let us read, as the failure that says why. */
import { Failure } from "./failure.ts";

const CHECK_PATH = "Check the path.";

/** The meanings of the operating system's codes, and what to do where the cause is not a lack of permission. */
const REASONS: ReadonlyMap<string, { readonly says: string; readonly next?: string }> = new Map([
  ["EACCES", { says: "permission denied" }],
  ["EPERM", { says: "permission denied" }],
  ["EISDIR", { says: "it is a folder", next: CHECK_PATH }],
  ["ENOTDIR", { says: "a part of its path is a file and no folder", next: CHECK_PATH }],
  ["ELOOP", { says: "its links lead to each other and to no file", next: CHECK_PATH }],
  ["ENAMETOOLONG", { says: "its name is too long", next: CHECK_PATH }],
]);

/** @param cause as a call of `node:fs` threw it. */
export function unreadable(file: string, cause: unknown): Failure {
  return unreadableAs(file, cause instanceof Error && "code" in cause ? String(cause.code) : String(cause), cause);
}

/** @param code the operating system's name of the error. */
export function unreadableAs(file: string, code: string, cause?: unknown): Failure {
  if (code === "ENOENT") return new Failure("file-missing", { place: { file }, cause });
  const reason = REASONS.get(code);
  const found = reason === undefined ? code : `${reason.says} (${code})`;
  return new Failure("file-unreadable", { place: { file }, found, next: reason?.next, cause });
}

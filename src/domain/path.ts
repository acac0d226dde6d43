/**
 * Paths as they are shown and written down: with forward slashes on every system, so that what one system wrote holds on
 * another. `exports\melon.csv` on Windows is `exports/melon.csv` in a manifest.
 *
 * Only on Windows is a backslash a separator; elsewhere it is a character of a name and stays.
 */
import { join as joinHere, relative as relativeHere, resolve, sep } from "node:path";
import { Failure, quoted } from "./failure.ts";

export const ON_WINDOWS = sep === "\\";

/** @param separator of the system that the path comes from. */
export function slashed(path: string, separator: string = sep): string {
  return separator === "/" ? path : path.replaceAll(separator, "/");
}

/** Joins parts to a path, with forward slashes. */
export function join(...parts: readonly string[]): string {
  return slashed(joinHere(...parts));
}

/** The way from a folder to a path, with forward slashes. */
export function relative(from: string, to: string): string {
  return slashed(relativeHere(from, to));
}

/** Whether two paths mean the same place; on Windows in whatever case they are written. */
export function isSamePath(a: string, b: string, cwd: string): boolean {
  return relativeHere(resolve(cwd, a), resolve(cwd, b)) === "";
}

/** @param path absolute, of something that is about to be made. @throws Failure `usage` where Windows would not let others open it. */
export function assertNameable(path: string): void {
  const name = ON_WINDOWS ? findReservedName(path) : undefined;
  if (name === undefined) return;
  throw new Failure("usage", {
    place: { file: path },
    found: `Windows keeps the name ${quoted(name)} for itself`,
    next: "Choose another name.",
  });
}

/** Devices of DOS with any ending, and names that end in a dot or blank, which most programs of Windows cannot open. */
const RESERVED = /^(?:(?:con|prn|aux|nul|com[\d\u00b9\u00b2\u00b3]|lpt[\d\u00b9\u00b2\u00b3])(?:\..*)?|.*[. ])$/i;

/** The first name in an absolute path that Windows keeps for itself; undefined when there is none. */
export function findReservedName(path: string): string | undefined {
  return slashed(path, "\\")
    .split("/")
    .find((name) => RESERVED.test(name));
}

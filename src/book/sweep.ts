/**
 * Removes what interrupted processes have left behind: staging folders whose owner is gone.
 *
 * Nothing but a folder that is named like one of ours is touched, and nothing behind a link. Whether an owner lives can
 * only be guessed across machines and containers, so a folder is first renamed: should its owner live after all, its
 * commit finds nothing to rename and fails, and never commits a folder that is half removed.
 */
import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { STAGING } from "./book.ts";
import { removeQuietly, syncFolder } from "./disk.ts";

/** Sweeps the staging folder of a book, and returns the names of the folders that were removed. */
export function sweepStaging(folder: string): readonly string[] {
  const staging = join(folder, STAGING);
  return isLink(staging) ? [] : sweep(staging, "");
}

/** Sweeps staging folders that lie beside others, told apart by how their names begin. */
export function sweep(folder: string, prefix: string): readonly string[] {
  return foldersIn(folder)
    .filter((name) => name.startsWith(prefix) && OURS.test(name) && !isOwnerAlive(name))
    .filter((name) => remove(folder, name, prefix));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    // The folder is not there, or cannot be looked into: the next step of the command says so.
    return [];
  }
}

function remove(folder: string, name: string, prefix: string): boolean {
  const claimed = join(folder, `${prefix}swept.${process.pid}.${randomBytes(6).toString("hex")}`);
  try {
    renameSync(join(folder, name), claimed);
    // An earlier plan may lie in it that was put aside a moment before a crash: not a file of it may go before its name.
    syncFolder(folder);
  } catch {
    // Another command was faster, or the folder may not be touched.
    return false;
  }
  return removeQuietly(claimed);
}

/** `<plan>.<pid>.<random>`. */
const OURS = /\.(\d+)\.[0-9a-f]{12}$/;

/** A folder with our own process number was left by an earlier process: we have not made a folder yet when we sweep. */
function isOwnerAlive(name: string): boolean {
  const pid = Number(OURS.exec(name)?.[1] ?? 0);
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // A process of another user is alive as well; we only may not signal it.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

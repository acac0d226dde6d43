/**
 * Removes what interrupted processes have left behind: staging folders whose owner is gone.
 *
 * Whether an owner lives can only be guessed across machines and containers, so a folder is first renamed: should its
 * owner live after all, its commit finds nothing to rename and fails, and never commits a half-removed folder.
 */
import { randomBytes } from "node:crypto";
import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { STAGING } from "./book.ts";
import { removeQuietly } from "./disk.ts";

/** Sweeps the staging folder of a book, and returns the names of what was removed. */
export function sweepStaging(folder: string): readonly string[] {
  return sweep(join(folder, STAGING), "");
}

/** Sweeps staging folders that lie beside others, told apart by how their names begin. */
export function sweep(folder: string, prefix: string): readonly string[] {
  return namesIn(folder).filter(
    (name) => name.startsWith(prefix) && !isOwnerAlive(name) && remove(folder, name, prefix),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing there, or not to be looked at: what the command does next says so.
    return [];
  }
}

function remove(folder: string, name: string, prefix: string): boolean {
  const claimed = join(folder, `${prefix}swept.${process.pid}.${randomBytes(6).toString("hex")}`);
  try {
    renameSync(join(folder, name), claimed);
  } catch {
    // Another command was faster, or it may not be touched.
    return false;
  }
  return removeQuietly(claimed);
}

/** Names are `<plan>.<pid>.<random>`. What carries our own number was left by an earlier process that had it. */
function isOwnerAlive(name: string): boolean {
  const pid = Number(/\.(\d+)\.[0-9a-f]+$/.exec(name)?.[1] ?? 0);
  if (pid === 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Somebody else's process is alive too, it only may not be signalled.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

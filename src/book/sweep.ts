/** Removes what interrupted processes have left behind: staging folders whose owner is gone. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { STAGING } from "./book.ts";

/** Sweeps the staging folder of a book, and returns the names of what was removed. */
export function sweepStaging(folder: string): readonly string[] {
  return sweep(join(folder, STAGING), "");
}

/** Sweeps staging folders that lie beside others, told apart by how their names begin. */
export function sweep(folder: string, prefix: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const left = readdirSync(folder).filter((name) => name.startsWith(prefix) && !isOwnerAlive(name));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  return left;
}

/** Names are `<plan>.<pid>.<random>`. */
function isOwnerAlive(name: string): boolean {
  const pid = Number(/\.(\d+)\.[0-9a-f]+$/.exec(name)?.[1] ?? 0);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Somebody else's process is alive too, it only may not be signalled.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

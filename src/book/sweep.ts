/**
 * Removes what interrupted processes have left behind: staging folders whose owner is gone.
 *
 * Nothing but a folder that is named like one of ours is touched, and nothing behind a link.
 */
import { lstatSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { STAGING } from "./book.ts";
import { attempt } from "./staging.ts";

/** Sweeps the staging folder of a book, and returns the names of what was removed. */
export function sweepStaging(folder: string): readonly string[] {
  const staging = join(folder, STAGING);
  return attempt(staging, () => lstatSync(staging, { throwIfNoEntry: false }))?.isDirectory() === true
    ? sweep(staging, "")
    : [];
}

/** Sweeps staging folders that lie beside others, told apart by how their names begin. */
export function sweep(folder: string, prefix: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const left = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && OURS.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix) && !isOwnerAlive(name));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
  return left;
}

/** `<plan>.<pid>.<random>`, and the earlier plan that was put aside for it. */
const OURS = /\.(\d+)\.[0-9a-f]{12}(?:\.old)?$/;

function isOwnerAlive(name: string): boolean {
  const pid = Number(OURS.exec(name)?.[1] ?? 0);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Somebody else's process is alive too, it only may not be signalled.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

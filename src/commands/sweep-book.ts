/** Cleans up behind interrupted processes, and says so, before a command that writes to the book. */
import { sweepStaging } from "../book/sweep.ts";
import { countText } from "../report/summary.ts";
import type { World } from "./world.ts";

export function sweepBook(folder: string, world: World): void {
  const left = sweepStaging(folder);
  if (left.length > 0)
    world.say(`Removed what ${countText(left.length, "interrupted run")} had left; nothing of it had been committed.`);
}

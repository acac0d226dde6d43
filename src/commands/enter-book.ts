/**
 * Opens a book for a command that adds to it: what interrupted commands left in staging is removed, and the command says
 * so; what they committed is kept, and made certain to last.
 */
import { type Book, openBook } from "../book/book.ts";
import { confirmRuns } from "../book/commit.ts";
import { sweepStaging } from "../book/sweep.ts";
import { assertNameable } from "../domain/path.ts";
import { countText } from "../report/summary.ts";
import type { World } from "./world.ts";

export function enterBook(folder: string, world: World): Book {
  assertNameable(folder);
  const left = sweepStaging(folder);
  if (left.length > 0)
    world.say(`Removed what ${countText(left.length, "interrupted run")} had left; nothing of it had been committed.`);
  const book = openBook(folder);
  confirmRuns(book);
  return book;
}

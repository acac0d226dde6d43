/**
 * Opens a book for a command that adds to it: staging folders that interrupted commands left are removed, and the command
 * says so; runs that they committed are kept, and made durable.
 */
import { type Book, openBook } from "../../book/book.ts";
import { confirmRuns } from "../../book/commit.ts";
import { sweepStaging } from "../../book/sweep.ts";
import { assertNameable } from "../../domain/path.ts";
import { countText } from "../../report/summary.ts";
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

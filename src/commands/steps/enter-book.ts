/**
 * Opens a book for a command that adds to it: staging folders that interrupted commands left are removed, and the command
 * says so; runs that they committed are kept, and made durable.
 */
import { type Book, openBook } from "../../book/book.ts";
import { confirmRuns } from "../../book/commit.ts";
import { sweepStaging } from "../../book/sweep.ts";
import { assertNameable } from "../../domain/path.ts";
import { RUN_SENTENCES } from "../../report/run-text.ts";
import type { World } from "./world.ts";

export function enterBook(folder: string, world: World): Book {
  assertNameable(folder);
  const left = sweepStaging(folder);
  if (left.length > 0) world.say(RUN_SENTENCES[world.language].leftoversRemoved(left.length));
  const book = openBook(folder);
  confirmRuns(book);
  return book;
}

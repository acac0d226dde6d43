/**
 * What a reader finds wrong with one document, collected over all its steps, each mistake once.
 *
 * A file is held against its schema first and understood then. A value that the schema refuses is *told*: a stand-in takes
 * its place, so that the rest can be understood in the same round, and nothing more is said about it.
 */
import type { Problem } from "../domain/failure.ts";
import type { Document } from "./document.ts";
import type { Complain, Part, Path } from "./problem.ts";

export interface Complaints {
  readonly problems: readonly Problem[];
  /** Notes a problem, unless the value was told, or the block that lacks something has a key that was refused: it may be that one. */
  readonly complain: Complain;
  /** Notes a problem that leaves nothing else to say about a value. */
  readonly tell: Complain;
  /** Whether a value, or a block that it is in, was told. */
  readonly isTold: (path: Path) => boolean;
  /** Says that the key at the end of a path is written in another way. */
  readonly rename: (path: Path, written: string) => void;
}

/** @returns the collector, which begins with the faults that the document has as YAML. */
export function complaintsAbout(document: Document): Complaints {
  const problems: Problem[] = document.faults.map(({ problem }) => problem);
  const told: Path[] = document.faults.flatMap(({ path }) => (path === undefined ? [] : [path]));
  const refusedKeys: Path[] = [];
  const renamed: { readonly path: Path; readonly written: string }[] = [];

  const isTold = (path: Path) => told.some((above) => startsWith(path, above));
  const hasRefusedKey = (path: Path) =>
    refusedKeys.some((key) => key.length === path.length + 1 && startsWith(key, path));

  function asWritten(path: Path): Path {
    return renamed
      .filter((each) => startsWith(path, each.path))
      .reduce((steps, each) => steps.with(each.path.length - 1, each.written), [...path]);
  }

  function note(path: Path, message: string, part: Part = "value"): undefined {
    if (isTold(path) || (part === "lack" && hasRefusedKey(path))) return;
    problems.push(document.problemAt(asWritten(path), message, part));
  }

  return {
    problems,
    isTold,
    complain: note,
    tell: (path, message, part) => {
      note(path, message, part);
      told.push(path);
      if (part === "key") refusedKeys.push(path);
      return undefined;
    },
    rename: (path, written) => {
      renamed.push({ path, written });
    },
  };
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, index) => step === path[index]);
}

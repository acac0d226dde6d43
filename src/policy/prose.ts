/** Which values of a file are for people alone, and compared with nothing. */
import type { Path } from "./problem.ts";

/** `why` of a rule, `because` of a review. A selector may be about columns with these names. */
export function isPolicyProse(path: Path): boolean {
  const [last, before, list] = path.toReversed();
  return (last === "why" && list === "rules") || (last === "because" && before === "review");
}

/** `title` and `source`. */
export function isOutageProse(path: Path): boolean {
  return path.length === 1 && (path[0] === "title" || path[0] === "source");
}

/**
 * What is wrong with a file that a person wrote: where, what, and what to write instead.
 *
 * A reader never stops at the first problem. It collects them all, and `refuse` turns them into one `Failure`.
 */
import { caretLines, Failure, type Problem, placeText } from "../domain/failure.ts";

/** Keys and indexes that lead to a value: `["rules", 3, "give"]`. */
export type Path = readonly (string | number)[];

/** Whether a problem is with the value at the end of a path, with its key, or with something that the value lacks. */
export type Part = "value" | "key" | "lack";

/** Notes a problem at a path. Returns undefined, so that a reader can say `return complain(…)`. */
export type Complain = (path: Path, message: string, part?: Part) => undefined;

/**
 * Throws every problem as one failure, each as `file:line:column`, with the line and a caret. Problems of several files stay
 * with their file, and the files in the order in which they were read.
 */
export function refuse(found: readonly Problem[]): never {
  const files = [...new Set(found.map(({ place }) => place.file))];
  const problems = files.flatMap((file) => found.filter(({ place }) => place.file === file).toSorted(byPlace));
  const first = problems[0];
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new Failure("policy-invalid", {
    place: problems.length === 1 ? first?.place : undefined,
    found: `${count}\n${problems.map(problemText).join("\n")}`,
    problems,
  });
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** `file:line:column: message`, then the line and a caret under the column. */
export function problemText(problem: Problem): string {
  return [`${placeText(problem.place)}: ${problem.message}`, ...caretLines(problem)].join("\n");
}

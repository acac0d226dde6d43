/** What keeps headers from being used: each problem with its place, and all problems of all exports as one failure. */
import { Failure, type FailureCode, type Place, placeText } from "../domain/failure.ts";
import { FAILURE_TEXTS } from "../domain/failure-texts.ts";

export interface HeaderProblem {
  /** The failure where this problem is the only one. */
  readonly failure: Failure;
  /** The place, what is wrong there and what to do, as a list of problems has them. */
  readonly text: string;
}

export interface Complaint {
  /** What is wrong, and what to do. */
  readonly found: string;
  /** What to do, where that takes a sentence of its own. */
  readonly next?: string;
}

export function headerProblem(
  code: Extract<FailureCode, "header-invalid" | "kind-unknown">,
  place: Place,
  { found, next }: Complaint,
): HeaderProblem {
  const further = next === undefined ? "" : `\n  ${next}`;
  const failure = new Failure(code, { place, found, next: next ?? FAILURE_TEXTS["header-invalid"].next });
  return { failure, text: `${placeText(place)}: ${found}${further}` };
}

/** A problem that the failure's own words tell wholly. */
export function problemOfFailure(failure: Failure): HeaderProblem {
  return { failure, text: failure.message };
}

/** Throws every problem as one failure; a problem that is alone has its own code and words. */
export function refuseHeaders(problems: readonly HeaderProblem[]): never {
  const [first, second] = problems;
  if (first === undefined) throw new Error("a header is refused without a problem");
  if (second === undefined) throw first.failure;
  const { place } = first.failure;
  const files = new Set(problems.map(({ failure }) => failure.place?.file));
  const where = files.size === 1 ? "" : ` in ${files.size} exports`;
  throw new Failure("header-invalid", {
    place: files.size === 1 ? place : undefined,
    found: `${problems.length} problems${where}\n${problems.map(({ text }) => text).join("\n")}`,
  });
}

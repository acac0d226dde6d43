/** Reads files that people wrote one after the other, and tells the problems of all of them in one round. */
import { Failure, type Problem, placeText } from "../../domain/failure.ts";
import { refuse } from "../../policy/problem.ts";

/**
 * @param second reads with what the first reading came to, undefined where that was refused.
 * @throws Failure `policy-invalid` with every problem of both; any other failure as it is, that of the first before that of
 * the second.
 */
export async function inOneRound<First, Second>(
  first: () => Promise<First>,
  second: (read: First | undefined) => Promise<Second>,
): Promise<readonly [First, Second]> {
  const one = await attempt(first);
  if ("failure" in one && one.failure.details.problems === undefined) throw one.failure;
  const other = await attempt(() => second("value" in one ? one.value : undefined));
  if ("value" in one && "value" in other) return [one.value, other.value];
  const failures = [one, other].flatMap((each) => ("failure" in each ? [each.failure] : []));
  const problems = failures.flatMap(({ details }) => details.problems ?? []);
  if ("failure" in one || problems.length > 0) return refuse(withoutRepeats(problems));
  throw failures[0];
}

type Attempt<Value> = { readonly value: Value } | { readonly failure: Failure };

async function attempt<Value>(read: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}

/** A file that both readings need is told once. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const told = new Map(problems.map((problem) => [`${placeText(problem.place)} ${problem.message}`, problem]));
  return [...told.values()];
}

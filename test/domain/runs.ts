/**
 * How often a property is tried, and from which seed: `SEED=7 npx vitest run test/domain` tries others.
 *
 * fast-check prints the seed and the path of a counterexample, so every failure can be run again as it was.
 */
const FIXED_SEED = 20221015;

export const SEED = Number(process.env.SEED ?? FIXED_SEED);

export function runs(numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: SEED, numRuns };
}

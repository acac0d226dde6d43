/**
 * How often a property over whole files is tried, and from which seed: `FILES=200000 SEED=7 npx vitest run test/exports`.
 *
 * fast-check prints the seed and the path of a counterexample, so every failure can be run again as it was.
 */
const FIXED_SEED = 20221015;
const USUAL_FILES = 4000;

const seed = Number(process.env.SEED ?? FIXED_SEED);
const files = Number(process.env.FILES ?? USUAL_FILES);

/** @param share of the usual number of files, for properties that cost more than one look at each. */
export function sampling(share = 1): { readonly seed: number; readonly numRuns: number } {
  return { seed, numRuns: Math.ceil(files * share) };
}

/** How long such a property may take: a slow machine looks at one file in a millisecond. */
export const patienceMs = 60_000 + files;

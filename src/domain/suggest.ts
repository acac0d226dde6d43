/** "Did you mean": the known word nearest to an unknown one. */
import { closest, distance } from "fastest-levenshtein";

/** `; did you mean "extend"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = findNearest(word, known);
  return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
}

/** The known word that differs in no more than this share of its letters, and in one at least. */
export function findNearest(word: string, known: readonly string[], share = 1 / 3): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const lowered = known.map((one) => one.toLowerCase());
  const nearest = closest(lower, lowered);
  const most = Math.max(1, Math.floor(nearest.length * share));
  return distance(lower, nearest) <= most ? known[lowered.indexOf(nearest)] : undefined;
}

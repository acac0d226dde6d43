/** "Did you mean": the known word nearest to an unknown one. */
import { closest, distance } from "fastest-levenshtein";

/** `, did you mean "extend"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(word, [...known]);
  const near = distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(1, Math.floor(nearest.length / 3));
  return near ? `; did you mean "${nearest}"?` : "";
}

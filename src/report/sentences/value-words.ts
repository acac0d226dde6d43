/** Values of a column with how often each occurs, as both languages list them. */
import { grouped } from "../summary.ts";

interface ValueWords {
  readonly empty: string;
  /** `and 4 more`. */
  others(count: number): string;
}

/** `channel: partner 93, Web 92, (empty) 76, and 4 more`. */
export function valuesText(
  column: string,
  values: readonly { readonly value: string; readonly count: number }[],
  others: number,
  words: ValueWords,
): string {
  const named = values.map(({ value, count }) => `${value === "" ? words.empty : value} ${grouped(count)}`);
  return `${column}: ${[...named, ...(others > 0 ? [words.others(others)] : [])].join(", ")}`;
}

/** What `verify` finds wrong, each with its place; a few for each file, because one cause often shows in every row. */
export interface Flaw {
  /** Path of a file inside the run's folder, or of a file that the run was made from. */
  readonly file: string;
  /** Data row, from 1. */
  readonly row?: number;
  /** From 1. */
  readonly byte?: number;
  readonly found: string;
}

export interface Flaws {
  add(flaw: Flaw): void;
  list(): readonly Flaw[];
}

const MOST_PER_FILE = 5;

export function createFlaws(): Flaws {
  const kept: Flaw[] = [];
  const counts = new Map<string, number>();
  return {
    add: (flaw) => {
      const count = (counts.get(flaw.file) ?? 0) + 1;
      counts.set(flaw.file, count);
      if (count <= MOST_PER_FILE) kept.push(flaw);
    },
    list: () => [
      ...kept,
      ...[...counts]
        .filter(([, count]) => count > MOST_PER_FILE)
        .map(([file, count]) => ({ file, found: `and ${count - MOST_PER_FILE} more` })),
    ],
  };
}

/** Finds which values of a few columns come together in a file, how often, and the first rows of each combination. */
import type { InspectedFile } from "../../domain/inspection.ts";
import { cutBlocks } from "../blocks.ts";
import { rowTexts } from "../cells.ts";
import { findFirstDamage } from "../damage.ts";
import { damageFailure } from "../damage-failure.ts";
import { createInterner } from "../interner.ts";
import { createRow, scanRows } from "../scanner.ts";
import type { Source } from "../source.ts";
import { findTable } from "./find-table.ts";

export interface Combination {
  /** The texts of the columns that were asked about. */
  readonly texts: readonly string[];
  readonly rows: number;
  /** The cells of the first rows. */
  readonly examples: readonly (readonly string[])[];
}

const MOST_EXAMPLES = 2;
/** Columns with more combinations are no services and channels. */
const MOST_COMBINATIONS = 1000;

/**
 * The combinations, the most frequent first. Rows of another length than the header are left out.
 * @param columns positions in the file.
 */
export async function findCombinations(
  source: Source,
  { delimiter, columns: { length } }: InspectedFile,
  columns: readonly number[],
): Promise<readonly Combination[]> {
  const found = new Map<string, { rows: number; readonly texts: readonly string[]; readonly examples: string[][] }>();
  const row = createRow();
  const words = createInterner();
  const stream = await source.open();
  try {
    let isFirst = true;
    for await (const { bytes } of cutBlocks(stream)) {
      const rows = isFirst ? bytes.subarray(findTable(bytes)?.start ?? 0) : bytes;
      isFirst = false;
      const { damage } = scanRows(rows, delimiter, row, () => {
        if (row.count !== length) return;
        const texts = columns.map((index) => words.cell(rows, row, index));
        const key = texts.join("\0");
        const known = found.get(key) ?? { rows: 0, texts, examples: [] };
        if (known.rows === 0 && found.size === MOST_COMBINATIONS) return;
        known.rows += 1;
        if (known.examples.length < MOST_EXAMPLES) known.examples.push(rowTexts(rows, row));
        found.set(key, known);
      });
      const first = findFirstDamage(rows, damage);
      if (first !== undefined) throw damageFailure(first, { path: source.path, firstLine: 1, offset: 0 });
    }
  } finally {
    await stream.close();
  }
  return [...found.values()].toSorted((a, b) => b.rows - a.rows);
}

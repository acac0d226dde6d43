/** Teaches the kernel that scans: words of cells, and how far the rules for a service look. */
import { viewOf } from "./memory.ts";
import { MOST_CERTAIN, MOST_SELECTED, WORD_ROLES } from "./numbers.ts";
import type { ScanKernel } from "./scan-kernel.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** Instants in milliseconds. */
interface TimeBounds {
  readonly from: number;
  readonly to: number;
}

/** The roles of words that a host can teach. */
type WordRole = Exclude<keyof typeof WORD_ROLES, "selected" | "certain">;

/** Takes the horizon of the service of the row that was filled last, and the columns by which the rules for it select. */
export function learnHorizon(
  kernel: ScanKernel,
  service: number,
  horizon: TimeBounds,
  columns: readonly number[],
): void {
  if (columns.length > MOST_SELECTED) return;
  const { functions } = kernel;
  viewOf(functions.memory, TABLES.HORIZON_COLUMNS, columns.length + 1).set([columns.length, ...columns]);
  const { from, to } = cellAt(kernel, service);
  functions.learnHorizon(from, to, horizon.from, horizon.to);
}

/** Learns a word of the row that was filled last. @param meaning one of `MEANINGS`, or `meaningOfDecimals`. */
export function learnWord(kernel: ScanKernel, role: WordRole, column: number, meaning: number): void {
  const { from, to } = cellAt(kernel, column);
  kernel.functions.learnWord(WORD_ROLES[role], from, to, meaning);
}

/** Learns a word of a column that has certain words only. @param position of the column among those of the export's shape. */
export function learnCertainWord(kernel: ScanKernel, position: number, column: number): void {
  const { from, to } = cellAt(kernel, column);
  if (position < MOST_CERTAIN) kernel.functions.learnWord(WORD_ROLES.certain + position, from, to, 1);
}

/** The meaning of a currency, which says its decimals. */
export function meaningOfDecimals(decimals: number): number {
  return decimals + 1;
}

/** How many words the kernel knows. */
export function countWords({ functions }: ScanKernel): number {
  return functions.known.value;
}

/** A cell of the row that was filled last. */
function cellAt({ numbers, filled }: ScanKernel, column: number): { readonly from: number; readonly to: number } {
  return { from: numbers[CELL_START + filled + column] ?? 0, to: numbers[CELL_END + filled + column] ?? 0 };
}

/** Positions in the kernel's memory, in numbers of four bytes. */
const CELL_START = TABLES.CELL_START.at / 4;
const CELL_END = TABLES.CELL_END.at / 4;

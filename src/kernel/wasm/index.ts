/**
 * The part of the fast path that is compiled to WebAssembly: it sees every byte of every row, and knows nothing else.
 *
 * The host puts a block at `BLOCK`, has its rows found, fingerprinted and checked batch by batch, and reads the tables of
 * `memory.ts`. See `kernel/scan-kernel.ts`.
 */
export { AFFECTED, checkBatch, LONGEST_CELL, NO_RULE, noteService } from "./check";
export { collectBatch, collectedBytes } from "./collect";
export { printBatch, seedPrints } from "./fingerprint";
export { forgetHorizons, learnHorizon, TO_DECIDE } from "./horizon";
export {
  BLOCK,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  HORIZON_COLUMNS,
  KEPT_CELLS,
  LONGEST_RECORD,
  MOST_PLANNED,
  MOST_SELECTED,
  NO_WORD,
  OUT_BYTES,
  OUT_CELL_END,
  OUT_CELL_START,
  OUT_ENDING,
  OUT_ENDS,
  OUT_LINE,
  OUT_QUOTING,
  OUT_ROW,
  OUT_SERVICE,
  OUT_STARTS,
  PLAN,
  PLAN_COUNTS,
  PLAN_MONEY,
  PLAN_TIMES,
  PLAN_WITHOUT_USER,
  ROW_CELLS,
  ROW_CODE,
  ROW_COUNT,
  ROW_ENDING,
  ROW_ENDS,
  ROW_FROM,
  ROW_GAP,
  ROW_LINE,
  ROW_PRINTS,
  ROW_STARTS,
  ROW_TO,
  ROW_VERDICT,
} from "./memory";
export {
  COPIED,
  hashId,
  hashRow,
  OUTPUT,
  OVERHANG,
  openCells,
  putBytes,
  putCopied,
  putId,
  putNumber,
  ROW_HASH,
} from "./output";
export {
  codes,
  MOST_PARTITIONS,
  openRun,
  prints,
  ROOM,
  ROW_BYTES,
  RUN_ROWS,
  SIZES,
  searchPartition,
  sorted,
  sortRun,
} from "./repeats";
export { damage, damageAt, FAR, lines, rows, scanBatch } from "./scan";
export { DIGEST, hashMessage, LONGEST_MESSAGE, MESSAGE, MESSAGE_END } from "./sha256";
export { NOT_STEADY } from "./times";
export { forgetWords, known, learnWord, meaningOf } from "./words";

/**
 * The cells of a column of the batch. This is as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js.
 */

/** Per filled cell of the column: the numbers of its first runs of digits. */
export const COLUMN_NUMBERS: u32 = 18201712;
/** Per filled cell of the column: its row in the batch. */
export const COLUMN_ROW: u32 = 21347488;
/** Where its content begins in the block. */
export const COLUMN_START: u32 = 21609636;
/** Where its content ends in the block (exclusive). */
export const COLUMN_END: u32 = 21871784;
/** Its print: the low 32 bits. */
export const COLUMN_LOW: u32 = 22133932;
/** Its print: the high 21 bits. */
export const COLUMN_HIGH: u32 = 22396080;
/** Its shape: a number that tells it from others. */
export const COLUMN_SHAPE: u32 = 22658228;
/** Its shape: another such number. */
export const COLUMN_CHECK: u32 = 22920376;
/** Per row of the batch: how many of its cells are filled. */
export const ROW_FILLED: u32 = 23182524;
/** The bytes of the cell with which others are compared, a 0 for each digit. */
export const ALIKE: u32 = 23313600;
/** Per run of digits of that cell: where the run begins in the cell, and where it ends (exclusive). */
export const ALIKE_RUNS: u32 = 23313664;

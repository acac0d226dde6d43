/**
 * The memory of the kernel that puts rows of a table together from its columns.
 *
 * The host shares out the memory from `COLUMNS` on: descriptions of columns, their data, and rows.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048   128 bytes   a decimal of more than 64 bits             WORDS …
 *          2176    the rest   what the host shares out                   COLUMNS
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

// A decimal of more than 64 bits.
/** What is left of its value, the lowest word first. */
export const WORDS: u32 = 2048;
/** Its digits, up to the end of this table. */
export const DIGITS: u32 = 2080;

// What the host shares out.
/**
 * Per column: one of `VALUE_KINDS`; where its bits lie that say which rows have a value (0: all have one); its values, and the bytes of
 * each; for texts where their places in the values lie, and the bytes of a place; how many values are before the first row; the decimals of a decimal; how many units a second or a day has; and the column whose rows its values are (0: none).
 */
export const COLUMNS: u32 = 2176;
export const COLUMNS_KIND: u32 = 0;
export const COLUMNS_VALID: u32 = 4;
export const COLUMNS_VALUES: u32 = 8;
export const COLUMNS_WIDTH: u32 = 12;
export const COLUMNS_PLACES: u32 = 16;
export const COLUMNS_FIRST: u32 = 20;
export const COLUMNS_SCALE: u32 = 24;
export const COLUMNS_UNIT: u32 = 28;
export const COLUMNS_DICTIONARY: u32 = 32;
export const COLUMNS_SIZE: u32 = 36;

/**
 * Numbers that the kernels share with their hosts, as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js.
 */

/** An export has at most so many columns. */
export const MOST_COLUMNS: u32 = 1000;
/** A row keeps at most so many cells; further cells are only counted. */
export const KEPT_CELLS: u32 = 1001;
/** Bytes of a cell, without its quotes. */
export const LONGEST_CELL: u32 = 65536;
/** Bytes of a record, its line end included. */
export const LONGEST_RECORD: u32 = 1048576;
/** A checked export has at most so many times, and so many amounts. */
export const MOST_PLANNED: u32 = 64;
/** Steps of the longest program that reads a time. */
export const LONGEST_PROGRAM: u32 = 32;
/** Bytes of a program that reads times in a pattern of fixed width. */
export const FIXED_PROGRAM_BYTES: u32 = 128;
/** A checked export has at most so many columns that have certain words only. */
export const MOST_CERTAIN: u32 = 8;
/** The rules for a service may select by so many columns. */
export const MOST_SELECTED: u32 = 7;
/** Bytes of all texts of a mapping and of their answers, as far as the kernel keeps them. */
export const KEPT_BYTES: u32 = 4194304;
/** Bytes of the longest text of a mapping that the kernel keeps. */
export const LONGEST_TEXT: u32 = 65535;
/** So many runs of digits of a cell are kept as numbers. */
export const SHAPE_NUMBERS: u32 = 6;
/** Bytes of the longest cell that has a shape: it may be a time, an amount or an id. */
export const LONGEST_SHAPE: u32 = 64;
/** An amount with so many digits is small enough with any number of decimals. */
export const SURE_DIGITS: u32 = 9;
/** An amount without a currency may have so many decimals. */
export const MOST_DECIMALS: u32 = 6;
/** Bytes of the longest word that stands for no id. */
export const LONGEST_PLACEHOLDER: u32 = 9;
/** A distance between two rows that does not fit into a byte. */
export const FAR: u32 = 255;
/** Stands for a word that the kernel does not know. */
export const NO_WORD: u32 = 65535;
/** Stands for a position: no column is there. */
export const NO_COLUMN: u32 = 65535;
/** Stands for a code: the row has to be decided. */
export const TO_DECIDE: u32 = 255;
/** Stands for an offset: the clocks change on the day, or near it. */
export const NOT_STEADY: i32 = -2147483648;
/** The scan reads so many bytes past the end of a block, and these bytes have to be zeros. */
export const MARGIN: u32 = 64;
/** A copy may read and write so many bytes past its end. */
export const OVERHANG: u32 = 16;
/** Bytes of a message that the kernel can hash. */
export const LONGEST_MESSAGE: u32 = 4096;
/** Every output row has so many cells that are copied from the export. */
export const COPIED_COLUMNS: u32 = 4;
/** Rows that are alike may have to have the same texts in so many columns. */
export const MOST_LIKE_COLUMNS: u32 = 16;
/** Rules whose answers likeness settles may ask about so many instants. */
export const MOST_EDGES: u32 = 256;
/** A precedent has at most so many gifts. */
export const MOST_GIFTS: u32 = 8;
/** So many gifts are found before the host has to take them. */
export const FOUND_AT_ONCE: u32 = 4096;
/** A stretch has at most so many rows. */
export const STRETCH_ROWS: u32 = 524288;
/** A stretch has at most so many partitions. */
export const MOST_PARTITIONS: u32 = 512;
/** Bytes of a sorted row: its ordinal, from 1, and the three numbers of its fingerprints. */
export const SORTED_ROW_BYTES: u32 = 16;

/** How a cell is quoted: not at all, in quotes, in quotes with doubled quotes inside. */
export const QUOTING_BARE: u32 = 0;
export const QUOTING_QUOTED: u32 = 1;
export const QUOTING_DOUBLED: u32 = 2;

/** The damage that ends a scan before the end of its block. */
export const DAMAGE_NONE: u32 = 0;
export const DAMAGE_QUOTE_MISPLACED: u32 = 1;
export const DAMAGE_QUOTE_UNCLOSED: u32 = 2;
export const DAMAGE_BARE_RETURN: u32 = 3;
export const DAMAGE_RECORD_TOO_LONG: u32 = 4;

/** The role of a time: the start or the end of a period, or the day of a charge. */
export const TIME_START: u32 = 0;
export const TIME_END: u32 = 1;
export const TIME_CHARGE: u32 = 2;

/**
 * How the cells of a column of times are written: in ISO 8601, as the steps of a program say, as a number of seconds
 * or milliseconds since 1970, in a way that the kernel does not read, or in a pattern of fixed width.
 */
export const KIND_ISO: u32 = 0;
export const KIND_PROGRAM: u32 = 1;
export const KIND_SECONDS: u32 = 2;
export const KIND_MILLIS: u32 = 3;
export const KIND_UNREAD: u32 = 4;
export const KIND_FIXED: u32 = 5;

/**
 * How a period ends: the sum of the codes that hold, whether a charge ends it, and whether it renews. 0 expires and
 * does not renew.
 */
export const ENDING_BY_CHARGE: u32 = 1;
export const ENDING_RENEWS: u32 = 2;

/**
 * How the ends of a column are written: in ISO 8601, in a pattern of fixed width, or in a way in which the kernel
 * puts no later end.
 */
export const END_ISO: u32 = 0;
export const END_FIXED: u32 = 1;
export const END_OTHER: u32 = 2;

/**
 * The role of a word: a word may mean different things in different roles. `selected` is a column that rules select
 * by; `certain` is the first column of certain words, and the columns after it have the roles after it.
 */
export const ROLE_SERVICE: u32 = 1;
export const ROLE_CURRENCY: u32 = 2;
export const ROLE_FLAG: u32 = 3;
export const ROLE_SELECTED: u32 = 4;
export const ROLE_CERTAIN: u32 = 5;

/**
 * The meaning of a flag or of a service; 0 stands for an unknown word. The meaning of a currency is one more than its
 * decimals.
 */
export const MEANING_NO: u32 = 1;
export const MEANING_YES: u32 = 2;
export const MEANING_NO_RULE: u32 = 1;
export const MEANING_SOME_RULE: u32 = 2;

/**
 * What becomes of the texts that a vocabulary does not know: they stay as they are, all become one text, or the host
 * is asked.
 */
export const OTHERS_STAY: u32 = 0;
export const OTHERS_BECOME: u32 = 1;
export const OTHERS_ASK: u32 = 2;

/**
 * The verdict on a row: a row with any verdict but `unsure` is sound in every cell; the code of a row that is `done`
 * is known.
 */
export const VERDICT_UNSURE: u32 = 0;
export const VERDICT_DONE: u32 = 1;
export const VERDICT_SOME_RULE: u32 = 2;

/**
 * The codes that the kernel gives to rows by itself: no rule is for the row, or some rule is for the row and has yet
 * to decide it.
 */
export const CODE_NO_RULE: u32 = 0;
export const CODE_AFFECTED: u32 = 32;

/**
 * The values of a column of a table: none at all, texts, truths, integers with and without a sign, decimals, days,
 * times of a clock and moments.
 */
export const VALUE_NOTHING: u32 = 0;
export const VALUE_TEXT: u32 = 1;
export const VALUE_TRUTH: u32 = 2;
export const VALUE_INTEGER: u32 = 3;
export const VALUE_NATURAL: u32 = 4;
export const VALUE_DECIMAL: u32 = 5;
export const VALUE_DAY: u32 = 6;
export const VALUE_TIME: u32 = 7;
export const VALUE_MOMENT: u32 = 8;

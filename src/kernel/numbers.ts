/**
 * Numbers that the hosts share with their kernels, as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js.
 */

/** An export has at most so many columns. */
export const MOST_COLUMNS = 1000;
/** A row keeps at most so many cells; further cells are only counted. */
export const KEPT_CELLS = 1001;
/** Bytes of a cell, without its quotes. */
export const LONGEST_CELL = 65536;
/** Bytes of a record, its line end included. */
export const LONGEST_RECORD = 1048576;
/** A checked export has at most so many times, and so many amounts. */
export const MOST_PLANNED = 64;
/** Steps of the longest program that reads a time. */
export const LONGEST_PROGRAM = 32;
/** Bytes of a program that reads times in a pattern of fixed width. */
export const FIXED_PROGRAM_BYTES = 128;
/** A checked export has at most so many columns that have certain words only. */
export const MOST_CERTAIN = 8;
/** The rules for a service may select by so many columns. */
export const MOST_SELECTED = 7;
/** Bytes of all texts of a mapping and of their answers, as far as the kernel keeps them. */
export const KEPT_BYTES = 4194304;
/** Bytes of the longest text of a mapping that the kernel keeps. */
export const LONGEST_TEXT = 65535;
/** So many runs of digits of a cell are kept as numbers. */
export const SHAPE_NUMBERS = 6;
/** Bytes of the longest cell that has a shape: it may be a time, an amount or an id. */
export const LONGEST_SHAPE = 64;
/** An amount with so many digits is small enough with any number of decimals. */
export const SURE_DIGITS = 9;
/** An amount without a currency may have so many decimals. */
export const MOST_DECIMALS = 6;
/** Bytes of the longest word that stands for no id. */
export const LONGEST_PLACEHOLDER = 9;
/** A distance between two rows that does not fit into a byte. */
export const FAR = 255;
/** Stands for a word that the kernel does not know. */
export const NO_WORD = 65535;
/** Stands for a position: no column is there. */
export const NO_COLUMN = 65535;
/** Stands for a code: the row has to be decided. */
export const TO_DECIDE = 255;
/** Stands for an offset: the clocks change on the day, or near it. */
export const NOT_STEADY = -2147483648;
/** The scan reads so many bytes past the end of a block, and these bytes have to be zeros. */
export const MARGIN = 64;
/** A copy may read and write so many bytes past its end. */
export const OVERHANG = 16;
/** Bytes of a message that the kernel can hash. */
export const LONGEST_MESSAGE = 4096;
/** Every output row has so many cells that are copied from the export. */
export const COPIED_COLUMNS = 4;
/** Rows that are alike may have to have the same texts in so many columns. */
export const MOST_LIKE_COLUMNS = 16;
/** Rules whose answers likeness settles may ask about so many instants. */
export const MOST_EDGES = 256;
/** A precedent has at most so many gifts. */
export const MOST_GIFTS = 8;
/** So many gifts are found before the host has to take them. */
export const FOUND_AT_ONCE = 4096;
/** A stretch has at most so many rows. */
export const STRETCH_ROWS = 524288;
/** A stretch has at most so many partitions. */
export const MOST_PARTITIONS = 512;
/** Bytes of a sorted row: its ordinal, from 1, and the three numbers of its fingerprints. */
export const SORTED_ROW_BYTES = 16;

/** How a cell is quoted: not at all, in quotes, in quotes with doubled quotes inside. */
export const QUOTINGS = { bare: 0, quoted: 1, doubled: 2 } as const;

/** The damage that ends a scan before the end of its block. */
export const DAMAGES = ["none", "quote-misplaced", "quote-unclosed", "bare-return", "record-too-long"] as const;

/** The role of a time: the start or the end of a period, or the day of a charge. */
export const TIME_ROLES = { start: 0, end: 1, charge: 2 } as const;

/**
 * How the cells of a column of times are written: in ISO 8601, as the steps of a program say, as a number of seconds
 * or milliseconds since 1970, in a way that the kernel does not read, or in a pattern of fixed width.
 */
export const TIME_KINDS = { iso: 0, program: 1, seconds: 2, millis: 3, unread: 4, fixed: 5 } as const;

/**
 * How a period ends: the sum of the codes that hold, whether a charge ends it, and whether it renews. 0 expires and
 * does not renew.
 */
export const ENDINGS = { byCharge: 1, renews: 2 } as const;

/**
 * How the ends of a column are written: in ISO 8601, in a pattern of fixed width, or in a way in which the kernel
 * puts no later end.
 */
export const END_FORMS = { iso: 0, fixed: 1, other: 2 } as const;

/**
 * The role of a word: a word may mean different things in different roles. `selected` is a column that rules select
 * by; `certain` is the first column of certain words, and the columns after it have the roles after it.
 */
export const WORD_ROLES = { service: 1, currency: 2, flag: 3, selected: 4, certain: 5 } as const;

/**
 * The meaning of a flag or of a service; 0 stands for an unknown word. The meaning of a currency is one more than its
 * decimals.
 */
export const MEANINGS = { no: 1, yes: 2, noRule: 1, someRule: 2 } as const;

/**
 * What becomes of the texts that a vocabulary does not know: they stay as they are, all become one text, or the host
 * is asked.
 */
export const OTHERS = { stay: 0, become: 1, ask: 2 } as const;

/**
 * The verdict on a row: a row with any verdict but `unsure` is sound in every cell; the code of a row that is `done`
 * is known.
 */
export const VERDICTS = { unsure: 0, done: 1, someRule: 2 } as const;

/**
 * The codes that the kernel gives to rows by itself: no rule is for the row, or some rule is for the row and has yet
 * to decide it.
 */
export const ROW_CODES = { noRule: 0, affected: 32 } as const;

/**
 * The values of a column of a table: none at all, texts, truths, integers with and without a sign, decimals, days,
 * times of a clock and moments.
 */
export const VALUE_KINDS = {
  nothing: 0,
  text: 1,
  truth: 2,
  integer: 3,
  natural: 4,
  decimal: 5,
  day: 6,
  time: 7,
  moment: 8,
} as const;

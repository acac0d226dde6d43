/**
 * Where the tables of each kernel lie, and what reads them, as scripts/write-kernel-tables.js wrote it from
 * scripts/kernel-tables.js.
 */

/** The memory of the kernel that scans: tables of fixed size first, the block last. */
export const SCAN_TABLES = {
  /**
   * How many columns the export has; the columns that are checked, and positions in `TIME_PLAN` (`starts`, `expires`,
   * `renews`), -1 for none; how many times and amounts there are; whether a record may be without a user, whether an id that went through a spreadsheet is unsure; and how many columns of certain words.
   */
  SHAPE: { at: 2048, of: Int32Array },
  /**
   * Per time: its column, its role and its kind; whether a date lasts through its day, and whether a midnight is its date
   * (1, else 0); the places of its first step and after its last; decimals of the second times `factor`, divided by `divisor`, are milliseconds.
   */
  TIME_PLAN: { at: 2104, of: Uint32Array },
  /**
   * The steps of all programs: from the lowest bit on, 4 bits with the fewest digits and 4 with the most (0 for no
   * number), 8 with the place in `WRITTEN` to which the number belongs, 8 with the byte behind it, 1 that says
   * whether there is such a byte, and 1 for the half of a day in place of a number.
   */
  TIME_PROGRAMS: { at: 4408, of: Uint32Array },
  /** Per amount: its column. */
  SHAPE_AMOUNTS: { at: 12600, of: Uint32Array },
  /** How many columns have the content of a row, 0 where the whole row is its content; and these columns. */
  SHAPE_AGREEING: { at: 12856, of: Uint32Array },
  /** Per column that has certain words only: its position. */
  SHAPE_CERTAIN: { at: 16860, of: Uint32Array },
  /** How many columns the rules for a service select by, and these columns, until the horizon is learned. */
  HORIZON_COLUMNS: { at: 16892, of: Uint32Array },
  /** The row's instants, by position in `TIME_PLAN`. */
  INSTANTS: { at: 16928, of: BigInt64Array },
  /**
   * The numbers of the time that is being read, as they are written; and the half of the day, 0 where none is
   * written, 1 for the first, 2 for the second.
   */
  WRITTEN: { at: 17440, of: Uint32Array },
  /** The words of the row's combination. */
  COMBINATION: { at: 17472, of: Uint16Array },
  /** How many words are known, by role. */
  WORD_COUNTS: { at: 17488, of: Uint32Array },
  /** The offset of every day from `FIRST_DAY` on, as `days.ts` keeps it; 0 where the offset is not known. */
  DAYS: { at: 17600, of: Int32Array },
  /** The first day of every month, counted from 1 for `FIRST_DAY`; 0 where the day was not worked out yet. */
  MONTHS: { at: 455892, of: Int32Array },
  /** Where the row begins. */
  ROW_FROM: { at: 929088, of: Uint32Array },
  /** Where the row ends, without its line end. */
  ROW_TO: { at: 1191236, of: Uint32Array },
  /** Line feeds between the start of the block and the row. */
  ROW_LINE: { at: 1453384, of: Uint32Array },
  /** How many cells the row has. */
  ROW_COUNT: { at: 1715532, of: Uint32Array },
  /** The position of the row's first cell among all cells. */
  ROW_CELLS: { at: 1977680, of: Uint32Array },
  /** Where the content of the cell begins. */
  CELL_START: { at: 2239828, of: Uint32Array },
  /** Where the content of the cell ends (exclusive). */
  CELL_END: { at: 2768120, of: Uint32Array },
  /** How the cell is quoted. */
  CELL_QUOTING: { at: 3296412, of: Uint8Array },
  /** Positions of all bytes that may end or quote a cell. */
  STOPS: { at: 3428488, of: Uint32Array },
  /** When the row's period begins. */
  ROW_STARTS: { at: 11817352, of: Float64Array },
  /** When the row's period ends. */
  ROW_ENDS: { at: 12341648, of: Float64Array },
  /** Three numbers of fingerprints per row. */
  ROW_PRINTS: { at: 12865944, of: Uint32Array },
  /** The verdict of the check. */
  ROW_VERDICT: { at: 13652388, of: Uint8Array },
  /** The host's code of a row that is done. */
  ROW_CODE: { at: 13717925, of: Uint8Array },
  /** Bytes from the start of the row before (or of the block) to the start of the row, or `FAR`. */
  ROW_GAP: { at: 13783462, of: Uint8Array },
  /** How the period ends. */
  ROW_ENDING: { at: 13848999, of: Uint8Array },
  /** The number of the word that is the row's service, or `NO_WORD`. */
  ROW_SERVICE: { at: 13914536, of: Uint16Array },
  /** When the candidate's period begins. */
  OUT_STARTS: { at: 14045616, of: Float64Array },
  /** When the candidate's period ends. */
  OUT_ENDS: { at: 14569912, of: Float64Array },
  /** The candidate's row in the batch. */
  OUT_ROW: { at: 15094208, of: Uint32Array },
  /** The candidate's line, as `ROW_LINE`. */
  OUT_LINE: { at: 15356356, of: Uint32Array },
  /** Per cell of every candidate: where it begins in `OUT_BYTES`. */
  OUT_CELL_START: { at: 15618504, of: Uint32Array },
  /** Per cell of every candidate: where it ends (exclusive). */
  OUT_CELL_END: { at: 16146796, of: Uint32Array },
  /** Per cell of every candidate: how it is quoted. */
  OUT_QUOTING: { at: 16675088, of: Uint8Array },
  /** How the period ends. */
  OUT_ENDING: { at: 16807161, of: Uint8Array },
  /** As `ROW_SERVICE`. */
  OUT_SERVICE: { at: 16872698, of: Uint16Array },
  /** The bytes of all candidates, one after the other. */
  OUT_BYTES: { at: 17003776, of: Uint8Array },
  /** Per column that changes, in the order of columns: its position, and its vocabulary. */
  CHANGING: { at: 18183440, of: Uint32Array },
  /** Per column by which rows are left out: its position, and its vocabulary. */
  LEAVING_OUT: { at: 18191448, of: Uint32Array },
  /**
   * Per part of what comes behind each row: where its bytes are, how many they are, and the column and the vocabulary
   * of the cell that follows, `NO_COLUMN` for none.
   */
  TAIL: { at: 18199456, of: Uint32Array },
  /** The bytes of texts and of their answers. */
  KEPT: { at: 21117696, of: Uint8Array },
  /** The block, and `MARGIN` zeros; rewritten rows lie behind both. */
  BLOCK: { at: 25312064, of: Uint8Array },
} as const;

/** The memory of the kernel that finds where blocks are cut. */
export const CUT_TABLES = {
  /** A piece, and `MARGIN` bytes that do not count. */
  PIECE: { at: 2048, of: Uint8Array },
} as const;

/** The memory of the kernel that decodes text. */
export const DECODE_TABLES = {
  /** By byte: the unit of UTF-16 of its character; 0 where there is none. */
  SINGLES: { at: 2048, of: Uint16Array },
  /** By pair of bytes, the first one times 256: the unit of its character; 0 where there is none. */
  DOUBLES: { at: 2560, of: Uint16Array },
  /** The text, and what it becomes. */
  TEXT: { at: 133632, of: Uint8Array },
} as const;

/** The memory of the kernel that puts output rows together. */
export const OUTPUT_TABLES = {
  /** The message, with room for its padding. */
  MESSAGE: { at: 2048, of: Uint8Array },
  /** The hash of the message. */
  DIGEST: { at: 6272, of: Uint8Array },
  /** The columns that are copied into every output row; -1 for a column that the export does not have. */
  COPIED: { at: 6304, of: Int32Array },
  /** The high and the low half of the hash of the row that was hashed last. */
  ROW_HASH: { at: 6320, of: Uint32Array },
  /** Pieces, cells, areas. */
  OUTPUT: { at: 6336, of: Uint8Array },
} as const;

/** The memory of the kernel that sorts rows by identity, and searches for identities that appear twice. */
export const REPEAT_TABLES = {
  /** How many rows every partition has. */
  SIZES: { at: 2048, of: Uint32Array },
  /** The place of the next row of every partition. */
  PLACES: { at: 4096, of: Uint32Array },
  /** Rows of a stretch, or of a partition with its table. */
  ROOM: { at: 6144, of: Uint8Array },
} as const;

/** The elements of `SHAPE`, in their order. */
export const SHAPE_FIELDS = [
  "columns",
  "id",
  "user",
  "service",
  "currency",
  "flag",
  "starts",
  "expires",
  "renews",
  "timeCount",
  "amountCount",
  "withoutUser",
  "strictIds",
  "certainCount",
] as const;

/** The elements of each entry of `TIME_PLAN`, in their order. */
export const TIME_PLAN_FIELDS = [
  "column",
  "role",
  "kind",
  "lasts",
  "midnight",
  "program",
  "end",
  "factor",
  "divisor",
] as const;

/** The elements of `WRITTEN`, in their order. */
export const WRITTEN_FIELDS = ["year", "month", "day", "hour", "minute", "second", "fraction", "half"] as const;

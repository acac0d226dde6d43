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
   * (1, else 0); where its program begins and ends; decimals of the second times `factor`, divided by `divisor`, are milliseconds; and the bytes of
   * each cell of a pattern of fixed width.
   */
  TIME_PLAN: { at: 2104, of: Uint32Array },
  /**
   * All programs: the vectors of those for a pattern of fixed width, and the steps of all others. A step has, from
   * the lowest bit on, 4 bits with the fewest digits and 4 with the most (0 for no number), 8 with the place in
   * `WRITTEN` to which the number belongs, 8 with the byte behind it, 1 that says whether there is such a byte, and 1
   * for the half of a day in place of a number.
   */
  TIME_PROGRAMS: { at: 4664, of: Uint32Array },
  /** Per amount: its column. */
  SHAPE_AMOUNTS: { at: 12856, of: Uint32Array },
  /** How many columns have the content of a row, 0 where the whole row is its content; and these columns. */
  SHAPE_AGREEING: { at: 13112, of: Uint32Array },
  /** Per column that has certain words only: its position. */
  SHAPE_CERTAIN: { at: 17116, of: Uint32Array },
  /** How many columns the rules for a service select by, and these columns, until the horizon is learned. */
  HORIZON_COLUMNS: { at: 17148, of: Uint32Array },
  /** The row's instants, by position in `TIME_PLAN`. */
  INSTANTS: { at: 17184, of: BigInt64Array },
  /**
   * The numbers of the time that is being read, as they are written; and the half of the day, 0 where none is
   * written, 1 for the first, 2 for the second.
   */
  WRITTEN: { at: 17696, of: Uint32Array },
  /** The words of the row's combination. */
  COMBINATION: { at: 17728, of: Uint16Array },
  /** How many words are known, by role. */
  WORD_COUNTS: { at: 17744, of: Uint32Array },
  /** The offset of every day from `FIRST_DAY` on, as `days.ts` keeps it; 0 where the offset is not known. */
  DAYS: { at: 17856, of: Int32Array },
  /** The first day of every month, counted from 1 for `FIRST_DAY`; 0 where the day was not worked out yet. */
  MONTHS: { at: 456148, of: Int32Array },
  /** Where the row begins. */
  ROW_FROM: { at: 929344, of: Uint32Array },
  /** Where the row ends, without its line end. */
  ROW_TO: { at: 1191492, of: Uint32Array },
  /** Line feeds between the start of the block and the row. */
  ROW_LINE: { at: 1453640, of: Uint32Array },
  /** How many cells the row has. */
  ROW_COUNT: { at: 1715788, of: Uint32Array },
  /** The position of the row's first cell among all cells. */
  ROW_CELLS: { at: 1977936, of: Uint32Array },
  /** Where the content of the cell begins. */
  CELL_START: { at: 2240084, of: Uint32Array },
  /** Where the content of the cell ends (exclusive). */
  CELL_END: { at: 2772380, of: Uint32Array },
  /** How the cell is quoted. */
  CELL_QUOTING: { at: 3304676, of: Uint8Array },
  /** Positions of all bytes that may end or quote a cell. */
  STOPS: { at: 3437752, of: Uint32Array },
  /** When the row's period begins. */
  ROW_STARTS: { at: 11826616, of: Float64Array },
  /** When the row's period ends. */
  ROW_ENDS: { at: 12350912, of: Float64Array },
  /** Three numbers of fingerprints per row. */
  ROW_PRINTS: { at: 12875208, of: Uint32Array },
  /** The verdict of the check. */
  ROW_VERDICT: { at: 13661652, of: Uint8Array },
  /** The host's code of a row that is done. */
  ROW_CODE: { at: 13727189, of: Uint8Array },
  /** Bytes from the start of the row before (or of the block) to the start of the row, or `FAR`. */
  ROW_GAP: { at: 13792726, of: Uint8Array },
  /** How the period ends. */
  ROW_ENDING: { at: 13858263, of: Uint8Array },
  /** The number of the word that is the row's service, or `NO_WORD`. */
  ROW_SERVICE: { at: 13923800, of: Uint16Array },
  /** When the candidate's period begins. */
  OUT_STARTS: { at: 14054880, of: Float64Array },
  /** When the candidate's period ends. */
  OUT_ENDS: { at: 14579176, of: Float64Array },
  /** The candidate's row in the batch. */
  OUT_ROW: { at: 15103472, of: Uint32Array },
  /** The candidate's line, as `ROW_LINE`. */
  OUT_LINE: { at: 15365620, of: Uint32Array },
  /** Per cell of every candidate: where it begins in `OUT_BYTES`. */
  OUT_CELL_START: { at: 15627768, of: Uint32Array },
  /** Per cell of every candidate: where it ends (exclusive). */
  OUT_CELL_END: { at: 16160064, of: Uint32Array },
  /** Per cell of every candidate: how it is quoted. */
  OUT_QUOTING: { at: 16692360, of: Uint8Array },
  /** How the period ends. */
  OUT_ENDING: { at: 16825434, of: Uint8Array },
  /** As `ROW_SERVICE`. */
  OUT_SERVICE: { at: 16890972, of: Uint16Array },
  /** The bytes of all candidates, one after the other. */
  OUT_BYTES: { at: 17022048, of: Uint8Array },
  /** Per filled cell of the column: the numbers of its first runs of digits. */
  COLUMN_NUMBERS: { at: 18201712, of: Float64Array },
  /** Per filled cell of the column: its row in the batch. */
  COLUMN_ROW: { at: 21347488, of: Uint32Array },
  /** Where its content begins in the block. */
  COLUMN_START: { at: 21609636, of: Uint32Array },
  /** Where its content ends in the block (exclusive). */
  COLUMN_END: { at: 21871784, of: Uint32Array },
  /** Its print: the low 32 bits. */
  COLUMN_LOW: { at: 22133932, of: Int32Array },
  /** Its print: the high 21 bits. */
  COLUMN_HIGH: { at: 22396080, of: Int32Array },
  /** Its shape: a number that tells it from others. */
  COLUMN_SHAPE: { at: 22658228, of: Int32Array },
  /** Its shape: another such number. */
  COLUMN_CHECK: { at: 22920376, of: Int32Array },
  /** Per row of the batch: how many of its cells are filled. */
  ROW_FILLED: { at: 23182524, of: Uint16Array },
  /** The bytes of the cell with which others are compared, a 0 for each digit. */
  ALIKE: { at: 23313600, of: Uint8Array },
  /** Per run of digits of that cell: where the run begins in the cell, and where it ends (exclusive). */
  ALIKE_RUNS: { at: 23313664, of: Uint8Array },
  /** Per column that changes, in the order of columns: its position, and its vocabulary. */
  CHANGING: { at: 23313676, of: Uint32Array },
  /** Per column by which rows are left out: its position, and its vocabulary. */
  LEAVING_OUT: { at: 25371736, of: Uint32Array },
  /**
   * Per cell that comes behind each row: a constant text; or the column of the cell that comes again, `NO_COLUMN` for
   * none, and what becomes of it.
   */
  APPENDED: { at: 25379744, of: Uint32Array },
  /** The bytes of texts and of their answers. Before an answer stands the code of its quoting. */
  KEPT: { at: 28297984, of: Uint8Array },
  /** The block, and `MARGIN` zeros; answers that are not kept lie behind both. */
  BLOCK: { at: 32492352, of: Uint8Array },
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
  /**
   * By byte: its character in UTF-8, the first byte lowest, and in the highest byte how many bytes that has; 0 where
   * there is none.
   */
  SINGLE_LETTERS: { at: 133632, of: Uint32Array },
  /** The same by pair of bytes, the second one times 256, as a pair lies in memory. */
  DOUBLE_LETTERS: { at: 134656, of: Uint32Array },
  /** The text, and what it becomes. */
  TEXT: { at: 396800, of: Uint8Array },
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
  /**
   * The column of ids, -1 for none, and the last column of all; how many edges there are; whether periods have to be
   * of one length; how many columns have to have the same texts.
   */
  LIKE: { at: 6328, of: Int32Array },
  /**
   * For the end by `expires_at` and for that by `next_billing_at`: its column, -1 for none; one of `END_FORMS`; and
   * where the numbers of a pattern of fixed width are in a cell, -1 for none.
   */
  LIKE_ENDS: { at: 6348, of: Int32Array },
  /** The columns that have to have the same texts. */
  LIKE_COLUMNS: { at: 6412, of: Uint32Array },
  /** Instants in ascending order. */
  EDGES: { at: 6480, of: Float64Array },
  /** By place among the edges: whether two rows with that place are never alike. */
  UNLIKE: { at: 8528, of: Uint8Array },
  /**
   * The gifts of the precedent that is learned: a number of the host's, a target; for a new end the seconds by which
   * it is later, and its place among the edges, else 0; and the pieces of the id and of the output row.
   */
  GIFTS: { at: 9048, of: Uint32Array },
  /** The piece with outage, policy_revision and source of the export. */
  ORIGIN: { at: 9496, of: Uint32Array },
  /** What has to be alike. */
  LIKENESS: { at: 9504, of: Uint8Array },
  /** Per target: where its next output row begins, and where its area ends. */
  AREAS: { at: 10676, of: Uint32Array },
  /**
   * Per gift: its row among the candidates, its number and its target, where its output row begins and ends, the
   * halves of the row's hash, and its id in four parts.
   */
  FOUND: { at: 10700, of: Uint32Array },
  /** The offset of every day from `FIRST_DAY` on, as `calm.ts` keeps it; 0 where it is not known. */
  CALM_OFFSETS: { at: 190976, of: Int32Array },
  /** By hash: where a precedent is, 0 for none. */
  PRECEDENT_PLACES: { at: 629268, of: Uint32Array },
  /** Precedents, one after the other. */
  PRECEDENTS: { at: 760352, of: Uint8Array },
  /** Pieces, cells, areas. */
  OUTPUT: { at: 4954656, of: Uint8Array },
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

/** The memory of the kernel that puts rows of a table together from its columns. */
export const TABLE_TABLES = {
  /** What is left of its value, the lowest word first. */
  WORDS: { at: 2048, of: Uint32Array },
  /** Its digits, up to the end of this table. */
  DIGITS: { at: 2080, of: Uint8Array },
  /**
   * Per column: one of `VALUE_KINDS`; where its bits lie that say which rows have a value (0: all have one); its values, and the bytes of
   * each; for texts where their places in the values lie, and the bytes of a place; how many values are before the first row; the decimals of a decimal; how many units a second or a day has; and the column whose rows its values are (0: none).
   */
  COLUMNS: { at: 2176, of: Uint32Array },
} as const;

/**
 * The memory of the kernel that scans: tables of fixed size first, the block last.
 *
 * A batch is the rows of some `BATCH_BYTES` of the block, so that its tables fit into a core's cache. A table has room for the
 * most rows and cells that so many bytes can hold. Memory that is never touched takes no room.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048        5 KB   what the host says about an export         SHAPE …
 *          6904   528 bytes   the row that is being checked              INSTANTS …
 *          7432      891 KB   what was learned                           WORD_COUNTS …
 *        918976   10,634 KB   the rows of the batch, as they are scanned ROW_FROM …
 *      11807240    2,177 KB   the rows of the batch, as they are checked ROW_STARTS …
 *      14035504    4,041 KB   the candidates of the batch                OUT_STARTS …
 *      18173328    6,962 KB   how rows are rewritten under a mapping     CHANGING …
 *      25301952    the rest   the block                                  BLOCK
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

/** Bytes of a batch. */
export const BATCH_BYTES: u32 = 131072;
/** Rows are copied in steps of so many bytes; the last step may reach beyond the row. */
export const COPY_STEP: u32 = 16;
/** The first day of `DAYS`, counted from 1970. */
export const FIRST_DAY: i32 = -25567;
export const FIRST_YEAR: u32 = 1900;
export const YEARS: u32 = 300;
/** Bytes of the longest word that is kept. */
export const LONGEST_WORD: u32 = 40;
export const WORD_BITS: u32 = 12;
export const WORD_SLOTS: u32 = 4096;
/** Roles of words, and the role 0, which is never used. */
export const ROLE_COUNT: u32 = 5;
export const COMBINATION_SLOTS: u32 = 4096;
export const MOST_VOCABULARIES: u32 = 3003;
export const TEXT_BITS: u32 = 16;
export const TEXT_SLOTS: u32 = 65536;

// What the host says about an export.
/**
 * How many columns the export has; the columns that are checked, and positions in `SHAPE_TIMES` (`starts`, `expires`,
 * `renews`), -1 for none; how many times and amounts there are; whether a record may be without a user, and whether an id that went through a spreadsheet is unsure.
 */
export const SHAPE: u32 = 2048;
export const SHAPE_COLUMNS: u32 = 2048;
export const SHAPE_ID: u32 = 2052;
export const SHAPE_USER: u32 = 2056;
export const SHAPE_SERVICE: u32 = 2060;
export const SHAPE_CURRENCY: u32 = 2064;
export const SHAPE_FLAG: u32 = 2068;
export const SHAPE_STARTS: u32 = 2072;
export const SHAPE_EXPIRES: u32 = 2076;
export const SHAPE_RENEWS: u32 = 2080;
export const SHAPE_TIME_COUNT: u32 = 2084;
export const SHAPE_AMOUNT_COUNT: u32 = 2088;
export const SHAPE_WITHOUT_USER: u32 = 2092;
export const SHAPE_STRICT_IDS: u32 = 2096;
/** Per time: its column, and its role. */
export const SHAPE_TIMES: u32 = 2100;
/** Per amount: its column. */
export const SHAPE_AMOUNTS: u32 = 2612;
/** How many columns have the content of a row, 0 where the whole row is its content; and these columns. */
export const SHAPE_AGREEING: u32 = 2868;
/** How many columns the rules for a service select by, and these columns, until the horizon is learned. */
export const HORIZON_COLUMNS: u32 = 6872;

// The row that is being checked.
/** The row's instants, by position in `SHAPE_TIMES`. */
export const INSTANTS: u32 = 6904;
/** The words of the row's combination. */
export const COMBINATION: u32 = 7416;

// What was learned.
/** How many words are known, by role. */
export const WORD_COUNTS: u32 = 7432;
/** The offset of every day from `FIRST_DAY` on, as `times.ts` keeps it; 0 where the offset is not known. */
export const DAYS: u32 = 7488;
/** The first day of every month, counted from 1 for `FIRST_DAY`; 0 where the day was not worked out yet. */
export const MONTHS: u32 = 445780;
/** Words that were met before: role and length, meaning, and bytes. */
export const WORDS: u32 = 460224;
export const WORD_KEY: u32 = 0;
export const WORD_MEANING: u32 = 4;
export const WORD_TEXT: u32 = 8;
export const WORD_SIZE: u32 = 48;
/**
 * By word of a service: its horizon, one more than the number of columns that its rules select by, and those columns.
 */
export const HORIZONS: u32 = 656832;
export const HORIZON_FROM: u32 = 0;
export const HORIZON_TO: u32 = 8;
export const HORIZON_COUNT: u32 = 16;
export const HORIZON_SELECTED: u32 = 20;
export const HORIZON_SIZE: u32 = 40;
/**
 * Words of a service and of the columns that its rules select by, and the code of a row that has them beyond the
 * horizon.
 */
export const COMBINATIONS: u32 = 820672;
export const COMBINED_WORDS: u32 = 0;
export const COMBINED_USED: u32 = 16;
export const COMBINED_CODE: u32 = 17;
export const COMBINED_SIZE: u32 = 24;

// The rows of the batch, as they are scanned.
/** Where the row begins. */
export const ROW_FROM: u32 = 918976;
/** Where the row ends, without its line end. */
export const ROW_TO: u32 = 1181124;
/** Line feeds between the start of the block and the row. */
export const ROW_LINE: u32 = 1443272;
/** How many cells the row has. */
export const ROW_COUNT: u32 = 1705420;
/** The position of the row's first cell among all cells. */
export const ROW_CELLS: u32 = 1967568;
/** Where the content of the cell begins. */
export const CELL_START: u32 = 2229716;
/** Where the content of the cell ends (exclusive). */
export const CELL_END: u32 = 2758008;
/** How the cell is quoted. */
export const CELL_QUOTING: u32 = 3286300;
/** Positions of all bytes that may end or quote a cell. */
export const STOPS: u32 = 3418376;

// The rows of the batch, as they are checked.
/** When the row's period begins. */
export const ROW_STARTS: u32 = 11807240;
/** When the row's period ends. */
export const ROW_ENDS: u32 = 12331536;
/** Three numbers of fingerprints per row. */
export const ROW_PRINTS: u32 = 12855832;
/** The verdict of the check. */
export const ROW_VERDICT: u32 = 13642276;
/** The host's code of a row that is done. */
export const ROW_CODE: u32 = 13707813;
/** Bytes from the start of the row before (or of the block) to the start of the row, or `FAR`. */
export const ROW_GAP: u32 = 13773350;
/** How the period ends. */
export const ROW_ENDING: u32 = 13838887;
/** The number of the word that is the row's service, or `NO_WORD`. */
export const ROW_SERVICE: u32 = 13904424;

// The candidates of the batch.
/** When the candidate's period begins. */
export const OUT_STARTS: u32 = 14035504;
/** When the candidate's period ends. */
export const OUT_ENDS: u32 = 14559800;
/** The candidate's row in the batch. */
export const OUT_ROW: u32 = 15084096;
/** The candidate's line, as `ROW_LINE`. */
export const OUT_LINE: u32 = 15346244;
/** Per cell of every candidate: where it begins in `OUT_BYTES`. */
export const OUT_CELL_START: u32 = 15608392;
/** Per cell of every candidate: where it ends (exclusive). */
export const OUT_CELL_END: u32 = 16136684;
/** Per cell of every candidate: how it is quoted. */
export const OUT_QUOTING: u32 = 16664976;
/** How the period ends. */
export const OUT_ENDING: u32 = 16797049;
/** As `ROW_SERVICE`. */
export const OUT_SERVICE: u32 = 16862586;
/** The bytes of all candidates, one after the other. */
export const OUT_BYTES: u32 = 16993664;

// How rows are rewritten under a mapping.
/** Per column that changes, in the order of columns: its position, and its vocabulary. */
export const CHANGING: u32 = 18173328;
/** Per column by which rows are left out: its position, and its vocabulary. */
export const LEAVING_OUT: u32 = 18181336;
/**
 * Per part of what comes behind each row: where its bytes are, how many they are, and the column and the vocabulary
 * of the cell that follows, `NO_COLUMN` for none.
 */
export const TAIL: u32 = 18189344;
/** What becomes of texts that are not known: one of `OTHERS`, and a text. Which first bytes and lengths are known. */
export const VOCABULARIES: u32 = 18205360;
export const VOCABULARY_OTHERS: u32 = 0;
export const VOCABULARY_ANSWER: u32 = 4;
export const VOCABULARY_LENGTH: u32 = 8;
export const VOCABULARY_FILTER: u32 = 12;
export const VOCABULARY_SIZE: u32 = 268;
/** Texts that are known: first and last bytes, vocabulary and length, where all bytes are, and the answer. */
export const TEXTS: u32 = 19010432;
export const TEXT_FIRST: u32 = 0;
export const TEXT_LAST: u32 = 8;
export const TEXT_KEY: u32 = 16;
export const TEXT_PLACE: u32 = 20;
export const TEXT_ANSWER: u32 = 24;
export const TEXT_LENGTH: u32 = 28;
export const TEXT_SIZE: u32 = 32;
/** The bytes of texts and of their answers. */
export const KEPT: u32 = 21107584;

// The block.
/** The block, and `MARGIN` zeros; rewritten rows lie behind both. */
export const BLOCK: u32 = 25301952;

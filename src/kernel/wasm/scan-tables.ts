/**
 * The memory of the kernel that scans: tables of fixed size first, the block last.
 *
 * A batch is the rows of some `BATCH_BYTES` of the block, so that its tables fit into a core's cache. A table has room for the
 * most rows and cells that so many bytes can hold. Memory that is never touched takes no room.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048       15 KB   what the host says about an export         SHAPE …
 *         17184   560 bytes   the row that is being checked              INSTANTS …
 *         17744      891 KB   what was learned                           WORD_COUNTS …
 *        929344   10,642 KB   the rows of the batch, as they are scanned ROW_FROM …
 *      11826616    2,177 KB   the rows of the batch, as they are checked ROW_STARTS …
 *      14054880    4,050 KB   the candidates of the batch                OUT_STARTS …
 *      18201712    4,993 KB   the cells of a column of the batch         COLUMN_NUMBERS …
 *      23313676    8,964 KB   how rows are mapped                        CHANGING …
 *      32492352    the rest   the block                                  BLOCK
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
/** Days of `DAYS`. */
export const DAY_COUNT: u32 = 109573;
/** Bytes of the longest word that is kept. */
export const LONGEST_WORD: u32 = 40;
export const WORD_BITS: u32 = 12;
export const WORD_SLOTS: u32 = 4096;
/** Roles of words, and the role 0, which is never used. */
export const ROLE_COUNT: u32 = 13;
export const COMBINATION_SLOTS: u32 = 4096;
export const MOST_VOCABULARIES: u32 = 3003;
export const MET_BITS: u32 = 6;
export const MET_TEXTS: u32 = 64;
export const TEXT_BITS: u32 = 16;
export const TEXT_SLOTS: u32 = 65536;

// What the host says about an export.
/**
 * How many columns the export has; the columns that are checked, and positions in `TIME_PLAN` (`starts`, `expires`,
 * `renews`), -1 for none; how many times and amounts there are; whether a record may be without a user, whether an id that went through a spreadsheet is unsure; and how many columns of certain words.
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
export const SHAPE_CERTAIN_COUNT: u32 = 2100;
/**
 * Per time: its column, its role and its kind; whether a date lasts through its day, and whether a midnight is its date
 * (1, else 0); where its program begins and ends; decimals of the second times `factor`, divided by `divisor`, are milliseconds; and the bytes of
 * each cell of a pattern of fixed width.
 */
export const TIME_PLAN: u32 = 2104;
export const TIME_PLAN_COLUMN: u32 = 0;
export const TIME_PLAN_ROLE: u32 = 4;
export const TIME_PLAN_KIND: u32 = 8;
export const TIME_PLAN_LASTS: u32 = 12;
export const TIME_PLAN_MIDNIGHT: u32 = 16;
export const TIME_PLAN_PROGRAM: u32 = 20;
export const TIME_PLAN_END: u32 = 24;
export const TIME_PLAN_FACTOR: u32 = 28;
export const TIME_PLAN_DIVISOR: u32 = 32;
export const TIME_PLAN_BYTES: u32 = 36;
export const TIME_PLAN_SIZE: u32 = 40;
/**
 * All programs: the vectors of those for a pattern of fixed width, and the steps of all others. A step has, from the
 * lowest bit on, 4 bits with the fewest digits and 4 with the most (0 for no number), 8 with the place in `WRITTEN`
 * to which the number belongs, 8 with the byte behind it, 1 that says whether there is such a byte, and 1 for the
 * half of a day in place of a number.
 */
export const TIME_PROGRAMS: u32 = 4664;
/** Per amount: its column. */
export const SHAPE_AMOUNTS: u32 = 12856;
/** How many columns have the content of a row, 0 where the whole row is its content; and these columns. */
export const SHAPE_AGREEING: u32 = 13112;
/** Per column that has certain words only: its position. */
export const SHAPE_CERTAIN: u32 = 17116;
/** How many columns the rules for a service select by, and these columns, until the horizon is learned. */
export const HORIZON_COLUMNS: u32 = 17148;

// The row that is being checked.
/** The row's instants, by position in `TIME_PLAN`. */
export const INSTANTS: u32 = 17184;
/**
 * The numbers of the time that is being read, as they are written; and the half of the day, 0 where none is written,
 * 1 for the first, 2 for the second.
 */
export const WRITTEN: u32 = 17696;
export const WRITTEN_YEAR: u32 = 17696;
export const WRITTEN_MONTH: u32 = 17700;
export const WRITTEN_DAY: u32 = 17704;
export const WRITTEN_HOUR: u32 = 17708;
export const WRITTEN_MINUTE: u32 = 17712;
export const WRITTEN_SECOND: u32 = 17716;
export const WRITTEN_FRACTION: u32 = 17720;
export const WRITTEN_HALF: u32 = 17724;
/** The words of the row's combination. */
export const COMBINATION: u32 = 17728;

// What was learned.
/** How many words are known, by role. */
export const WORD_COUNTS: u32 = 17744;
/** The offset of every day from `FIRST_DAY` on, as `days.ts` keeps it; 0 where the offset is not known. */
export const DAYS: u32 = 17856;
/** The first day of every month, counted from 1 for `FIRST_DAY`; 0 where the day was not worked out yet. */
export const MONTHS: u32 = 456148;
/** Words that were met before: role and length, meaning, and bytes. */
export const WORDS: u32 = 470592;
export const WORD_KEY: u32 = 0;
export const WORD_MEANING: u32 = 4;
export const WORD_TEXT: u32 = 8;
export const WORD_SIZE: u32 = 48;
/**
 * By word of a service: its horizon, one more than the number of columns that its rules select by, and those columns.
 */
export const HORIZONS: u32 = 667200;
export const HORIZON_FROM: u32 = 0;
export const HORIZON_TO: u32 = 8;
export const HORIZON_COUNT: u32 = 16;
export const HORIZON_SELECTED: u32 = 20;
export const HORIZON_SIZE: u32 = 40;
/**
 * Words of a service and of the columns that its rules select by, and the code of a row that has them beyond the
 * horizon.
 */
export const COMBINATIONS: u32 = 831040;
export const COMBINED_WORDS: u32 = 0;
export const COMBINED_USED: u32 = 16;
export const COMBINED_CODE: u32 = 17;
export const COMBINED_SIZE: u32 = 24;

// The rows of the batch, as they are scanned.
/** Where the row begins. */
export const ROW_FROM: u32 = 929344;
/** Where the row ends, without its line end. */
export const ROW_TO: u32 = 1191492;
/** Line feeds between the start of the block and the row. */
export const ROW_LINE: u32 = 1453640;
/** How many cells the row has. */
export const ROW_COUNT: u32 = 1715788;
/** The position of the row's first cell among all cells. */
export const ROW_CELLS: u32 = 1977936;
/** Where the content of the cell begins. */
export const CELL_START: u32 = 2240084;
/** Where the content of the cell ends (exclusive). */
export const CELL_END: u32 = 2772380;
/** How the cell is quoted. */
export const CELL_QUOTING: u32 = 3304676;
/** Positions of all bytes that may end or quote a cell. */
export const STOPS: u32 = 3437752;

// The rows of the batch, as they are checked.
/** When the row's period begins. */
export const ROW_STARTS: u32 = 11826616;
/** When the row's period ends. */
export const ROW_ENDS: u32 = 12350912;
/** Three numbers of fingerprints per row. */
export const ROW_PRINTS: u32 = 12875208;
/** The verdict of the check. */
export const ROW_VERDICT: u32 = 13661652;
/** The host's code of a row that is done. */
export const ROW_CODE: u32 = 13727189;
/** Bytes from the start of the row before (or of the block) to the start of the row, or `FAR`. */
export const ROW_GAP: u32 = 13792726;
/** How the period ends. */
export const ROW_ENDING: u32 = 13858263;
/** The number of the word that is the row's service, or `NO_WORD`. */
export const ROW_SERVICE: u32 = 13923800;

// The candidates of the batch.
/** When the candidate's period begins. */
export const OUT_STARTS: u32 = 14054880;
/** When the candidate's period ends. */
export const OUT_ENDS: u32 = 14579176;
/** The candidate's row in the batch. */
export const OUT_ROW: u32 = 15103472;
/** The candidate's line, as `ROW_LINE`. */
export const OUT_LINE: u32 = 15365620;
/** Per cell of every candidate: where it begins in `OUT_BYTES`. */
export const OUT_CELL_START: u32 = 15627768;
/** Per cell of every candidate: where it ends (exclusive). */
export const OUT_CELL_END: u32 = 16160064;
/** Per cell of every candidate: how it is quoted. */
export const OUT_QUOTING: u32 = 16692360;
/** How the period ends. */
export const OUT_ENDING: u32 = 16825434;
/** As `ROW_SERVICE`. */
export const OUT_SERVICE: u32 = 16890972;
/** The bytes of all candidates, one after the other. */
export const OUT_BYTES: u32 = 17022048;

// The block.
/** The block, and `MARGIN` zeros; answers that are not kept lie behind both. */
export const BLOCK: u32 = 32492352;

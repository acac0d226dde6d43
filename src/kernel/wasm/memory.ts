/**
 * Where everything lies in the kernel's memory: tables of fixed size first, the block last.
 *
 * A batch is the rows of some `BATCH_BYTES` of the block, so that what is known of them fits into a core's cache. A table
 * has room for the most rows and cells that so many bytes can hold. Memory that is never touched takes no room.
 */

/** Bytes of a block that are gone through at once. */
export const BATCH_BYTES: u32 = 128 * 1024;
/** A row with more cells keeps counting, but the cells beyond are not kept. */
export const KEPT_CELLS: u32 = 1001;
/** Bytes of a record, its line end included. */
export const LONGEST_RECORD: u32 = 1024 * 1024;

/** The shortest row has one byte and a line end. */
const MOST_ROWS: u32 = BATCH_BYTES / 2 + 1;
const MOST_CELLS: u32 = BATCH_BYTES + KEPT_CELLS;
/** A batch grows until it holds one whole record. */
const MOST_MARKS: u32 = LONGEST_RECORD * 2 + 64;

const WORD: u32 = 4;
/** Tables of constants, which the compiler places, end before. */
const FREE: u32 = 2048;

/** A kernel that does not scan has all memory from here on for what it does instead. */
export const WITHOUT_SCAN: u32 = FREE;

/**
 * What the host says about an export, once: the number of its columns, and where those are that are looked at. -1 stands
 * for one that it does not have, or that is not needed.
 */
export const PLAN: u32 = FREE;
export const PLAN_ID: u32 = PLAN + 4;
export const PLAN_USER: u32 = PLAN + 8;
export const PLAN_SERVICE: u32 = PLAN + 12;
export const PLAN_CURRENCY: u32 = PLAN + 16;
export const PLAN_FLAG: u32 = PLAN + 20;
/** Positions in `PLAN_TIMES`. */
export const PLAN_STARTS: u32 = PLAN + 24;
export const PLAN_EXPIRES: u32 = PLAN + 28;
export const PLAN_RENEWS: u32 = PLAN + 32;
/** How many times, and how many amounts. */
export const PLAN_COUNTS: u32 = PLAN + 36;
/** Whether a record may be without a user. */
export const PLAN_WITHOUT_USER: u32 = PLAN + 44;
/** There may be so many times, and so many amounts. */
export const MOST_PLANNED: u32 = 64;
/** Pairs of a column and whether it is an end. */
export const PLAN_TIMES: u32 = PLAN + 64;
export const PLAN_MONEY: u32 = PLAN_TIMES + MOST_PLANNED * 8;
/** The instants of the row that is being checked, by position in `PLAN_TIMES`. */
export const PLAN_INSTANTS: u32 = PLAN_MONEY + MOST_PLANNED * 4;

/** The offset of every day from `FIRST_DAY` on, less than the least there is where it is not known. */
export const DAYS: u32 = 4096;
export const FIRST_DAY: i32 = -25567;
export const DAY_COUNT: u32 = 109573;
/** The first day of every month, counted from 1 for `FIRST_DAY`; 0 where that was not worked out yet. */
export const MONTHS: u32 = DAYS + DAY_COUNT * WORD;
export const FIRST_YEAR: u32 = 1900;
export const YEARS: u32 = 300;
/** Words that were looked up before, with what they mean. */
export const WORDS: u32 = (MONTHS + YEARS * 12 * WORD + 63) & ~63;
export const WORD_BITS: u32 = 12;
export const WORD_SLOTS: u32 = 1 << WORD_BITS;
export const LONGEST_WORD: u32 = 40;
export const WORD_SIZE: u32 = LONGEST_WORD + 8;
/** The rules for a service may select by so many columns. */
export const MOST_SELECTED: u32 = 7;
/** Roles of words. */
export const SERVICE: u32 = 1;
export const CURRENCY: u32 = 2;
export const FLAG: u32 = 3;
/** Of a column that rules select by. */
export const SELECTED: u32 = 4;
export const MOST_ROLES: u32 = 5;
/** How many words are known, by role. */
export const WORD_COUNTS: u32 = PLAN_INSTANTS + MOST_PLANNED * 8;
/** How many columns the rules for a service select by, and which: as the host says it, until it is learned. */
export const HORIZON_COLUMNS: u32 = WORD_COUNTS + MOST_ROLES * WORD;
/** Two bytes for each word of the combination that is looked for. */
export const COMBINATION: u32 = (HORIZON_COLUMNS + (MOST_SELECTED + 1) * WORD + 7) & ~7;

/** By word of a service: its horizon, and the columns by which its rules select. */
export const HORIZON: u32 = WORDS + WORD_SLOTS * WORD_SIZE;
export const HORIZON_SIZE: u32 = 40;
/** Words of a service and of the columns that its rules select by, with what a record that has them comes to beyond the horizon. */
export const COMBINATIONS: u32 = HORIZON + WORD_SLOTS * HORIZON_SIZE;
export const COMBINATION_SLOTS: u32 = 4096;
export const COMBINATION_SIZE: u32 = 24;
/** Per row: where it begins and ends (without its line end), its line, its cells, and the position of its first cell. */
export const ROW_FROM: u32 = COMBINATIONS + COMBINATION_SLOTS * COMBINATION_SIZE;
export const ROW_TO: u32 = ROW_FROM + MOST_ROWS * WORD;
export const ROW_LINE: u32 = ROW_TO + MOST_ROWS * WORD;
export const ROW_COUNT: u32 = ROW_LINE + MOST_ROWS * WORD;
export const ROW_CELLS: u32 = ROW_COUNT + MOST_ROWS * WORD;
/** Per cell: where its content begins and ends, and how it is quoted. */
export const CELL_START: u32 = ROW_CELLS + MOST_ROWS * WORD;
export const CELL_END: u32 = CELL_START + MOST_CELLS * WORD;
export const CELL_QUOTING: u32 = CELL_END + MOST_CELLS * WORD;
/** Positions of all bytes that may end or quote a cell. */
export const MARKS: u32 = (CELL_QUOTING + MOST_CELLS + 7) & ~7;
/** Per row: when its period begins and ends, three words of fingerprints, and what the check came to. */
export const ROW_STARTS: u32 = (MARKS + MOST_MARKS * WORD + 7) & ~7;
export const ROW_ENDS: u32 = ROW_STARTS + MOST_ROWS * 8;
export const ROW_PRINTS: u32 = ROW_ENDS + MOST_ROWS * 8;
export const ROW_VERDICT: u32 = ROW_PRINTS + MOST_ROWS * WORD * 3;
/** The host's code of a row that is done with. */
export const ROW_CODE: u32 = ROW_VERDICT + MOST_ROWS;
/** How far a row begins from the one before it (or the block), 255 for more. */
export const ROW_GAP: u32 = ROW_CODE + MOST_ROWS;
/** Whether it ends with its next billing, and which word its service is; `NO_WORD` for one that is not known. */
export const ROW_ENDING: u32 = ROW_GAP + MOST_ROWS;
export const ROW_SERVICE: u32 = (ROW_ENDING + MOST_ROWS + 1) & ~1;
export const NO_WORD: u32 = 0xffff;
/** Per row to be decided: its period, position in the batch, line and service; then all cells and bytes of all of them. */
export const OUT_STARTS: u32 = (ROW_SERVICE + MOST_ROWS * 2 + 7) & ~7;
export const OUT_ENDS: u32 = OUT_STARTS + MOST_ROWS * 8;
export const OUT_ROW: u32 = OUT_ENDS + MOST_ROWS * 8;
export const OUT_LINE: u32 = OUT_ROW + MOST_ROWS * WORD;
export const OUT_CELL_START: u32 = OUT_LINE + MOST_ROWS * WORD;
export const OUT_CELL_END: u32 = OUT_CELL_START + MOST_CELLS * WORD;
export const OUT_QUOTING: u32 = OUT_CELL_END + MOST_CELLS * WORD;
export const OUT_ENDING: u32 = OUT_QUOTING + MOST_CELLS;
export const OUT_SERVICE: u32 = (OUT_ENDING + MOST_ROWS + 1) & ~1;
/** A batch that was made longer holds one record, so there is room for either. */
export const OUT_BYTES: u32 = (OUT_SERVICE + MOST_ROWS * 2 + 15) & ~15;
/** Bytes are copied in steps of so many, the last of which may reach beyond a row. */
export const COPY_STEP: u32 = 16;
export const BLOCK: u32 = (OUT_BYTES + BATCH_BYTES + LONGEST_RECORD + COPY_STEP + 63) & ~63;

/**
 * The memory of the kernel that puts output rows together.
 *
 * The host shares out the memory from `OUTPUT` on.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048        5 KB   the message that is hashed                 MESSAGE …
 *          6304    24 bytes   what goes into output rows                 COPIED …
 *          6328        4 KB   what the host says about rows that are alike LIKE …
 *          9504        2 KB   the row that is compared                   LIKENESS
 *         10676      177 KB   what was found                             AREAS …
 *        190976    4,653 KB   what was learned                           CALM_OFFSETS …
 *       4954656    the rest   what the host shares out                   OUTPUT
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

/** The first day of `CALM_OFFSETS`, counted from 1970. */
export const FIRST_DAY: i32 = -25567;
/** Days of `CALM_OFFSETS`. */
export const DAY_COUNT: u32 = 109573;
/** Bytes of a text that a likeness can have. */
export const LONGEST_LIKE_CELL: u32 = 64;
export const PRECEDENT_BITS: u32 = 15;
export const PRECEDENT_SLOTS: u32 = 32768;
/** Bytes of all precedents. */
export const PRECEDENT_BYTES: u32 = 4194304;

// The message that is hashed.
/** The message, with room for its padding. */
export const MESSAGE: u32 = 2048;
/** The hash of the message. */
export const DIGEST: u32 = 6272;

// What goes into output rows.
/** The columns that are copied into every output row; -1 for a column that the export does not have. */
export const COPIED: u32 = 6304;
/** The high and the low half of the hash of the row that was hashed last. */
export const ROW_HASH: u32 = 6320;

// What the host says about rows that are alike.
/**
 * The column of ids, -1 for none, and the last column of all; how many edges there are; whether periods have to be of
 * one length; how many columns have to have the same texts.
 */
export const LIKE: u32 = 6328;
export const LIKE_ID: u32 = 6328;
export const LIKE_LAST_COLUMN: u32 = 6332;
export const LIKE_EDGES: u32 = 6336;
export const LIKE_BY_LENGTH: u32 = 6340;
export const LIKE_TEXTS: u32 = 6344;
/**
 * For the end by `expires_at` and for that by `next_billing_at`: its column, -1 for none; one of `END_FORMS`; and
 * where the numbers of a pattern of fixed width are in a cell, -1 for none.
 */
export const LIKE_ENDS: u32 = 6348;
export const LIKE_ENDS_COLUMN: u32 = 0;
export const LIKE_ENDS_FORM: u32 = 4;
export const LIKE_ENDS_YEAR: u32 = 8;
export const LIKE_ENDS_MONTH: u32 = 12;
export const LIKE_ENDS_DAY: u32 = 16;
export const LIKE_ENDS_HOUR: u32 = 20;
export const LIKE_ENDS_MINUTE: u32 = 24;
export const LIKE_ENDS_SECOND: u32 = 28;
export const LIKE_ENDS_SIZE: u32 = 32;
/** The columns that have to have the same texts. */
export const LIKE_COLUMNS: u32 = 6412;
/** Instants in ascending order. */
export const EDGES: u32 = 6480;
/** By place among the edges: whether two rows with that place are never alike. */
export const UNLIKE: u32 = 8528;
/**
 * The gifts of the precedent that is learned: a number of the host's, a target; for a new end the seconds by which it
 * is later, and its place among the edges, else 0; and the pieces of the id and of the output row.
 */
export const GIFTS: u32 = 9048;
export const GIFTS_NUMBER: u32 = 0;
export const GIFTS_TARGET: u32 = 4;
export const GIFTS_LATER: u32 = 8;
export const GIFTS_PLACE: u32 = 12;
export const GIFTS_BEGINNING: u32 = 16;
export const GIFTS_BEGINNING_LENGTH: u32 = 20;
export const GIFTS_HEAD: u32 = 24;
export const GIFTS_HEAD_LENGTH: u32 = 28;
export const GIFTS_MIDDLE: u32 = 32;
export const GIFTS_MIDDLE_LENGTH: u32 = 36;
export const GIFTS_TAIL: u32 = 40;
export const GIFTS_TAIL_LENGTH: u32 = 44;
export const GIFTS_NOTES: u32 = 48;
export const GIFTS_NOTES_LENGTH: u32 = 52;
export const GIFTS_SIZE: u32 = 56;
/** The piece with outage, policy_revision and source of the export. */
export const ORIGIN: u32 = 9496;
export const ORIGIN_FROM: u32 = 9496;
export const ORIGIN_LENGTH: u32 = 9500;

// The row that is compared.
/** What has to be alike. */
export const LIKENESS: u32 = 9504;

// What was found.
/** Per target: where its next output row begins, and where its area ends. */
export const AREAS: u32 = 10676;
export const AREAS_TO: u32 = 0;
export const AREAS_END: u32 = 4;
export const AREAS_SIZE: u32 = 8;
/**
 * Per gift: its row among the candidates, its number and its target, where its output row begins and ends, the halves
 * of the row's hash, and its id in four parts.
 */
export const FOUND: u32 = 10700;
export const FOUND_CANDIDATE: u32 = 0;
export const FOUND_NUMBER: u32 = 4;
export const FOUND_TARGET: u32 = 8;
export const FOUND_FROM: u32 = 12;
export const FOUND_END: u32 = 16;
export const FOUND_HIGH: u32 = 20;
export const FOUND_LOW: u32 = 24;
export const FOUND_ID: u32 = 28;
export const FOUND_ID_SECOND: u32 = 32;
export const FOUND_ID_THIRD: u32 = 36;
export const FOUND_ID_FOURTH: u32 = 40;
export const FOUND_SIZE: u32 = 44;

// What was learned.
/** The offset of every day from `FIRST_DAY` on, as `calm.ts` keeps it; 0 where it is not known. */
export const CALM_OFFSETS: u32 = 190976;
/** By hash: where a precedent is, 0 for none. */
export const PRECEDENT_PLACES: u32 = 629268;
/** Precedents, one after the other. */
export const PRECEDENTS: u32 = 760352;

// What the host shares out.
/** Pieces, cells, areas. */
export const OUTPUT: u32 = 4954656;

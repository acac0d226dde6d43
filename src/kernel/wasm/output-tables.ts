/**
 * The memory of the kernel that puts output rows together.
 *
 * The host shares out the memory from `OUTPUT` on.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048        5 KB   the message that is hashed                 MESSAGE …
 *          6304    24 bytes   what goes into output rows                 COPIED …
 *          6336    the rest   what the host shares out                   OUTPUT
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

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

// What the host shares out.
/** Pieces, cells, areas. */
export const OUTPUT: u32 = 6336;

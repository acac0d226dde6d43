/**
 * The memory of the kernel that sorts rows by identity, and searches for identities that appear twice.
 *
 * A sorter lays out `ROOM` itself (`openStretch`); for a search the host does.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048        4 KB   the partitions of a stretch                SIZES …
 *          6144    the rest   rows                                       ROOM
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

// The partitions of a stretch.
/** Rows of every partition. */
export const SIZES: u32 = 2048;
/** Where the next row of every partition goes. */
export const PLACES: u32 = 4096;

// Rows.
/** Rows of a stretch, or of a partition with its table. */
export const ROOM: u32 = 6144;

/**
 * The memory of the kernel that sorts rows by identity, and searches for identities that appear twice.
 *
 * A sorter lays out `ROOM` itself (`openStretch`); for a search the host lays it out.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048        4 KB   the partitions of a stretch                SIZES …
 *          6144    the rest   rows                                       ROOM
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

// The partitions of a stretch.
/** How many rows every partition has. */
export const SIZES: u32 = 2048;
/** The place of the next row of every partition. */
export const PLACES: u32 = 4096;

// Rows.
/** Rows of a stretch, or of a partition with its table. */
export const ROOM: u32 = 6144;

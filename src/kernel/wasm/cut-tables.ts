/**
 * The memory of the kernel that finds where blocks are cut.
 *
 * A block goes through the memory piece by piece.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048    the rest   a piece of the block                       PIECE
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

// A piece of the block.
/** A piece, and `MARGIN` bytes that do not count. */
export const PIECE: u32 = 2048;

/**
 * The memory of the kernel that decodes text.
 *
 * The text that it decodes lies in `TEXT`, and is decoded to a place behind it.
 *
 *             0        2 KB   constant tables, which the compiler places
 *          2048      386 KB   the characters                             SINGLES …
 *        396800    the rest   the text                                   TEXT
 *
 * This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js.
 */

// The characters.
/** By byte: the unit of UTF-16 of its character; 0 where there is none. */
export const SINGLES: u32 = 2048;
/** By pair of bytes, the first one times 256: the unit of its character; 0 where there is none. */
export const DOUBLES: u32 = 2560;
/**
 * By byte: its character in UTF-8, the first byte lowest, and in the highest byte how many bytes that has; 0 where
 * there is none.
 */
export const SINGLE_LETTERS: u32 = 133632;
/** The same by pair of bytes, the second one times 256, as a pair lies in memory. */
export const DOUBLE_LETTERS: u32 = 134656;

// The text.
/** The text, and what it becomes. */
export const TEXT: u32 = 396800;

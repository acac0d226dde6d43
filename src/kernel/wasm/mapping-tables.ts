/** How rows are mapped. This is as scripts/write-kernel-tables.js wrote it from scripts/kernel-tables.js. */

/** Per column that changes, in the order of columns: its position, and its vocabulary. */
export const CHANGING: u32 = 23313676;
/**
 * Per column that changes: short texts that were met last, first and last bytes and length; and what they become, as
 * far as the host need not be asked.
 */
export const MET: u32 = 23321688;
export const MET_FIRST: u32 = 0;
export const MET_LAST: u32 = 8;
export const MET_BYTES: u32 = 16;
export const MET_ANSWER: u32 = 20;
export const MET_LENGTH: u32 = 24;
export const MET_SIZE: u32 = 32;
/** Per column by which rows are left out: its position, and its vocabulary. */
export const LEAVING_OUT: u32 = 25371736;
/**
 * Per cell that comes behind each row: a constant text; or the column of the cell that comes again, `NO_COLUMN` for
 * none, and what becomes of it.
 */
export const APPENDED: u32 = 25379744;
export const APPENDED_PLACE: u32 = 0;
export const APPENDED_LENGTH: u32 = 4;
export const APPENDED_AGAIN: u32 = 8;
export const APPENDED_VOCABULARY: u32 = 12;
export const APPENDED_SIZE: u32 = 16;
/** What becomes of texts that are not known: one of `OTHERS`, and a text. Which first bytes and lengths are known. */
export const VOCABULARIES: u32 = 25395760;
export const VOCABULARY_OTHERS: u32 = 0;
export const VOCABULARY_ANSWER: u32 = 4;
export const VOCABULARY_LENGTH: u32 = 8;
export const VOCABULARY_FILTER: u32 = 12;
export const VOCABULARY_SIZE: u32 = 268;
/** Texts that are known: first and last bytes, vocabulary and length, where all bytes are, and the answer. */
export const TEXTS: u32 = 26200832;
export const TEXT_FIRST: u32 = 0;
export const TEXT_LAST: u32 = 8;
export const TEXT_KEY: u32 = 16;
export const TEXT_PLACE: u32 = 20;
export const TEXT_ANSWER: u32 = 24;
export const TEXT_LENGTH: u32 = 28;
export const TEXT_SIZE: u32 = 32;
/** The bytes of texts and of their answers. Before an answer stands the code of its quoting. */
export const KEPT: u32 = 28297984;

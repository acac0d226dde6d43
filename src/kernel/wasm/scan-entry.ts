/**
 * The kernel that scans: it finds the rows of a block and their cells, fingerprints and checks the rows, and collects the
 * candidates; under a mapping, another kernel of the same kind rewrites the rows first. It sees every byte of every row, and knows
 * nothing else.
 *
 * The host puts a block at `BLOCK`, has the kernel go through it batch by batch, and reads the tables. See
 * `kernel/scan-kernel.ts`.
 */
export { checkBatch, noteService } from "./check";
export { collectBatch, collectedBytes } from "./collect";
export { beginCutting, lastCut, passBy } from "./cuts";
export { countDamaged, damagedIds, damagedUsers, firstDamagedId, firstDamagedUser } from "./damaged-ids";
export { forgetDays } from "./days";
export { printBatch, seedPrints } from "./fingerprint";
export { forgetHorizons, learnHorizon } from "./horizon";
export * from "./numbers";
export { beginRewriting, endRewriting, leftOut, planRewriting, rewriteBatch } from "./rewrite";
export { damage, damageAt, lines, rows, scanBatch } from "./scan";
export * from "./scan-tables";
export { forgetTexts, learnOthers, learnText } from "./vocabularies";
export { forgetWords, known, learnWord, meaningOf } from "./words";

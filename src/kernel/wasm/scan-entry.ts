/**
 * The kernel that scans: it finds the rows of a block and their cells, has the cells mean what a mapping says, fingerprints and checks
 * the rows, and collects the candidates. It sees every byte of every row, and knows nothing else.
 *
 * The host puts a block at `BLOCK`, has the kernel go through it batch by batch, and reads the tables. See
 * `kernel/scan-kernel.ts`.
 */
export { checkBatch, noteService } from "./check";
export { collectBatch, collectedBytes, collectedTo } from "./collect";
export { countFilled, takeColumn } from "./column-prints";
export { readShapes } from "./column-shapes";
export * from "./column-tables";
export { countDamaged, damagedIds, damagedUsers, firstDamagedId, firstDamagedUser } from "./damaged-ids";
export { forgetDays } from "./days";
export { printBatch, seedPrints } from "./fingerprint";
export { forgetHorizons, learnHorizon } from "./horizon";
export { beginMapping, forgetMapping, leftOut, mapBatch, planMapping } from "./map";
export * from "./mapping-tables";
export * from "./numbers";
export { damage, damageAt, lines, rows, scanBatch } from "./scan";
export * from "./scan-tables";
export { forgetTexts, learnOthers, learnText } from "./vocabularies";
export { forgetWords, known, learnWord, meaningOf } from "./words";

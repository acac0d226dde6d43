/** The kernel that puts output rows together, hashes ids, and decides rows that are alike. See `kernel/output-kernel.ts`. */
export { decideAlike, forHost, found, fullTarget, lacking, openAlike } from "./alike";
export { openCells } from "./cells";
export { openPeriods } from "./likeness";
export { hashId, hashRow, putBytes, putCopied, putId, putNumber } from "./output";
export * from "./output-tables";
export { distrustPrecedent, forgetPrecedents, isNew, learnPrecedent } from "./precedents";
export { hashMessage } from "./sha256";

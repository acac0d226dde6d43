/** The kernel that puts output rows together, and hashes ids. See `kernel/output-kernel.ts`. */
export { hashId, hashRow, openCells, putBytes, putCopied, putId, putNumber } from "./output";
export * from "./output-tables";
export { hashMessage } from "./sha256";

/** The kernel that finds where blocks are cut. See `kernel/cut-kernel.ts`. */
export * from "./cut-tables";
export { beginCutting, lastCut, passBy } from "./cuts";

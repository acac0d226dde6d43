/** The kernel that finds rows whose identity appears twice. See `kernel/repeat-kernel.ts`. */
export * from "./repeat-tables";
export { codes, openRun, prints, searchPartition, sorted, sortRun } from "./repeats";

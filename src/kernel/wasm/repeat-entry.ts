/** The kernel that finds rows whose identity appears more than once. See `kernel/repeat-kernel.ts`. */
export * from "./repeat-tables";
export { codes, openStretch, prints, searchPartition, sorted, sortStretch } from "./repeats";

/** The kernel that puts rows of a table together from its columns. See `kernel/table-kernel.ts`. */
export { innerLines, nextRow, putRows } from "./table";
export * from "./table-tables";

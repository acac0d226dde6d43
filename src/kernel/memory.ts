/** The memory of a kernel, which only grows, and views of the tables in it. */

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Where a table begins, and the array that reads it; see `tables.ts`. */
export interface KernelTable<View> {
  readonly at: number;
  readonly of: new (buffer: ArrayBuffer, at: number, count: number) => View;
}

const PAGE = 64 * 1024;

/** The first `count` elements of a table. The view must not be used after the memory grew. */
export function viewOf<View>({ buffer }: KernelMemory, { at, of }: KernelTable<View>, count: number): View {
  return new of(buffer, at, count);
}

/** Makes memory large enough for so many bytes, and says whether it had to grow. */
export function ensureMemory(memory: KernelMemory, bytes: number): boolean {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking <= 0) return false;
  memory.grow(Math.ceil(lacking / PAGE));
  return true;
}

/** Loads the WebAssembly that `kernel/` is compiled to. */
import { readFileSync } from "node:fs";

/**
 * A part of the program like its modules, and read with them: later it might not be possible any more. Both `src/kernel`
 * and `dist/bin` lie two folders deep.
 */
const CODE = readFileSync(new URL("../../dist/bin/kernel.wasm", import.meta.url));

let compiled: WebAssembly.Module | undefined;

/**
 * A kernel with a memory of its own. Compiled once in a thread, whoever needs how many.
 * @param host what it asks whoever made it; it can do without answers.
 */
export function instantiateKernel({ steadyOffset, codeBeyond }: Partial<KernelHost> = {}): object {
  compiled ??= new WebAssembly.Module(CODE);
  return new WebAssembly.Instance(compiled, {
    times: { steadyOffset: (day: number) => steadyOffset?.(day) ?? NOT_STEADY },
    horizon: { codeBeyond: (row: number) => codeBeyond?.(row) ?? TO_DECIDE },
  }).exports;
}

/** The memory of a kernel, which only ever grows. */
export type KernelRoom = WebAssembly.Memory;

export interface KernelHost {
  /** The offset of the zone throughout a day and around it, in milliseconds. Undefined near a change of clocks. */
  steadyOffset(day: number): number | undefined;
  /** The code of a sound row of the batch that is beyond the horizon; undefined where it is to be decided all the same. */
  codeBeyond(row: number): number | undefined;
}

/** As in `wasm/times.ts` and `wasm/horizon.ts`. */
export const NOT_STEADY = -(2 ** 31);
export const TO_DECIDE = 0xff;

/** Makes memory large enough for so many bytes, and says whether it had to grow: views of it are useless then. */
export function ensureMemory(memory: KernelRoom, bytes: number): boolean {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking <= 0) return false;
  memory.grow(Math.ceil(lacking / PAGE));
  return true;
}

const PAGE = 64 * 1024;

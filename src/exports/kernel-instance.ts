/** Loads the WebAssembly that `kernel/` is compiled to. */
import { readFileSync } from "node:fs";

/**
 * A part of the program like its modules, and read with them: later it might not be possible any more. Both `src/exports`
 * and `dist/bin` lie two folders deep.
 */
const CODE = readFileSync(new URL("../../dist/bin/kernel.wasm", import.meta.url));

let compiled: WebAssembly.Module | undefined;

/**
 * A kernel with a memory of its own. Compiled once in a thread, whoever needs how many.
 * @param steadyOffset what `kernel/times.ts` asks for; of a day that it is not told of it knows no instants.
 */
export function instantiateKernel(steadyOffset: (day: number) => number | undefined = () => undefined): object {
  compiled ??= new WebAssembly.Module(CODE);
  const asked = { steadyOffset: (day: number) => steadyOffset(day) ?? NOT_STEADY };
  return new WebAssembly.Instance(compiled, { times: asked }).exports;
}

/** As in `kernel/times.ts`. */
const NOT_STEADY = -(2 ** 31);

/** Makes memory large enough for so many bytes, and says whether it had to grow: views of it are useless then. */
export function ensureMemory(memory: WebAssembly.Memory, bytes: number): boolean {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking <= 0) return false;
  memory.grow(Math.ceil(lacking / PAGE));
  return true;
}

const PAGE = 64 * 1024;

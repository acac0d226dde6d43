/** Loads the WebAssembly that `kernel/` is compiled to. */
import { readFileSync } from "node:fs";

/**
 * A part of the program like its modules, and read with them: later it might not be possible any more. Both `src/exports`
 * and `dist/bin` lie two folders deep.
 */
const CODE = readFileSync(new URL("../../dist/bin/kernel.wasm", import.meta.url));

let compiled: WebAssembly.Module | undefined;

/** A kernel with a memory of its own. Compiled once in a thread, whoever needs how many. */
export function instantiateKernel(): object {
  compiled ??= new WebAssembly.Module(CODE);
  return new WebAssembly.Instance(compiled).exports;
}

/** Makes memory large enough for so many bytes, and says whether it had to grow: views of it are useless then. */
export function ensureMemory(memory: WebAssembly.Memory, bytes: number): boolean {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking <= 0) return false;
  memory.grow(Math.ceil(lacking / PAGE));
  return true;
}

const PAGE = 64 * 1024;

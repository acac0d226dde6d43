/** Loads the three kernels that `wasm/` is compiled to. */
import { readFileSync } from "node:fs";
import type { OutputFunctions, RepeatFunctions, ScanFunctions, ScanImports } from "./functions.ts";

/** What each kernel exports, and what it asks its host. */
interface Kernels {
  readonly scan: { readonly exports: ScanFunctions; readonly imports: ScanImports };
  readonly output: { readonly exports: OutputFunctions; readonly imports: object };
  readonly repeat: { readonly exports: RepeatFunctions; readonly imports: object };
}

/** Parts of the program like its modules, and read with them: later it might not be possible any more. */
const CODE: { readonly [name in keyof Kernels]: Uint8Array } = {
  scan: readCode("scan"),
  output: readCode("output"),
  repeat: readCode("repeat"),
};

const compiled: { [name in keyof Kernels]?: WebAssembly.Module } = {};

/** A kernel with a memory of its own. Each of the three is compiled once in a thread. */
export function instantiate<Name extends keyof Kernels>(
  name: Name,
  imports: Kernels[Name]["imports"],
): Kernels[Name]["exports"] {
  compiled[name] ??= new WebAssembly.Module(CODE[name]);
  // The types are written from the same source as the code, and a test holds one against the other.
  return new WebAssembly.Instance(compiled[name], imports).exports as Kernels[Name]["exports"];
}

/** Both `src/kernel` and `dist/bin` lie two folders deep. */
function readCode(name: string): Uint8Array {
  return readFileSync(new URL(`../../dist/bin/${name}.wasm`, import.meta.url));
}

/** Loads the six kernels that `wasm/` is compiled to. */
import { readFileSync } from "node:fs";
import type {
  CutFunctions,
  DecodeFunctions,
  OutputFunctions,
  OutputImports,
  RepeatFunctions,
  ScanFunctions,
  ScanImports,
  TableFunctions,
} from "./functions.ts";

/** The functions that each kernel exports, and the functions of its host that it calls. */
interface Kernels {
  readonly scan: { readonly exports: ScanFunctions; readonly imports: ScanImports };
  readonly cut: { readonly exports: CutFunctions; readonly imports: object };
  readonly decode: { readonly exports: DecodeFunctions; readonly imports: object };
  readonly output: { readonly exports: OutputFunctions; readonly imports: OutputImports };
  readonly repeat: { readonly exports: RepeatFunctions; readonly imports: object };
  readonly table: { readonly exports: TableFunctions; readonly imports: object };
}

/** The code of each kernel is a part of the program, and is read when the program starts: later it might be gone. */
const CODE: { readonly [name in keyof Kernels]: Uint8Array } = {
  scan: readCode("scan"),
  cut: readCode("cut"),
  decode: readCode("decode"),
  output: readCode("output"),
  repeat: readCode("repeat"),
  table: readCode("table"),
};

const compiled: { [name in keyof Kernels]?: WebAssembly.Module } = {};

/** A kernel with a memory of its own. Each of the five is compiled once in a thread. */
export function instantiate<Name extends keyof Kernels>(
  name: Name,
  imports: Kernels[Name]["imports"],
): Kernels[Name]["exports"] {
  compiled[name] ??= new WebAssembly.Module(CODE[name]);
  // The types are written from the same source as the code, and a test holds the types to the code.
  return new WebAssembly.Instance(compiled[name], imports).exports as Kernels[Name]["exports"];
}

/** Both `src/kernel` and `dist/bin` lie two folders deep. */
function readCode(name: string): Uint8Array {
  return readFileSync(new URL(`../../dist/bin/${name}.wasm`, import.meta.url));
}

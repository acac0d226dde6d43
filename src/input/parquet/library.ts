/**
 * Loads parquet-wasm so that a damaged file ends a reading and not the program.
 *
 * The library panics at damage inside a microtask of its own, which nobody can await: the error would end the process. So its file is
 * run as a function whose `queueMicrotask` is ours. Every reading has an instance for itself, because an instance that panicked is of
 * no use, and the memory of WebAssembly is given back with its instance only. The package is not bundled: its WebAssembly lies beside
 * its file.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { compileFunction } from "node:vm";

export type ParquetLibrary = Pick<typeof import("parquet-wasm/node"), "ParquetFile" | "wasmMemory">;

/** The library, and a promise that is rejected when it panics or when `fail` is called, and never kept otherwise. */
export interface GuardedLibrary {
  readonly library: ParquetLibrary;
  readonly panic: Promise<never>;
  readonly fail: (error: unknown) => void;
}

export function loadParquetLibrary(): GuardedLibrary {
  const file = createRequire(import.meta.url).resolve("parquet-wasm/node");
  let fail: (error: unknown) => void = () => {};
  const panic = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever reads races against it; between two readings nobody does.
  panic.catch(() => undefined);
  const guarded = (task: () => void): void =>
    queueMicrotask(() => {
      try {
        task();
      } catch (error) {
        fail(error);
      }
    });
  const library = {} as ParquetLibrary;
  const names = ["exports", "require", "__dirname", "queueMicrotask"];
  const run = compileFunction(readFileSync(file, "utf8"), names, { filename: file });
  run(library, createRequire(file), dirname(file), guarded);
  return { library, panic, fail };
}

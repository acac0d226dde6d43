// Compiles the kernels of src/kernel/wasm into dist/bin, each by itself: they never meet, and each has a memory of its own.
import { main } from "assemblyscript/asc";
import { KERNELS } from "./kernel-tables.js";

const OPTIONS = ["--runtime", "stub", "--enable", "simd", "-O3"];

for (const { name } of KERNELS) {
  const files = [`src/kernel/wasm/${name}-entry.ts`, "--outFile", `dist/bin/${name}.wasm`];
  const { error, stderr } = await main([...files, ...OPTIONS]);
  if (error !== null) throw new Error(`${stderr.toString()}${error.message}`);
}

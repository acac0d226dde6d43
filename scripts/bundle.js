// Puts the command line and its worker thread into one file each, libraries included: loading hundreds of small modules
// takes longer than planning a small export. dist/bin/NOTICES.txt has the licences of what is in them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const bundle = await rolldown({
  input: { main: here("src/cli/main.ts"), worker: here("src/engine/worker.ts") },
  platform: "node",
  logLevel: "warn",
});
const { output } = await bundle.write({ dir: here("dist/bin"), format: "esm", chunkFileNames: "[name].js" });
await bundle.close();

const packages = new Set(
  output.flatMap((chunk) =>
    Object.keys(chunk.modules ?? {}).flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  ),
);
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `${license}\n` : readFileSync(join(folder, file), "utf8");
  return `${name} ${version}\n\n${text}`;
});
writeFileSync(here("dist/bin/NOTICES.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));

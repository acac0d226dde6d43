// Puts the command line and its worker thread into one file each, libraries included: loading hundreds of small modules
// takes longer than planning a small export. dist/bin/NOTICES.txt has the licences of what is in them.
import { isAscii } from "node:buffer";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { readSource } from "../bin/bundle.js";
import { asciiOf } from "./ascii.js";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What every command that decides needs is one part, because it is one file to read. Rolldown makes the other parts. */
const DECIDING = "src/commands/plan.ts";
const reached = new Map();

const chunks = [
  ...(await bundle("main", "src/cli/main.ts")),
  ...(await bundle("worker", "src/run/worker.ts")),
  ...(await bundle("ahead", "src/input/ahead-worker.ts")),
];
writeFileSync(here("dist/bin/package.json"), '{ "type": "commonjs" }\n');
writeFileSync(here("dist/bin/NOTICES.txt"), noticesOf(chunks));
execFileSync(process.execPath, [here("scripts/compile.js")], { stdio: ["ignore", "ignore", "inherit"] });

async function bundle(name, entry) {
  // What a part needs of the entry's own modules it takes from the entry, which is there already.
  const preserveEntrySignatures = "allow-extension";
  const build = await rolldown({
    input: { [name]: here(entry) },
    platform: "node",
    logLevel: "warn",
    preserveEntrySignatures,
  });
  // Not a plugin: rolldown prints the code once more after the last of them, with its strings unescaped.
  const { output } = await build.generate({
    format: "cjs",
    chunkFileNames: `${name}-[name].js`,
    codeSplitting: {
      groups: [
        // First, because a part has all that its modules import, but for what an earlier part has.
        { name: "start", tags: ["$initial"] },
        { debugName: "plan", name: (id, context) => (reachedFrom(here(DECIDING), context).has(id) ? "plan" : null) },
      ],
    },
  });
  await build.close();
  for (const { fileName, code } of output) writeCode(`dist/bin/${fileName}`, asciiOf(code, fileName));
  return output;
}

/** The modules that a module imports, without those that it loads when it needs them. */
function reachedFrom(id, context) {
  const known = reached.get(id);
  if (known !== undefined) return known;
  const found = new Set();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(context.getModuleInfo(next)?.importedIds ?? []));
  }
  reached.set(id, found);
  return found;
}

/** Refuses a file that its reader would take for other code. */
function writeCode(path, code) {
  mkdirSync(here("dist/bin"), { recursive: true });
  writeFileSync(here(path), code);
  if (!isAscii(readFileSync(here(path)))) throw new Error(`${path} has bytes beyond ASCII`);
  if (readSource(here(path)) !== code) throw new Error(`bin/bundle.js does not read ${path} as it was written`);
}

function noticesOf(chunks) {
  const packages = new Set(
    chunks.flatMap(({ modules = {} }) =>
      Object.keys(modules).flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
    ),
  );
  const notices = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? `${license}\n` : readFileSync(join(folder, file), "utf8");
    return `${name} ${version}\n\n${text}`;
  });
  return notices.join(`\n${"-".repeat(80)}\n\n`);
}

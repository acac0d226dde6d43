// Puts the command line and its worker thread into one file each, libraries included: loading hundreds of small modules
// takes longer than planning a small export. dist/bin/NOTICES.txt has the licences of what is in them.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const chunks = [...(await bundle("main", "src/cli/main.ts")), ...(await bundle("worker", "src/engine/worker.ts"))];
writeFileSync(here("dist/bin/package.json"), '{ "type": "commonjs" }\n');
writeFileSync(here("dist/bin/NOTICES.txt"), noticesOf(chunks));
execFileSync(process.execPath, [here("scripts/compile.js")], { stdio: ["ignore", "ignore", "inherit"] });

async function bundle(name, entry) {
  const build = await rolldown({ input: { [name]: here(entry) }, platform: "node", logLevel: "warn" });
  const { output } = await build.write({
    dir: here("dist/bin"),
    format: "cjs",
    chunkFileNames: `${name}-[name].js`,
    plugins: [{ name: "ascii", renderChunk: (code) => code.replace(/[\u0080-\uffff]/g, escapeOf) }],
  });
  await build.close();
  return output;
}

/** Text in ASCII takes no decoding, and half the room. */
function escapeOf(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
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

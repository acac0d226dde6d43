// Writes schema/*.schema.json from the schemas that check the files; with --check only says whether they are current.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { jsonSchemas } from "../dist/policy/json-schema.js";

const folder = new URL("../schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of jsonSchemas) {
  const file = new URL(`${name}.schema.json`, folder);
  const current = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (current === schema()) continue;
  if (process.argv.includes("--check")) {
    console.error(`schema/${name}.schema.json is not current; run npm run schema`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, schema());
    console.log(`wrote schema/${name}.schema.json`);
  }
}

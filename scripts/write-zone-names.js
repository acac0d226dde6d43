// Writes src/domain/zone-names.ts: every name of the tz database, zones and links, from a compact copy of it.
//
//   node scripts/write-zone-names.js [tzdata.zi]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = process.argv[2] ?? "/usr/share/zoneinfo/tzdata.zi";
const target = fileURLToPath(new URL("../src/domain/zone-names.ts", import.meta.url));
const WIDTH = 118;

const lines = readFileSync(source, "utf8").split("\n");
const version = /^# version (\d{4}[a-z])/.exec(lines[0] ?? "")?.[1];
if (version === undefined) throw new Error(`${source} does not begin with its version`);

// "Z <name> …" is a zone, "L <target> <name>" another name of one. Factory stands for a zone that nobody has chosen.
const names = lines.flatMap((line) => {
  const [mark, first, second] = line.split(" ");
  return mark === "Z" ? [first] : mark === "L" ? [second] : [];
});
const sorted = [...new Set(names)].filter((name) => name !== "Factory").sort();
if (sorted.length < 500) throw new Error(`${source} has ${sorted.length} names only`);

const areas = grouped(sorted);
const text = [...areas].flatMap(([area, all]) => wrapped([`${area}:`, ...all.map((name) => name.slice(area.length))]));

writeFileSync(
  target,
  `/**
 * Every name of the tz database ${version}, zones and links, as scripts/write-zone-names.js wrote it.
 *
 * A word that ends in a colon begins an area: "Asia/: Seoul Tokyo" are Asia/Seoul and Asia/Tokyo. The colon alone begins
 * names without an area.
 */

export const TZ_DATABASE = "${version}";

export const ZONE_NAMES = \`
${text.join("\n")}
\`;
`,
);
console.log(`wrote ${sorted.length} names of the tz database ${version}`);

function areaOf(name) {
  return name.slice(0, name.indexOf("/") + 1);
}

function grouped(all) {
  const groups = new Map();
  for (const name of all) groups.set(areaOf(name), [...(groups.get(areaOf(name)) ?? []), name]);
  return groups;
}

function wrapped(words) {
  const rows = [""];
  for (const word of words) {
    const row = rows.at(-1);
    if (row.length + word.length + 1 > WIDTH) rows.push(word);
    else rows[rows.length - 1] = row === "" ? word : `${row} ${word}`;
  }
  return rows;
}

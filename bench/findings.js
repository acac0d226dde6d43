// What a run found, read from the files that it wrote, so that runs of different tools can be compared.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse";

/** What a peer leaves: the counts in its summary.json, two outputs and the rejects. */
export function peerFindings(out) {
  return findings(JSON.parse(readFileSync(`${out}/summary.json`, "utf8")), out, [`${out}/rejects.csv`]);
}

/** The same, of a plan of ours. */
export function planFindings(out, { isKorean }) {
  const { totals, extended, credited, credits, unaffected, exports } = JSON.parse(
    readFileSync(`${out}/summary.json`, "utf8"),
  );
  const counts = {
    read: totals.read,
    extended,
    credited,
    credit: credits.KRW ?? 0,
    rejected: totals.rejected,
    duplicates: totals.duplicate,
    no_rule: unaffected["no-rule"] ?? 0,
    excluded: unaffected.excluded ?? 0,
    not_held: unaffected["not-held"] ?? 0,
  };
  const rejects = exports.map(({ file }) => `${out}/rejects/${file}`);
  return findings(
    counts,
    out,
    rejects.map((file) => (existsSync(file) ? file : `${file}.csv`)).filter(existsSync),
    isKorean ? ";" : ",",
  );
}

async function findings(counts, out, rejects, delimiter = ",") {
  return {
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
    "adjusted-expiry.csv": await digestOf(createReadStream(`${out}/adjusted-expiry.csv`)),
    "refund-credit.csv": await digestOf(createReadStream(`${out}/refund-credit.csv`)),
    rejects: await digestOf(rejectsIn(rejects, delimiter)),
  };
}

/** Which rows were rejected, and why; the wording is everybody's own. */
async function* rejectsIn(files, delimiter) {
  for (const file of files) {
    let columns;
    for await (const row of createReadStream(file).pipe(parse({ delimiter }))) {
      if (columns === undefined) {
        columns = ["subscription_id", "price", "_line", "_code"].map((name) => row.indexOf(name));
        continue;
      }
      yield `${columns.map((column) => row[column]).join(" ")}\n`;
    }
  }
}

async function digestOf(pieces) {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex").slice(0, 12);
}

/** Throws with every difference. */
export function checkAgreement(name, found, expected) {
  const differences = Object.keys(expected)
    .filter((key) => found[key] !== expected[key])
    .map((key) => `  ${key}: ${found[key]}, not ${expected[key]}`);
  if (differences.length > 0) throw new Error(`${name} does not agree with us\n${differences.join("\n")}`);
}

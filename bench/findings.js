// What a run found, read from the files that it wrote, so that runs of different tools can be compared.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/** What a peer leaves: the counts in its summary.json, two outputs and the rejects. */
export function peerFindings(out) {
  return findings(JSON.parse(readFileSync(`${out}/summary.json`, "utf8")), out, `${out}/rejects.csv`);
}

/** The same, of a plan of ours. */
export function planFindings(out) {
  const { exports, ...counts } = countsOf(out);
  return findings(counts, out, `${out}/rejects/${exports[0].file}`);
}

/** The counts of a plan alone. */
export function planCounts(out) {
  const { exports: _exports, ...counts } = countsOf(out);
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
}

function countsOf(out) {
  const { totals, extended, credited, credits, unaffected, exports } = JSON.parse(
    readFileSync(`${out}/summary.json`, "utf8"),
  );
  return {
    exports,
    read: totals.read,
    extended,
    credited,
    credit: credits.KRW,
    rejected: totals.rejected,
    duplicates: totals.duplicate,
    no_rule: unaffected["no-rule"],
    excluded: unaffected.excluded,
    not_held: unaffected["not-held"],
  };
}

function findings(counts, out, rejects) {
  return {
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
    "adjusted-expiry.csv": digest(readFileSync(`${out}/adjusted-expiry.csv`)),
    "refund-credit.csv": digest(readFileSync(`${out}/refund-credit.csv`)),
    rejects: digest(rejectsIn(rejects)),
  };
}

/** Which rows were rejected, and why; the wording is everybody's own. */
function rejectsIn(file) {
  const rows = parse(readFileSync(file), { columns: true });
  return rows.map((row) => [row.subscription_id, row.price, row._line, row._code].join(" ")).join("\n");
}

const digest = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

/** Throws with every difference. */
export function checkAgreement(name, found, expected) {
  const differences = Object.keys(expected)
    .filter((key) => found[key] !== expected[key])
    .map((key) => `  ${key}: ${found[key]}, not ${expected[key]}`);
  if (differences.length > 0) throw new Error(`${name} does not agree with us\n${differences.join("\n")}`);
}

/**
 * Measures a large book: `node scripts/measure-book.js [runs] [gifts per run] [new gifts]`, by default a thousand runs
 * with 50 million gifts, and two million new ones. Writes the book below the folder for temporary files and removes it.
 * Needs dist/; memory is best read with `/usr/bin/time -v`.
 */

import { randomFillSync } from "node:crypto";
import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findGiven, openBook, runName } from "../dist/book/book.js";
import { createIdList, sortIds } from "../dist/book/keys.js";
import { manifestText, placed, sealed, sha256Of } from "../dist/book/manifest.js";
import { findRepeatedIds } from "../dist/book/repeated-ids.js";
import { createStaging } from "../dist/book/staging.js";

const [runs = 1000, gifts = 50_000, fresh = 2_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "measure-book-"));

let cpuBefore = process.cpuUsage();

try {
  const start = performance.now();
  let previous = null;
  for (let number = 1; number <= runs; number += 1) previous = writeRun(number, previous);
  say(`wrote ${runs} runs with ${runs * gifts} gifts`, start);

  const opened = performance.now();
  const book = openBook(folder);
  say(`openBook: ${book.state.runs} runs`, opened);

  const ids = createIdList();
  const bytes = randomFillSync(new Uint8Array(16 * 65_536));
  for (let at = 0; at < fresh; at += 1) {
    if (at % 65_536 === 0) randomFillSync(bytes);
    ids.add(bytes, at % 65_536);
  }
  const known = readFileSync(join(folder, runName(runs), "keys")).subarray(0, 160);
  for (let at = 0; at < 10; at += 1) ids.add(known, at);
  const looked = performance.now();
  const given = findGiven(book, "big", ids);
  say(`findGiven: ${ids.count} new ids, ${given.reduce((sum, flag) => sum + flag, 0)} of 10 known ones found`, looked);

  const repeated = performance.now();
  const files = book.runs.map((run) => ({ path: join(run.folder, "keys"), ids: gifts }));
  say(`findRepeatedIds: ${findRepeatedIds(files).length} found`, repeated);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function writeRun(number, head) {
  const bytes = randomFillSync(new Uint8Array(16 * gifts));
  const staging = createStaging(folder, runName(number));
  // Only what is looked at here; renamed without the protocol of a commit.
  staging.write("keys", sortIds({ bytes, count: gifts, add: () => {} }));
  const plan = sealed({
    format: 1,
    tool: "measure",
    time_zone_data: "",
    as_of: "",
    zone: "UTC",
    outage: "big",
    windows: [],
    policy: "",
    revision: "",
    layers: {},
    request: { outage: "", outage_id: null, zone: null, policy: "", as_of: null, control: null, exports: [] },
    rules: [],
    inputs: [],
    outputs: staging.files(),
    totals: {},
    benefits: gifts,
    services: [],
    credits: {},
    warnings: [],
    over_budget: [],
    book: { runs: number - 1, head },
  });
  const text = manifestText(placed(plan, { number, previous: head, plan: sha256Of("") }));
  staging.write("manifest.json", text);
  renameSync(staging.path, join(folder, runName(number)));
  return sha256Of(text);
}

function say(what, since) {
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuBefore = process.cpuUsage();
  const cpu = ((user + system) / 1_000_000).toFixed(2);
  const seconds = ((performance.now() - since) / 1000).toFixed(2);
  const megabytes = Math.round(process.memoryUsage.rss() / 1_000_000);
  process.stdout.write(`${what}: ${seconds} s, ${cpu} s of processor time, ${megabytes} MB in use\n`);
}

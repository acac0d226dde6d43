// The bench's policy as a pipeline of csv-parse, luxon and csv-stringify, written by hand, as one process:
//   node bench/peers/csv-parse-job.js FILE OUT
//
// What was decided is kept until the end, because a later row may contradict it.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import { DateTime } from "luxon";

const [file = "", out = ""] = process.argv.slice(2);
const source = basename(file);
const zone = "Asia/Seoul";
const timeOf = (text) => DateTime.fromISO(text, { zone });
const OUTAGE_START = timeOf("2022-10-15T15:30").toMillis();
const OUTAGE_END = timeOf("2022-10-20T23:00").toMillis();
const AS_OF = timeOf("2022-10-21T11:00").toMillis();
const CHANNELS = new Set(["web", "apple", "google"]);
const FLAGS = new Set(["", "true", "false", "yes", "no", "y", "n", "t", "f", "1", "0"]);
const HOUR = 3_600_000n;
/** An end at these lasts through its day: the milliseconds until it is over, and how a length of them is written. */
const UNTIL_MIDNIGHT = new Map([
  ["23:59:59", { more: 1000n, text: " 1 second" }],
  ["23:59:00", { more: 60_000n, text: " 1 minute" }],
]);

const counts = { read: 0, extended: 0, credited: 0, rejected: 0, duplicates: 0, no_rule: 0, excluded: 0, not_held: 0 };
let credit = 0n;
const seen = new Map();
const contradicted = new Map();
const decided = [];
const rejects = [];

function faultsOf(row, starts, ends) {
  const faults = [];
  if (row.subscription_id === "") faults.push("id-empty");
  if (row.user_id === "") faults.push("user-empty");
  if (row.service === "") faults.push("service-empty");
  if (row.started_at !== "" && !starts.isValid) faults.push("time-invalid");
  if (row.next_billing_at !== "" && !ends.isValid) faults.push("time-invalid");
  if (ends.toMillis() < starts.toMillis()) faults.push("ends-before-start");
  // Only a price that some rule looks at can be wrong.
  const isPriced = row.service === "emoticon-plus";
  if (isPriced && row.price !== "" && !/^[0-9]{1,15}$/.test(row.price)) faults.push("price-invalid");
  if (isPriced && row.currency !== "" && row.currency !== "KRW") faults.push("currency-unknown");
  if (!FLAGS.has(row.auto_renew.toLowerCase())) faults.push("flag-invalid");
  return faults;
}

function outcomeOf(row, starts, ends) {
  if ((row.service !== "melon" && row.service !== "emoticon-plus") || !CHANNELS.has(row.channel)) return "no_rule";
  if (row.service === "emoticon-plus" && row.status === "refunded") return "excluded";
  const held = starts.toMillis() < OUTAGE_END && ends.toMillis() > OUTAGE_START;
  if (!held) return "not_held";
  return row.service === "melon" ? "extended" : "credited";
}

/** `first`, `duplicate` or `conflict`; the row that a conflict contradicts is remembered with it. */
function standingOf(row, line) {
  const key = `${row.service}\0${row.subscription_id}`;
  const content = Object.values(row).join("\0");
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, { line, content });
    return "first";
  }
  if (first.content === content && !contradicted.has(key)) return "duplicate";
  if (!contradicted.has(key)) contradicted.set(key, first);
  return "conflict";
}

function read(row, line) {
  counts.read += 1;
  const starts = timeOf(row.started_at);
  const ends = timeOf(row.next_billing_at);
  const faults = faultsOf(row, starts, ends);
  const standing = standingOf(row, line);
  if (standing === "conflict") faults.push("duplicate-conflict");
  if (faults.length > 0) {
    rejects.push({ row, line, faults });
    return;
  }
  if (standing === "duplicate") {
    counts.duplicates += 1;
    return;
  }
  const outcome = outcomeOf(row, starts, ends);
  counts[outcome] += 1;
  if (outcome === "extended" || outcome === "credited") decided.push({ row, line, outcome, starts, ends });
}

/** The first rows of conflicts become rejects after all, and what was counted for them is taken back. */
function takeBack(columns) {
  const lines = new Set();
  const rejectedLines = new Map(rejects.map((reject) => [reject.line, reject]));
  for (const { line, content } of contradicted.values()) {
    lines.add(line);
    const earlier = rejectedLines.get(line);
    if (earlier !== undefined) {
      earlier.faults.push("duplicate-conflict");
      continue;
    }
    const cells = content.split("\0");
    const row = Object.fromEntries(columns.map((column, index) => [column, cells[index]]));
    counts[outcomeOf(row, timeOf(row.started_at), timeOf(row.next_billing_at))] -= 1;
    rejects.push({ row, line, faults: ["duplicate-conflict"] });
  }
  return decided.filter(({ line }) => !lines.has(line));
}

function idOf({ service, subscription_id: id }) {
  return createHash("sha256").update(`bench\0default\0subscription\0${service}\0${id}\0`).digest("hex").slice(0, 32);
}

function whose(row, rule, action) {
  return {
    compensation_id: idOf(row),
    rule,
    action,
    record: "subscription",
    record_id: row.subscription_id,
    user_id: row.user_id,
    service: row.service,
    channel: row.channel,
  };
}

const origin = (line, notes) => ({ outage: "bench", policy_revision: "2022-10-19", source, line, notes });

function extension({ row, line, ends }) {
  const newEnd = ends.plus({ days: 3 });
  return {
    ...whose(row, "melon", "extend"),
    field: "next_billing_at",
    old_value: row.next_billing_at,
    new_value: newEnd.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    extended_by: "3 days",
    ...origin(line, newEnd.toMillis() <= AS_OF ? "dead-on-arrival; moves-charge" : "moves-charge"),
  };
}

function payment({ row, line, starts, ends }) {
  const price = BigInt(row.price);
  const { more, text } = UNTIL_MIDNIGHT.get(ends.toFormat("HH:mm:ss")) ?? { more: 0n, text: "" };
  const period = BigInt(ends.toMillis() - starts.toMillis()) + more;
  const share = (price * 72n * HOUR + period - 1n) / period;
  const amount = share > price ? price : share;
  credit += amount;
  return {
    ...whose(row, "emoticon-plus", "credit"),
    amount: amount.toString(),
    currency: row.currency,
    basis: `${row.price} ${row.currency} x 72 hours / ${period / HOUR} hours${text}, up to 1 KRW`,
    ...origin(line, ""),
  };
}

async function write(name, rows) {
  await pipeline(Readable.from(rows), stringify({ header: true }), createWriteStream(`${out}/${name}`));
}

const parser = createReadStream(file).pipe(parse({ columns: true, bom: true }));
let columns = [];
for await (const row of parser) {
  if (counts.read === 0) columns = Object.keys(row);
  read(row, counts.read + 2);
}
const standing = takeBack(columns);
await write("adjusted-expiry.csv", standing.filter(({ outcome }) => outcome === "extended").map(extension));
await write("refund-credit.csv", standing.filter(({ outcome }) => outcome === "credited").map(payment));
rejects.sort((a, b) => a.line - b.line);
await write(
  "rejects.csv",
  rejects.map(({ row, line, faults }) => ({ ...row, _code: faults.join("; "), _line: line })),
);
counts.rejected = rejects.length;
writeFileSync(`${out}/summary.json`, JSON.stringify({ ...counts, credit: credit.toString() }));

// Writes a seeded export of subscriptions, rows of about 125 bytes, to compare tools and to try memory:
//   node bench/make-exports.js ROWS FILE [SEED]
//
// What is in it, besides rows that nothing is wrong with (about one in twelve of them is owed something):
//   one row in 1,000    stands a second time, up to some 100,000 rows after the first, as overlapping exports have it
//   one row in 10,000   has the id and service of the row before it and another price: a conflict, both are rejects
//   one row in 10,000   cannot be read: a day that does not exist, half a won, or no user
//   one row in 100      has a cell in quotes, because its plan has a comma
//   one row in 50       is refunded
import { closeSync, openSync, writeSync } from "node:fs";

const [rowsText = "2000000", file = "bench/data/subscriptions.csv", seedText = "20221015"] = process.argv.slice(2);
const rows = Number(rowsText);
const seed = Number(seedText);
if (!Number.isSafeInteger(rows) || rows < 1) throw new Error(`not a number of rows: ${rowsText}`);

/** mulberry32: small, seeded, the same everywhere. */
function createRandom(start) {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const random = createRandom(seed);
const SERVICES = [
  "melon",
  "emoticon-plus",
  "talkdrawer-plus",
  "kakao-tv",
  "daum-mail",
  "kakaopage",
  "kakao-t",
  "brunch",
  "kakao-story",
  "kakao-hair",
];
const CHANNELS = ["web", "web", "web", "apple", "google"];
const PRICES = [3900, 4900, 7900, 9900, 10900];
const FIRST_DAY = Date.UTC(2022, 7, 1) / 86_400_000;
const REMEMBERED = 100;

const isoOf = (seconds) => new Date(seconds * 1000).toISOString();
const days = Array.from({ length: 122 }, (_, day) => isoOf((FIRST_DAY + day) * 86_400).slice(0, 10));
const times = Array.from({ length: 86_400 }, (_, second) => isoOf(second).slice(11, 19));

const twoDigits = (status) => (status < 2 ? "refunded" : status < 25 ? "cancelled" : "active");

function createRow(row) {
  const day = random(90);
  const time = times[random(86_400)];
  return {
    id: `SUB-${String(row).padStart(10, "0")}`,
    user: `user-${String(random(rows)).padStart(9, "0")}`,
    service: SERVICES[random(SERVICES.length)],
    plan: random(100) === 0 ? '"monthly, family"' : "monthly-standard",
    channel: CHANNELS[random(5)],
    status: twoDigits(random(100)),
    price: PRICES[random(5)],
    started: `${days[day]}T${time}`,
    billing: `${days[day + 30 + random(2)]}T${time}`,
  };
}

function lineOf({ id, user, service, plan, channel, status, price, started, billing }) {
  return `${id},${user},${service},${plan},${channel},${status},${price},KRW,${started},${billing},true\n`;
}

const SPOILED = [
  (row) => ({ ...row, started: "2022-09-31T10:00:00" }),
  (row) => ({ ...row, price: `${row.price}.5` }),
  (row) => ({ ...row, user: "" }),
];

const remembered = [];
let current = createRow(0);

function nextLine(row) {
  const place = row % 10_000;
  if (place % 1000 === 999 && remembered.length > 0) {
    const [line] = remembered.splice(random(remembered.length), 1);
    return line;
  }
  // The row before it was row 2,499, which is never remembered: a conflict is two rows, not three.
  if (place === 2500) return lineOf({ ...current, price: current.price + 1000 });
  current = createRow(row);
  if (place === 7500) return lineOf(SPOILED[random(SPOILED.length)](current));
  const line = lineOf(current);
  if (place % 1000 === 300 && remembered.length < REMEMBERED) remembered.push(line);
  return line;
}

const descriptor = openSync(file, "w");
let text = "subscription_id,user_id,service,plan,channel,status,price,currency,started_at,next_billing_at,auto_renew\n";
for (let row = 0; row < rows; row += 1) {
  text += nextLine(row);
  if (text.length > 4_000_000) {
    writeSync(descriptor, text);
    text = "";
  }
}
writeSync(descriptor, text);
closeSync(descriptor);
console.log(`${rows} rows, seed ${seed}: ${file}`);

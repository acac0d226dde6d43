// Writes a seeded export of subscriptions, rows of about 125 bytes, to compare tools and to try memory:
//   node bench/make-exports.js ROWS FILE [SEED]
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
const STATUSES = ["active", "active", "active", "cancelled"];
const FIRST_DAY = Date.UTC(2022, 7, 1) / 86_400_000;

function time(day, second) {
  return new Date((day * 86_400 + second) * 1000).toISOString().slice(0, 19);
}

const descriptor = openSync(file, "w");
let text = "subscription_id,user_id,service,plan,channel,status,price,currency,started_at,next_billing_at,auto_renew\n";
let previous = "";
for (let row = 0; row < rows; row += 1) {
  // One row in a thousand stands twice, as overlapping exports have it.
  if (row > 0 && row % 1000 === 999) {
    text += previous;
    continue;
  }
  const day = FIRST_DAY + random(90);
  const second = random(86_400);
  const id = `SUB-${String(row).padStart(10, "0")}`;
  const user = `user-${String(random(rows)).padStart(9, "0")}`;
  const service = SERVICES[random(SERVICES.length)];
  const price = [3900, 4900, 7900, 9900, 10900][random(5)];
  previous = `${id},${user},${service},monthly,${CHANNELS[random(5)]},${STATUSES[random(4)]},${price},KRW,${time(day, second)},${time(day + 30 + random(2), second)},true\n`;
  text += previous;
  if (text.length > 4_000_000) {
    writeSync(descriptor, text);
    text = "";
  }
}
writeSync(descriptor, text);
closeSync(descriptor);
console.log(`${rows} rows, seed ${seed}: ${file}`);

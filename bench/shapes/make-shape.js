// Writes the canonical export of the bench in another shape: node bench/shapes/make-shape.js SHAPE CANONICAL FILE
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGzip } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";

const [shape = "", canonical = "", file = ""] = process.argv.slice(2);
const WORDS = new Map([
  ["melon", "멜론"],
  ["emoticon-plus", "이모티콘"],
  ["web", "웹"],
  ["apple", "애플"],
  ["google", "구글"],
  ["active", "사용"],
  ["cancelled", "해지"],
  ["refunded", "환불"],
  ["true", "예"],
]);
const KOREAN = "번호;회원;상품;요금제;결제수단;상태;금액;통화;시작일시;다음결제일시;자동결제";

/** Only the plan, the fourth cell, may have a comma. */
function cellsOf(line) {
  const open = line.indexOf('"');
  if (open < 0) return line.split(",");
  const close = line.lastIndexOf('"');
  return [...line.slice(0, open - 1).split(","), line.slice(open + 1, close), ...line.slice(close + 2).split(",")];
}

const quoted = (cell) => (cell.includes(",") ? `"${cell}"` : cell);
const wordOf = (cell) => WORDS.get(cell) ?? cell;

function koreanOf(line) {
  const [id, user, service, plan, channel, status, price, currency, started, ends, renews] = cellsOf(line);
  const amount = `${price.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}원`;
  const time = (text) => text.replaceAll("-", "/").replace("T", " ");
  return [
    id,
    user,
    wordOf(service),
    plan,
    wordOf(channel),
    wordOf(status),
    amount,
    currency,
    time(started),
    time(ends),
    wordOf(renews),
  ].join(";");
}

/** `2022-08-01T15:04:05` in another form, in both columns of times. */
const withTimes = (form) => (line) => {
  const cells = cellsOf(line);
  cells[8] = form(cells[8]);
  cells[9] = form(cells[9]);
  return cells.map(quoted).join();
};

function halfDay(text) {
  const hour = Number(text.slice(11, 13));
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, "0");
  return `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)} ${twelve}${text.slice(13)} ${hour < 12 ? "AM" : "PM"}`;
}

const MORE = Array.from({ length: 29 }, (_, index) => `extra_${index + 1}`);
const same = (line) => line;
const MAKERS = {
  mapped: { header: () => KOREAN, row: koreanOf },
  cp949: { header: () => KOREAN, row: koreanOf, encode: cp949Encoder() },
  quoted: {
    header: same,
    row: (line) => {
      const cells = cellsOf(line);
      cells[3] = `"${cells[3]}"`;
      return cells.join();
    },
  },
  wide: {
    header: (line) => `${line},${MORE.join()}`,
    row: (line) => `${line}${MORE.map((_, index) => `,${line.slice(4 + (index % 3), 12)}`).join("")}`,
  },
  halfday: { header: same, row: withTimes(halfDay) },
  digits: { header: same, row: withTimes((text) => text.slice(0, 10).replaceAll("-", "")) },
  utf16: { header: (line) => `\ufeff${line}`, row: same, encode: (text) => Buffer.from(text, "utf16le") },
};

/** Node's decoder turned around: it is right about the 2,350 Hangul of KS X 1001. */
function cp949Encoder() {
  const decoder = new TextDecoder("euc-kr");
  const bytesOf = new Map();
  for (let lead = 0xb0; lead <= 0xc8; lead += 1)
    for (let trail = 0xa1; trail <= 0xfe; trail += 1)
      bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), String.fromCharCode(lead, trail));
  return (text) =>
    Buffer.from(
      text.replace(/[가-힣]/g, (letter) => bytesOf.get(letter) ?? "?"),
      "latin1",
    );
}

async function makeText({ header, row, encode = Buffer.from }) {
  const descriptor = openSync(file, "w");
  let text = "";
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(canonical) })) {
    text += `${(number === 0 ? header : row)(line)}\n`;
    number += 1;
    if (text.length > 4_000_000) {
      writeSync(descriptor, encode(text));
      text = "";
    }
  }
  writeSync(descriptor, encode(text));
  closeSync(descriptor);
}

async function makeGzip() {
  const descriptor = openSync(file, "w");
  for await (const bytes of createReadStream(canonical).pipe(createGzip())) writeSync(descriptor, bytes);
  closeSync(descriptor);
}

/** All columns are text: the export has times and amounts that no type takes. */
async function makeParquet() {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const csv = `read_csv('${canonical}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = chr(0))`;
  await connection.run(`COPY (SELECT * FROM ${csv}) TO '${file}' (FORMAT parquet)`);
}

if (shape === "gzip") await makeGzip();
else if (shape === "parquet") await makeParquet();
else await makeText(MAKERS[shape]);

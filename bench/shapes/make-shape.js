// Writes the bench's export in another shape: node bench/shapes/make-shape.js SHAPE EXPORT FILE
//
// FILE is a folder where the shape has several files. The rows stay in their order.
import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGzip, gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { KOREAN, MORE_COLUMNS, SHAPES, WORDS } from "../shapes.js";

const [shape = "", canonical = "", file = ""] = process.argv.slice(2);

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
    ...[id, user, wordOf(service), plan, wordOf(channel), wordOf(status), amount, currency],
    ...[time(started), time(ends), wordOf(renews)],
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

function withQuotes(line) {
  const cells = cellsOf(line);
  cells[3] = `"${cells[3]}"`;
  return cells.join();
}

/** The number of the row makes every wrong time a text of its own. */
function withoutStart(line, row) {
  const cells = cellsOf(line);
  cells[8] = `not known (${row})`;
  return cells.map(quoted).join();
}

const same = (line) => line;
const korean = { header: () => KOREAN.join(";"), row: koreanOf };
const MAKERS = {
  mapped: { ...korean, encode: cp949Encoder() },
  "mapped-utf8": korean,
  quoted: { row: withQuotes },
  wide: {
    header: (line) => `${line},${MORE_COLUMNS.join()}`,
    row: (line) => `${line}${MORE_COLUMNS.map((_, index) => `,${line.slice(4 + (index % 3), 12)}`).join("")}`,
  },
  halfday: { row: withTimes(halfDay) },
  digits: { row: withTimes((text) => text.slice(0, 10).replaceAll("-", "")) },
  rejects: { row: withoutStart },
  utf16: { header: (line) => `\ufeff${line}`, encode: (text) => Buffer.from(text, "utf16le") },
  files: {},
  "files-gzip": { encode: gzipSync },
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

function openSink(path, encode = Buffer.from) {
  const descriptor = openSync(path, "w");
  let text = "";
  const flush = () => {
    if (text !== "") writeSync(descriptor, encode(text));
    text = "";
  };
  return {
    put: (line) => {
      text += `${line}\n`;
      if (text.length > 4_000_000) flush();
    },
    close: () => {
      flush();
      closeSync(descriptor);
    },
  };
}

const lines = () => createInterface({ input: createReadStream(canonical) });

async function makeText({ header = same, row = same, encode }) {
  const sink = openSink(file, encode);
  let number = 0;
  for await (const line of lines()) {
    sink.put(number === 0 ? header(line) : row(line, number));
    number += 1;
  }
  sink.close();
}

/** As many rows in each file, but for the last one. */
async function makeFolder({ encode }, { files, ending = "csv" }) {
  mkdirSync(file);
  let rows = 0;
  for await (const _ of lines()) rows += 1;
  const each = Math.ceil((rows - 1) / files);
  let header;
  let sink;
  let number = 0;
  for await (const line of lines()) {
    if (header === undefined) {
      header = line;
      continue;
    }
    if (number % each === 0) {
      sink?.close();
      const name = String(number / each + 1).padStart(3, "0");
      sink = openSink(`${file}/subscriptions-${name}.${ending}`, encode);
      sink.put(header);
    }
    sink?.put(line);
    number += 1;
  }
  sink?.close();
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

const facts = SHAPES[shape];
if (shape === "parquet") await makeParquet();
else if (shape === "gzip") await makeGzip();
else if (facts?.files !== undefined) await makeFolder(MAKERS[shape], facts);
else await makeText(MAKERS[shape]);

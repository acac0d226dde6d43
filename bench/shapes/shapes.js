// The shapes of `npm run bench -- --shapes`: how each is made of the canonical export, what it needs of a mapping, and how DuckDB reads it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { BENCH, exportOf, sumOf } from "../data.js";

/** `ending` of the file, whether it has a mapping beside this module, and whether its times are days, which come to other gifts. */
export const SHAPES = {
  canonical: { ending: "csv" },
  mapped: { ending: "csv", mapping: true },
  cp949: { ending: "csv", mapping: true },
  quoted: { ending: "csv" },
  wide: { ending: "csv" },
  halfday: { ending: "csv", mapping: true },
  digits: { ending: "csv", mapping: true, isDays: true },
  utf16: { ending: "csv" },
  gzip: { ending: "csv.gz" },
  parquet: { ending: "parquet" },
};

/** The file of a shape, made once for each number of rows, and its mapping. The maker's own text is part of the name. */
export function fileIn(name, rows) {
  const { ending, mapping } = SHAPES[name];
  const found = { mapping: mapping ? `${BENCH}shapes/${name}.yaml` : undefined };
  const canonical = exportOf(rows);
  if (name === "canonical") return { ...found, file: canonical };
  const maker = `${BENCH}shapes/make-shape.js`;
  const file = canonical.replace(/\.csv$/, `-${name}-${sumOf(readFileSync(maker))}.${ending}`);
  if (!existsSync(file)) {
    const made = spawnSync(process.execPath, [maker, name, canonical, `${file}.part`], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (made.status !== 0) throw new Error(`no file of the shape ${name} could be made`);
    renameSync(`${file}.part`, file);
  }
  return { ...found, file };
}

const HEADER = "header = true, auto_detect = false, all_varchar = true, quote = '\"', escape = '\"', nullstr = chr(0)";
const NAMES = [
  ...["subscription_id", "user_id", "service", "plan", "channel", "status", "price", "currency"],
  ...["started_at", "next_billing_at", "auto_renew"],
];
const csv = (names, delimiter = ",") =>
  `read_csv('$FILE', ${HEADER}, delim = '${delimiter}', columns = {${names.map((name) => `'${name}': 'VARCHAR'`).join()}})`;
const KOREAN = [
  "번호",
  "회원",
  "상품",
  "요금제",
  "결제수단",
  "상태",
  "금액",
  "통화",
  "시작일시",
  "다음결제일시",
  "자동결제",
];
const WORDS = `CASE "상품" WHEN '멜론' THEN 'melon' WHEN '이모티콘' THEN 'emoticon-plus' ELSE "상품" END`;
const plain = {
  service: "service",
  started: "try_cast(started_at AS TIMESTAMP)",
  ends: "try_cast(next_billing_at AS TIMESTAMP)",
};
const parsed = (started, ends, pattern) => ({
  started: `try_strptime(${started}, '${pattern}')`,
  ends: `try_strptime(${ends}, '${pattern}')`,
});

/** How DuckDB reads the file of a shape, or why it does not. */
export function duckdbReader(name) {
  switch (name) {
    case "cp949":
      return { because: "its CSV reader has UTF-8, UTF-16 and Latin-1; others need an extension from the network" };
    case "utf16":
      return { from: csv(NAMES).replace("delim", "encoding = 'utf-16', delim"), ...plain };
    case "mapped":
      return {
        from: csv(KOREAN, ";"),
        service: WORDS,
        ...parsed('"시작일시"', '"다음결제일시"', "%Y/%m/%d %H:%M:%S"),
      };
    case "halfday":
      return {
        from: csv(NAMES),
        service: "service",
        ...parsed("started_at", "next_billing_at", "%m/%d/%Y %I:%M:%S %p"),
      };
    case "digits":
      return { from: csv(NAMES), service: "service", ...parsed("started_at", "next_billing_at", "%Y%m%d") };
    case "parquet":
      return { from: "read_parquet('$FILE')", ...plain };
    case "wide":
      return { from: csv([...NAMES, ...Array.from({ length: 29 }, (_, index) => `extra_${index + 1}`)]), ...plain };
    default:
      return { from: csv(NAMES), ...plain };
  }
}

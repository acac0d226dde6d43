// The statements with which DuckDB and ClickHouse do the bench's work on a shape: duckdb.sql and clickhouse.sql, filled in.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { COLUMNS, columnsOf, KOREAN, WORDS } from "../shapes.js";

/** What the SQL of both has to know of a policy. Outcomes: 0 no rule, 1 excluded, 2 not held, 3 extended, 4 credited, 5 both. */
const POLICIES = {
  some: {
    PRICED: "service = 'emoticon-plus'",
    OUTCOME: `CASE
      WHEN service NOT IN ('melon', 'emoticon-plus') OR channel NOT IN ('web', 'apple', 'google') THEN 0
      WHEN service = 'emoticon-plus' AND status = 'refunded' THEN 1
      WHEN coalesce(starts < CAST('2022-10-20 23:00:00' AS TIMESTAMP) AND $HELD_UNTIL > CAST('2022-10-15 15:30:00' AS TIMESTAMP), false)
        THEN CASE service WHEN 'melon' THEN 3 ELSE 4 END
      ELSE 2 END`,
    EXTENDED: "outcome = 3",
    CREDITED: "outcome = 4",
    TIME_LAYER: "default",
    MONEY_LAYER: "default",
    TIME_RULE: "melon",
    MONEY_RULE: "emoticon-plus",
  },
  everybody: {
    PRICED: "true",
    OUTCOME: "5",
    EXTENDED: "true",
    CREDITED: "true",
    TIME_LAYER: "time",
    MONEY_LAYER: "apology",
    TIME_RULE: "days",
    MONEY_RULE: "sorry",
  },
};
const ISO = "%Y-%m-%dT%H:%M:%S";

/** The name that we give to an export: without what says that it is packed. */
const sourceOf = (file) => basename(file).replace(/\.gz$/, "");
/** The first row of a CSV is in line 2, the first row of Parquet is row 1. */
const firstLineOf = ({ ending }) => (ending === "parquet" ? "1" : "2");

/** The day of a charge counts as held. */
const heldUntil = ({ times }) => (times === "%Y%m%d" ? "ends + INTERVAL 1 DAY" : "ends");

/** One statement an entry. */
export function duckdbStatements(shape, file, out) {
  const { policy = "some", times, files } = shape;
  const isFolder = files !== undefined;
  return filled("duckdb.sql", {
    ...POLICIES[policy],
    TIME_OF_WRITTEN: times === undefined ? "try_cast(written AS TIMESTAMP)" : `try_strptime(written, '${times}')`,
    WRITTEN_AS: times ?? ISO,
    READ: duckdbRead(shape, file),
    CONTENT: contentOf(shape),
    FILES: isFolder
      ? "SELECT filename, replace(parse_filename(filename), '.gz', '') AS source, min(rowid) AS first_row FROM rows GROUP BY filename"
      : `SELECT '${sourceOf(file)}' AS source, 0 AS first_row`,
    IN_FILE_WRONG: isFolder ? "wrong.filename = files.filename" : "true",
    IN_FILE: isFolder ? "rows.filename = files.filename" : "true",
    FIRST_LINE: firstLineOf(shape),
    HELD_UNTIL: heldUntil(shape),
    OUT: out,
  });
}

function duckdbRead(shape, file) {
  const { isKorean, ending, files, isUtf16 } = shape;
  if (ending === "parquet") return `SELECT * FROM read_parquet('${file}')`;
  const names = isKorean ? KOREAN : columnsOf(shape);
  const options = [
    ...["header = true", "auto_detect = false", "quote = '\"'", "escape = '\"'", "nullstr = chr(0)"],
    `delim = '${isKorean ? ";" : ","}'`,
    `columns = {${names.map((name) => `'${name}': 'VARCHAR'`).join()}}`,
    ...(isUtf16 ? ["encoding = 'utf-16'"] : []),
    ...(files === undefined ? [] : ["filename = true"]),
  ];
  const from = `read_csv('${files === undefined ? file : `${file}/*`}', ${options.join()})`;
  return isKorean ? `SELECT ${canonicalCells((cell) => `"${cell}"`)} FROM ${from}` : `SELECT * FROM ${from}`;
}

/** One statement an entry. */
export function clickhouseStatements(shape, file, out, threads) {
  const { policy = "some", times, files } = shape;
  const pattern = (times ?? ISO).replace("%M", "%i").replace("%S", "%s").replace("%I", "%h");
  return filled("clickhouse.sql", {
    ...POLICIES[policy],
    WRITTEN_AS: pattern,
    READ: clickhouseRead(shape, file),
    // Numbers of rows are right only where a file is read from its start to its end.
    SETTINGS: `SETTINGS ${files === undefined ? "" : "input_format_parallel_parsing = 0, "}format_csv_delimiter = '${shape.isKorean ? ";" : ","}'`,
    CONTENT: contentOf(shape),
    SOURCE: files === undefined ? `'${sourceOf(file)}'` : "replace(source, '.gz', '')",
    FIRST_LINE: firstLineOf(shape),
    HELD_UNTIL: heldUntil(shape),
    OUT: out,
    THREADS: String(threads),
  }).map((statement) => statement.replace(/\$TIME\((\w+)\)/g, `parseDateTimeOrNull($1, '${pattern}')`));
}

function clickhouseRead(shape, file) {
  const { isKorean, ending, files, encoding } = shape;
  const names = isKorean ? KOREAN.map((_, index) => `c${index + 1}`) : columnsOf(shape);
  const format = ending === "parquet" ? "Parquet" : isKorean ? "CSV" : "CSVWithNames";
  const types = names.map((name) => `${name} String`).join();
  const from = `file('${files === undefined ? file : `${file}/*`}', '${format}', '${types}')`;
  const place =
    files === undefined
      ? "rowNumberInAllBlocks() AS place"
      : "_file AS source, toUInt64(extract(_file, '[0-9]+')) * 4294967296 + _row_number AS place";
  if (!isKorean) return `SELECT *, ${place} FROM ${from}`;
  const cell = (name) => {
    const bytes = `c${KOREAN.indexOf(name) + 1}`;
    return encoding === undefined ? bytes : `convertCharset(${bytes}, '${encoding}', 'utf-8')`;
  };
  return `SELECT ${canonicalCells(cell)}, ${place} FROM ${from} SETTINGS input_format_csv_skip_first_lines = 1`;
}

/** The cells of a file with other names, words and amounts, under our names; `cellOf` gives the SQL of one. */
function canonicalCells(cellOf) {
  const translated = (cell) =>
    `CASE ${cell} ${[...WORDS].map(([word, theirs]) => `WHEN '${theirs}' THEN '${word}'`).join(" ")} ELSE ${cell} END`;
  return COLUMNS.map((column, index) => {
    const cell = cellOf(KOREAN[index]);
    if (column === "price") return `replace(replace(${cell}, ',', ''), '원', '') AS price`;
    return `${["service", "channel", "status", "auto_renew"].includes(column) ? translated(cell) : cell} AS ${column}`;
  }).join();
}

/** Two rows of one record are the same where all of these are. */
const contentOf = (shape) =>
  columnsOf(shape)
    .filter((name) => name !== "service" && name !== "subscription_id")
    .join();

function filled(template, values) {
  let text = readFileSync(new URL(template, import.meta.url), "utf8");
  // What is filled in may have names of its own.
  for (let round = 0; round < 2; round += 1)
    text = text.replace(/\$([A-Z_]+)\b/g, (found, name) => values[name] ?? found);
  return text
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

/** Holds what came of mapped files against what came of the canonical exports of the same records. */
import { OUTPUT_FILES, type OutputRow, type Outputs } from "./outputs.ts";
import type { Pair, PairRow } from "./pair.ts";

export interface Difference {
  /** The position of the file that it is about; undefined for the counts of all. */
  readonly pair: number | undefined;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** @returns differences; none where all is the same but for what the mappings change. */
export function differences(pairs: readonly Pair[], canonical: Outputs, mapped: Outputs): readonly Difference[] {
  const moved = new Set<string>();
  return [
    ...OUTPUT_FILES.flatMap((file) =>
      comparedRows(file, canonical.files[file] ?? [], mapped.files[file] ?? [], pairs, moved),
    ),
    ...pairs.flatMap((pair, at) =>
      comparedTexts(
        { pair: at, what: "rejects" },
        (canonical.rejects[at] ?? []).map((row) => rejectText(row, pair)),
        (mapped.rejects[at] ?? []).map((row) => rejectText(row)),
      ),
    ),
    ...comparedTexts(
      { pair: undefined, what: "summary" },
      summaryTexts(canonical, 0, moved),
      summaryTexts(
        mapped,
        pairs.reduce((sum, { leftOut }) => sum + leftOut, 0),
        moved,
      ),
    ),
  ];
}

/** @param moved gets the rules of new ends that only a wall clock without offsets moves out of an hour that it shows twice. */
function comparedRows(
  file: string,
  canonical: readonly OutputRow[],
  mapped: readonly OutputRow[],
  pairs: readonly Pair[],
  moved: Set<string>,
): readonly Difference[] {
  const positions = Array.from({ length: Math.max(canonical.length, mapped.length) }, (_, at) => at);
  return positions.flatMap((at): readonly Difference[] => {
    const [expected, found] = [canonical[at], mapped[at]];
    const number = Number(/^e(\d+)/.exec((expected ?? found)?.get("source") ?? "")?.[1]);
    const pair = pairs.find(({ name }) => name.startsWith(`e${number}.`));
    const row = pair?.rows.find(({ canonicalLine }) => canonicalLine === Number(expected?.get("line")));
    if (expected === undefined || found === undefined || pair === undefined || row === undefined)
      return [{ pair: number, what: `${file} ${at}`, expected: shown(expected), found: shown(found) }];
    if (isMoved(expected, row, pair)) moved.add(`${expected.get("rule")} (${expected.get("service")})`);
    return [...expected].flatMap(([column, text]) => {
      const wanted = expectedCell(column, text, expected, row, pair);
      const cell = found.get(column) ?? "";
      if (wanted === undefined || wanted === cell) return [];
      const [one, other] = [shown(expected), shown(found)];
      return [
        {
          pair: number,
          what: `${file} ${at} ${column}`,
          expected: `${wanted}   of ${one}`,
          found: `${cell}   of ${other}`,
        },
      ];
    });
  });
}

function isMoved(canonical: OutputRow, row: PairRow, pair: Pair): boolean {
  const field = canonical.get("field") ?? "";
  const [time, cell] = [pair.times.get(field), row.times.get(field)];
  if (time === undefined || cell === undefined) return false;
  if (time.roundsUp) return true;
  const { canonical: old, mapped } = cell;
  const values = ["old_value", "new_value"].map((column) => canonical.get(column) ?? "");
  return values.some((text) => text !== old && time.rewritten(mapped, text) === undefined);
}

/** What the mapped file should give in a cell; undefined where that cannot be told. */
function expectedCell(
  column: string,
  text: string,
  canonical: OutputRow,
  row: PairRow,
  pair: Pair,
): string | undefined {
  const field = canonical.get("field") ?? "";
  const [time, cell] = [pair.times.get(field), row.times.get(field)];
  if (column === "line") return String(row.line);
  if (column === "source") return pair.name.replace(/\.gz$/, "");
  if (time === undefined || cell === undefined) return text;
  switch (column) {
    case "new_value":
      return time.rewritten(cell.mapped, text);
    // After an earlier layer, the end that that layer gave.
    case "old_value":
      return text === cell.canonical ? cell.mapped : time.rewritten(cell.mapped, text);
    case "extended_by":
      return pair.hasOwnZone || isMoved(canonical, row, pair) ? undefined : text;
    case "notes":
      return isMoved(canonical, row, pair) ? undefined : text;
    default:
      return text;
  }
}

/** @param pair of a row of the canonical export. */
function rejectText(row: OutputRow, pair?: Pair): string {
  const line = Number(row.get("_line"));
  const codes = (row.get("_code") ?? "").split("; ").toSorted();
  const own = pair === undefined ? line : pair.rows.find(({ canonicalLine }) => canonicalLine === line)?.line;
  return `line ${own}: ${codes.join()}`;
}

/** Warnings that mapped files have by themselves, and those about new ends that may be moved. */
const OWN_WARNINGS = ["rows-skipped", "no-final-newline"];
const TIME_WARNINGS = ["clock-change", "dead-on-arrival"];

function summaryTexts({ summary }: Outputs, leftOut: number, moved: ReadonlySet<string>): readonly string[] {
  const { warnings, exports, rejects, ...same } = summary;
  const counts = exports.map(({ file: _file, encoding: _encoding, ...rest }) => rest);
  const told = warnings
    .filter(({ code, about }) => !OWN_WARNINGS.includes(code) && !(TIME_WARNINGS.includes(code) && moved.has(about)))
    .map(({ code, about, records }) => JSON.stringify({ code, about: about.replace(/\.\w+$/, ""), records }));
  const left = warnings.filter(({ code }) => code === "rows-skipped").reduce((sum, { records }) => sum + records, 0);
  return [
    JSON.stringify(same),
    JSON.stringify(counts),
    JSON.stringify(Object.entries(rejects).toSorted()),
    ...told.toSorted(),
    `rows left out beside those that are no records: ${left - leftOut}`,
  ];
}

function comparedTexts(
  about: Pick<Difference, "pair" | "what">,
  expected: readonly string[],
  found: readonly string[],
): readonly Difference[] {
  return Array.from({ length: Math.max(expected.length, found.length) }, (_, at) => at).flatMap((at) =>
    expected[at] === found[at]
      ? []
      : [{ ...about, expected: expected[at] ?? "nothing", found: found[at] ?? "nothing" }],
  );
}

function shown(row: OutputRow | undefined): string {
  return row === undefined ? "no row" : JSON.stringify(Object.fromEntries(row));
}

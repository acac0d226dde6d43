/** One export of a mapping, understood: how the file is cut into cells, which rows are left out, what its columns are. */
import { encodingNames, findEncoding } from "../domain/encodings.ts";
import { quoted } from "../domain/failure.ts";
import { type ColumnMapping, comparableName, type ExportMapping, type SkipTest } from "../domain/mapping.ts";
import type { RecordKind } from "../domain/record.ts";
import { didYouMean } from "../domain/suggest.ts";
import type { Complain, Path } from "./problem.ts";
import { readNewer, readRows } from "./read-belonging.ts";
import { missingTexts, readNames } from "./read-mapped-column.ts";
import { plainTimes } from "./read-time-form.ts";
import type { WrittenExportFrame, WrittenSkipTest } from "./written-mapping.ts";

/** What a reader of the keys of an export needs. */
interface ExportKeys {
  readonly written: WrittenExportFrame;
  readonly path: Path;
  readonly columns: readonly ColumnMapping[];
  readonly complain: Complain;
}

export interface WrittenExport extends ExportKeys {
  /** Undefined where it was told to be wrong. */
  readonly record: RecordKind | undefined;
  /** A zone that there is; undefined for the policy's. */
  readonly zone: string | undefined;
}

/** @returns undefined where the kind of the records is not known; the other keys are looked at all the same. */
export function readMappedExport(keys: WrittenExport): ExportMapping | undefined {
  const { written, record, zone, columns } = keys;
  checkMatch(keys);
  checkSheet(keys);
  checkSharedColumns(keys);
  const delimiter = readDelimiter(keys);
  const header = readHeaderNames(keys);
  const read = {
    match: written.match,
    encoding: readEncoding(keys),
    delimiter: delimiter?.charCodeAt(0),
    quote: written.quote ?? "standard",
    escape: readEscape(keys),
    beforeHeader: readBeforeHeader(keys),
    header,
    sheet: written.sheet,
    missing: missingTexts(written.missing ?? []),
    skip: readSkip(keys, header),
    rows: readRows(keys),
    newer: readNewer(keys, header),
    ids: written.ids ?? "warn",
    time: zone === undefined ? undefined : plainTimes(zone),
    columns,
  };
  return record && { record, ...read };
}

function checkMatch({ written: { match }, path, complain }: ExportKeys): void {
  if (match !== undefined && /[/\\]/.test(match))
    complain([...path, "match"], `${quoted(match)} has a folder in it; match is about the name of the file alone`);
}

/** The keys that say how text is cut into cells. */
const TEXT_KEYS = ["encoding", "delimiter", "quote", "escape"] as const;

function checkSheet({ written, path, complain }: ExportKeys): void {
  if (written.sheet === undefined) return;
  for (const key of TEXT_KEYS)
    if (written[key] !== undefined)
      complain([...path, key], `${key} is about text, and sheet about a workbook, which is none`, "key");
}

function readEncoding({ written: { encoding }, path, complain }: ExportKeys): string | undefined {
  if (encoding === undefined) return undefined;
  const found = findEncoding(encoding);
  if (found !== undefined) return found.name;
  return complain(
    [...path, "encoding"],
    `${quoted(encoding)} is no encoding that is read${didYouMean(encoding, encodingNames())}`,
  );
}

/** A mark of ASCII that can stand between cells, or before a character. */
const MARK = /^[\t!#$%&()*+,./:;<=>?@[\\\]^_`{|}~ -]$/;

function readDelimiter(keys: ExportKeys): string | undefined {
  const { written, path, complain } = keys;
  const { delimiter } = written;
  if (delimiter === undefined) return undefined;
  const at = [...path, "delimiter"];
  if (/^(?:tab|\\t)$/i.test(delimiter))
    return complain(at, `${quoted(delimiter)} is no single character; write "\\t", in double quotes`);
  if ([...delimiter].length !== 1) return complain(at, `${quoted(delimiter)} is no single character`);
  if (/["']/.test(delimiter))
    return complain(at, `${quoted(delimiter)} is a quote, and cannot stand between cells, too`);
  if (!MARK.test(delimiter))
    return complain(at, `${quoted(delimiter)} cannot stand between cells; use a mark such as ",", ";", "|" or "\\t"`);
  for (const { name, number } of keys.columns) {
    if (number?.decimal === delimiter)
      complain(
        at,
        `${quoted(delimiter)} is the decimal sign of ${name}; where its cells stand in quotes, leave delimiter out`,
      );
    else if (number?.group === delimiter && written.quote === "none")
      complain(
        at,
        `${quoted(delimiter)} stands between groups of digits of ${name}, and quote: none lets no cell hold it`,
      );
  }
  return delimiter;
}

function readEscape({ written: { escape: mark, delimiter }, path, complain }: ExportKeys): string | undefined {
  if (mark === undefined) return undefined;
  const at = [...path, "escape"];
  if (mark === '"') return complain(at, "a doubled quote is read without escape");
  if (!MARK.test(mark)) return complain(at, `${quoted(mark)} is no single mark, such as "\\\\"`);
  return mark === delimiter ? complain(at, `${quoted(mark)} is the delimiter, too`) : mark;
}

function readBeforeHeader({ written, path, complain }: ExportKeys): number {
  const lines = written["before-header"];
  if (lines === undefined) return 0;
  if (!/^\d{1,4}$/.test(lines))
    complain([...path, "before-header"], `${quoted(lines)} is not a number of lines from 0 to 9999`);
  return Number(lines);
}

/** The names of a file without a header. Of those that a column takes, exactly one has to be there. */
function readHeaderNames({ written, path, columns, complain }: ExportKeys): readonly string[] | undefined {
  if (written.header === undefined) return undefined;
  const header = readNames(written.header, [...path, "header"], complain);
  for (const { name, source } of columns) {
    if (source.kind === "always") continue;
    const [first, second] = source.names.filter((each) => header.includes(each));
    const at = [...path, "columns", name];
    if (first === undefined)
      complain(at, `header has no ${source.names.map(quoted).join(" or ")}${nearIn(source.names, header)}`);
    else if (second !== undefined)
      complain(at, `header has both ${quoted(first)} and ${quoted(second)}; name one of them`);
  }
  return header;
}

function nearIn(names: readonly string[], header: readonly string[]): string {
  return names.map((name) => didYouMean(name, header)).find((near) => near !== "") ?? "";
}

function readSkip(
  { written, path, columns, complain }: ExportKeys,
  header: readonly string[] | undefined,
): readonly SkipTest[] {
  if (written.skip === undefined) return [];
  const at = [...path, "skip"];
  if (Object.keys(written.skip).length === 0)
    complain(at, "says nothing; write a column of the file and the values of rows that are no records");
  return Object.entries(written.skip).flatMap(([name, test]) => {
    const column = comparableName(name);
    const mapped = columns.find((each) => each.name === name && each.source.kind === "from");
    const names = mapped?.source.kind === "from" ? mapped.source.names : [];
    if (names.length > 0 && !names.includes(column))
      complain(
        [...at, name],
        `skip names columns of the file, where ${name} is ${names.map(quoted).join(" or ")}`,
        "key",
      );
    else if (header !== undefined && !header.includes(column))
      complain([...at, name], `header has no ${quoted(column)}${didYouMean(column, header)}`, "key");
    return readSkipTest(column, test, [...at, name], complain) ?? [];
  });
}

function readSkipTest(column: string, written: WrittenSkipTest, path: Path, complain: Complain): SkipTest | undefined {
  if (typeof written === "string" || Array.isArray(written))
    return { column, values: new Set([written].flat()), negated: false };
  const { not, empty } = written;
  if (not !== undefined && empty !== undefined)
    return complain([...path, "empty"], 'empty does not go with not; "" among its values is an empty cell', "key");
  if (not !== undefined) return { column, values: new Set([not].flat()), negated: true };
  if (empty !== undefined) return { column, values: new Set([""]), negated: empty === "false" };
  return complain(path, "says nothing; write a value, a list, not or empty");
}

/** Two columns of ours from one of the file are a slip of the pen, unless the words of at least one of them are translated. */
function checkSharedColumns({ path, columns, complain }: ExportKeys): void {
  const taken = new Map<string, string>();
  for (const { name, source, words } of columns) {
    if (source.kind === "always" || words !== undefined) continue;
    for (const from of new Set(source.names)) {
      const other = taken.get(from);
      if (other !== undefined)
        complain(
          [...path, "columns", name],
          `${quoted(from)} is ${other} already; only a column with values may take it again`,
        );
      else taken.set(from, name);
    }
  }
}

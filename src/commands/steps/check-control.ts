/** Compares the exports with the control totals that came with them, before anything is decided. */
import { basename } from "node:path";
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import { isSameDecimal } from "../../domain/decimal-sum.ts";
import type { Encoding } from "../../domain/encodings.ts";
import { Failure, visible } from "../../domain/failure.ts";
import { isSamePath } from "../../domain/path.ts";
import type { RecordKind } from "../../domain/record.ts";
import { unreachable } from "../../domain/unreachable.ts";
import { type ControlTotals, readControl } from "../../input/control-file.ts";
import { type ColumnSum, countExport, type ExportCount } from "../../input/count-export.ts";
import type { Source } from "../../input/source.ts";
import { grouped } from "../../report/summary.ts";
import { mappingOfTable, mappingReader } from "./find-mapping.ts";
import { readBytes } from "./text-file.ts";

/** An export to compare, and the facts about it that are known without reading it. */
export interface ControlledExport {
  /** As it was given; `-` for standard input. */
  readonly path: string;
  readonly kind: RecordKind | undefined;
  /** Undefined when the export cannot be read any more. */
  readonly source: Source | undefined;
  readonly known?: { readonly rows: number; readonly sha256: string };
}

export interface Controlled {
  /** The control file, and the mapping that says how it is read, as a manifest lists them. */
  readonly files: readonly RuleFile[];
  /** Hashes of the exports as they were counted, in order. */
  readonly hashes: readonly string[];
}

export interface ControlReading {
  readonly cwd: string;
  /** The encoding and the mapping that the command declares for exports. */
  readonly encoding: Encoding | undefined;
  readonly mapping: string | undefined;
}

/** @throws Failure `control-differs` with every difference, `control-invalid`. */
export async function checkControl(
  path: string,
  exports: readonly ControlledExport[],
  { cwd, encoding, mapping }: ControlReading,
): Promise<Controlled> {
  const bytes = readBytes(path, cwd);
  const mapped = await mappingOfTable(path, { read: mappingReader(cwd), mapping });
  const totals = await readControl({ path, bytes, mapping: mapped?.own, encoding }, cwd);
  const { lines, differences } = matchLines(totals, exports, cwd);
  const hashes: string[] = [];
  for (const [index, each] of exports.entries()) {
    const line = lines.get(index);
    if (line === undefined) {
      differences.push(`${each.path}  is not in the control file`);
      continue;
    }
    const found = await count(each, line);
    hashes.push(found.sha256);
    differences.push(...differencesOf(each.path, line, found));
  }
  if (differences.length > 0) {
    const found = `\n  ${differences.map(visible).join("\n  ")}`;
    throw new Failure("control-differs", { place: { file: path }, found });
  }
  const file: RuleFile = { role: "control", path, sha256: sha256Of(bytes) };
  return { files: [file, ...(mapped === undefined ? [] : [mapped.file])], hashes };
}

interface Matched {
  /** By position of the export. */
  readonly lines: ReadonlyMap<number, ControlTotals>;
  readonly differences: string[];
}

/** A line names an export by its path, or by its file name where only one has it. */
function matchLines(totals: readonly ControlTotals[], exports: readonly ControlledExport[], cwd: string): Matched {
  const lines = new Map<number, ControlTotals>();
  const differences: string[] = [];
  for (const line of totals) {
    const byPath = positions(exports, ({ path }) => isSamePath(path, line.file, cwd));
    const named = byPath.length > 0 ? byPath : positions(exports, ({ path }) => basename(path) === line.file);
    const [position] = named;
    if (position === undefined) differences.push(`${line.file}  is not among the exports`);
    else if (named.length > 1) differences.push(`${line.file}  names ${named.length} exports; write its path`);
    else if (lines.has(position)) differences.push(`${line.file}  stands in the control file under another name too`);
    else lines.set(position, line);
  }
  return { lines, differences };
}

function positions(exports: readonly ControlledExport[], fits: (each: ControlledExport) => boolean): readonly number[] {
  return exports.flatMap((each, index) => (fits(each) ? [index] : []));
}

async function count({ source, kind, known }: ControlledExport, { sums }: ControlTotals): Promise<Counted> {
  const columns = [...sums.keys()];
  if (known !== undefined && (source === undefined || columns.length === 0)) return { ...known, sums: new Map() };
  if (source === undefined) throw new Error("an export of which nothing is known");
  return countExport({ source, kind, columns });
}

type Counted = Pick<ExportCount, "rows" | "sha256" | "sums">;

function differencesOf(path: string, line: ControlTotals, found: Counted): readonly string[] {
  const text = (what: string, expected: string, is: string) => `${path}  ${what}  expected ${expected}, found ${is}`;
  return [
    ...(line.rows === found.rows ? [] : [text("rows", grouped(line.rows), grouped(found.rows))]),
    ...(line.sha256 === undefined || line.sha256 === found.sha256
      ? []
      : [text("sha256", `${line.sha256.slice(0, 8)}…`, `${found.sha256.slice(0, 8)}…`)]),
    ...[...line.sums].flatMap(([column, expected]) => {
      const sum = found.sums.get(column);
      return sum?.kind === "sum" && isSameDecimal(sum.sum.text(), expected)
        ? []
        : [text(`sum:${column}`, expected, sumText(sum))];
    }),
  ];
}

function sumText(sum: ColumnSum | undefined): string {
  if (sum === undefined) return "standard input, which is gone";
  switch (sum.kind) {
    case "sum":
      return sum.sum.text();
    case "no-column":
      return "no such column";
    case "no-number":
      return `no number in row ${grouped(sum.row)}`;
    default:
      return unreachable(sum);
  }
}

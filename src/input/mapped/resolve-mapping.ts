/**
 * Lays a mapping over the header of a file: which column of the file becomes which column of the export, and every problem.
 *
 * Names are compared in Unicode's form C, without blanks around them and without a byte order mark. A column of the file that no
 * column of the mapping takes keeps its own name.
 */
import { type ColumnMapping, comparableName, type ExportMapping } from "../../domain/mapping.ts";
import { didYouMean } from "../../domain/suggest.ts";
import type { TimeForm } from "../../domain/time-form.ts";
import { csvText } from "../csv-writer.ts";
import type { Complaint } from "../header-problem.ts";
import { shownName } from "../near-columns.ts";
import { type CellMapping, NO_WORDS } from "./map-cell.ts";

/** What becomes of the rows of a file. Plain data. */
export interface RowMapping {
  /** What becomes of the cells of each column of the file, in the order of the file. */
  readonly cells: readonly (CellMapping | undefined)[];
  /** The columns that come after those of the file. */
  readonly added: readonly AddedColumn[];
  readonly skip: readonly ResolvedSkip[];
}

export interface ResolvedMapping extends RowMapping {
  /** The header line of the export, with its line end. */
  readonly header: string;
  /** The forms of columns of the export that have one of their own. */
  readonly forms: ReadonlyMap<string, TimeForm>;
  /** The words that a column of the export may have, where the mapping says that a row with any other word is rejected. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same, where the mapping says that a record with any other word goes to review. */
  readonly reviewed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A column that the file lacks: a text, or the cell of a column that another name of ours has already. */
export type AddedColumn =
  | { readonly kind: "always"; readonly text: string }
  | { readonly kind: "again"; readonly index: number; readonly mapping: CellMapping | undefined };

/** A test of one column of the file: a row is no record when the column has one of the values (or, `negated`, none of them). */
export interface ResolvedSkip {
  readonly index: number;
  readonly values: ReadonlySet<string>;
  readonly negated: boolean;
}

export type Resolution =
  | { readonly kind: "resolved"; readonly mapping: ResolvedMapping }
  | { readonly kind: "problems"; readonly problems: readonly Complaint[] };

/** @param names of the file's columns, as they are written. @param delimiter between the cells of the export. */
export function resolveMapping(mapping: ExportMapping, names: readonly string[], delimiter: string): Resolution {
  const known = names.map(comparableName);
  const problems: Complaint[] = [];
  const byIndex = new Map<number, ColumnMapping>();
  const added: { readonly name: string; readonly column: AddedColumn }[] = [];
  for (const column of mapping.columns) {
    if (column.source.kind === "always") {
      added.push({ name: column.name, column: { kind: "always", text: column.source.text } });
      continue;
    }
    const found = findColumn(column.name, column.source.names, known, names);
    if (typeof found !== "number") problems.push(found);
    else if (byIndex.has(found))
      added.push({
        name: column.name,
        column: { kind: "again", index: found, mapping: cellMappingOf(column, mapping) },
      });
    else byIndex.set(found, column);
  }
  const skip = mapping.skip.flatMap(({ column, values, negated }): ResolvedSkip[] => {
    const found = findColumn("skip", [column], known, names);
    if (typeof found === "number") return [{ index: found, values, negated }];
    problems.push(found);
    return [];
  });
  const columns = [...known.map((name, index) => byIndex.get(index)?.name ?? name), ...added.map(({ name }) => name)];
  problems.push(...findCollisions(columns, names, byIndex));
  if (mapping.newer?.kind === "column" && !columns.includes(mapping.newer.column))
    problems.push(noColumn("newer", [mapping.newer.column], columns, names));
  if (problems.length > 0) return { kind: "problems", problems };
  return {
    kind: "resolved",
    mapping: {
      header: csvText([columns], delimiter),
      cells: names.map((_, index) => cellMappingOf(byIndex.get(index), mapping)),
      added: added.map((each) => each.column),
      skip,
      ...columnMeanings(mapping),
    },
  };
}

/** What a mapping says of columns of the export, beside their cells. */
export function columnMeanings(mapping: ExportMapping): Pick<ResolvedMapping, "words" | "reviewed" | "forms"> {
  return {
    words: wordsNamed(mapping, "reject"),
    reviewed: wordsNamed(mapping, "review"),
    forms: new Map(mapping.columns.flatMap(({ name, time }) => (time === undefined ? [] : [[name, time] as const]))),
  };
}

/** Whether a column of the file is one that a mapping takes. */
export function isNamedBy({ columns }: ExportMapping, name: string): boolean {
  const wanted = comparableName(name);
  return columns.some(
    ({ source }) => source.kind === "from" && source.names.some((each) => comparableName(each) === wanted),
  );
}

/** The position of the only column of the file that has one of the names. */
function findColumn(
  mapped: string,
  wanted: readonly string[],
  known: readonly string[],
  names: readonly string[],
): number | Complaint {
  const own = new Set(wanted.map(comparableName));
  const found = known.flatMap((name, index) => (own.has(name) ? [index] : []));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const all = found.map((index) => shownName(names[index] ?? "")).join(" and ");
  if (first !== undefined)
    return {
      found: `the columns ${all} both fit ${mapped}; name one of them in the mapping, or rename one in the export`,
    };
  return noColumn(mapped, wanted, known, names);
}

/** @param known the names that would do. */
function noColumn(
  mapped: string,
  wanted: readonly string[],
  known: readonly string[],
  names: readonly string[],
): Complaint {
  const either = wanted.map((name) => shownName(name)).join(" or ");
  const near = wanted.map((name) => didYouMean(comparableName(name), known)).find((text) => text !== "") ?? "";
  return { found: `there is no column ${either} for ${mapped}${near}; the file has ${listText(names)}` };
}

const MOST_LISTED = 40;

function listText(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => shownName(name).slice(1, -1));
  return shown.join(", ") + (names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : "");
}

/** Columns of the file that would have the same name as a column that the mapping makes. */
function findCollisions(
  columns: readonly string[],
  names: readonly string[],
  byIndex: ReadonlyMap<number, ColumnMapping>,
): readonly Complaint[] {
  return names.flatMap((name, index) => {
    if (byIndex.has(index) || columns[index] === "") return [];
    const isTaken = columns.some(
      (other, at) => at !== index && other === columns[index] && (byIndex.has(at) || at >= names.length),
    );
    return isTaken
      ? [
          {
            found: `the file has a column ${shownName(name)} of its own, beside the one that the mapping makes; map one of them under another name`,
          },
        ]
      : [];
  });
}

function cellMappingOf(column: ColumnMapping | undefined, mapping: ExportMapping): CellMapping | undefined {
  const missing = column?.missing ?? mapping.missing;
  const words = column?.words;
  const number = column?.number;
  const otherwise = column?.otherwise ?? { kind: "keep" };
  const changesNothing = words === undefined && number === undefined && otherwise.kind !== "word" && missing.size === 0;
  return changesNothing ? undefined : { missing, words: words ?? NO_WORDS, otherwise, number };
}

/** The words that columns may have, of the columns whose other words have this fate. */
function wordsNamed({ columns }: ExportMapping, fate: "reject" | "review"): ReadonlyMap<string, ReadonlySet<string>> {
  const own = columns.filter(({ otherwise }) => otherwise.kind === fate);
  return new Map(own.map(({ name, words }) => [name, new Set(words?.values())]));
}

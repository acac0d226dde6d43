/** What the counts of a column come to: how full it is, what is in it, what it may mean, and whether it is about people. */
import { columnNamed, isAboutPeople, isTimeColumn, kindOfId } from "../../domain/column-words.ts";
import type { ColumnFacts, CommonValue, Count, Meaning } from "../../domain/inspection.ts";
import { reachesPerson } from "../../domain/personal-value.ts";
import type { CellShape } from "./cell-shapes.ts";
import { type ColumnTally, MOST_EXACT } from "./column-tally.ts";
import { estimateDistinct } from "./distinct-sketch.ts";
import { countRepeated } from "./id-sample.ts";
import { numberReadings, timeReadings } from "./readings.ts";
import type { TableTally } from "./table-tally.ts";
import { wordsByCount } from "./word-counts.ts";

/** Whether repeated values of a column are worth a note: the id of our records, or some other number of a thing. */
export function isIdName(name: string): boolean {
  const meant = columnNamed(name)?.column;
  if (meant !== undefined) return kindOfId(meant) !== undefined;
  return /(?:^|[ _-])(?:id|no|key)$|번호$/i.test(name) && !isAboutPeople(name);
}

/** The facts of the columns that this thread counted; undefined for the others. @param names of all columns. */
export function factsOfColumns(
  { columns }: TableTally,
  names: readonly string[],
): readonly (ColumnFacts | undefined)[] {
  return columns.map((tally, index) => tally && columnFacts(tally, names[index] ?? ""));
}

function columnFacts(tally: ColumnTally, name: string): ColumnFacts {
  const { filled, ids, firstRepeat } = tally;
  const meaning = meaningOf(name);
  const missing = missingOf(tally);
  // Texts for nothing fit no form, and contradict none.
  const shapes = tally.isText ? [] : tally.shapes.filter(({ text }) => !MISSING.test(text));
  const read = shapes.reduce((sum, { cells }) => sum + cells, 0);
  const isId = ids !== undefined || meaning?.column === "user_id" || meaning?.column === "item_id";
  const isTime = meaning === undefined ? undefined : isTimeColumn(meaning.column);
  const times = isId || isTime === false ? [] : timeReadings(shapes, read, { byName: isTime === true });
  const isRead = times.some(({ misfits }) => misfits === undefined);
  const numbers = isId || isTime === true || isRead ? [] : numberReadings(shapes, read);
  const repeated = ids && countRepeated(ids);
  const facts = {
    name,
    filled,
    distinct: distinctOf(tally),
    common: commonOf(tally),
    readings: [...times, ...numbers],
    missing,
    damaged: damagedIn(shapes),
    widths: isId ? widthsOf(shapes) : undefined,
    repeats: repeated && { ids: repeated, first: firstRepeat },
    meaning,
  };
  return { ...facts, personal: isPersonal(facts, tally) };
}

function meaningOf(name: string): Meaning | undefined {
  const named = columnNamed(name);
  return named && { ...named, record: kindOfId(named.column) };
}

function distinctOf({ distinct, words, sketch, ids, filled }: ColumnTally): Count {
  if (ids?.sketch !== undefined) return { count: Math.min(estimateDistinct(ids.sketch), filled), exact: false };
  if (ids !== undefined) return { count: ids.size, exact: true };
  if (words?.lost === 0 && distinct <= MOST_EXACT) return { count: distinct, exact: true };
  if (sketch === undefined) return { count: distinct, exact: true };
  return { count: Math.min(estimateDistinct(sketch), filled), exact: false };
}

const MOST_COMMON = 30;

/** All values where there are few. A value whose count is within what was lost may be a rare one. */
function commonOf({ words }: ColumnTally): readonly CommonValue[] {
  if (words === undefined) return [];
  const { lost } = words;
  const all = wordsByCount(words);
  return all
    .slice(0, MOST_COMMON)
    .filter(([, count]) => count > Math.max(lost, all.length > MOST_COMMON ? 1 : 0))
    .map(([text, count]) => ({ text, cells: { count, exact: lost === 0 } }));
}

const MISSING =
  /^(?:null|\(null\)|\\n|n\/a|#n\/a|na|none|nil|nan|undefined|-{1,3}|\.|없음|해당 ?없음|미정|0000-00-00(?:[ T]00:00:00)?)$/i;

/** Texts for nothing. Of a column without a table, each shape has its first text to show. */
function missingOf({ words, shapes }: ColumnTally): readonly CommonValue[] {
  if (words !== undefined)
    return wordsByCount(words)
      .filter(([text]) => MISSING.test(text))
      .map(([text, count]) => ({ text, cells: { count, exact: words.lost === 0 } }));
  return shapes
    .filter(({ text }) => MISSING.test(text))
    .map(({ text, cells }) => ({ text, cells: { count: cells, exact: false } }));
}

function damagedIn(shapes: readonly CellShape[]): ColumnFacts["damaged"] {
  const damaged = shapes.filter((shape) => shape.damaged);
  const [first] = damaged.toSorted((a, b) => a.line - b.line);
  if (first === undefined) return undefined;
  return { count: damaged.reduce((sum, { cells }) => sum + cells, 0), line: first.line, text: first.text };
}

function widthsOf(shapes: readonly CellShape[]): ColumnFacts["widths"] {
  const widths = shapes.map(({ digits }) => digits ?? 0);
  const [fewest, most] = [Math.min(...widths), Math.max(...widths)];
  return fewest > 0 && fewest < most && Number.isFinite(most) ? [fewest, most] : undefined;
}

/** A column of another name may be about people where it has so many values, and most of them come once. */
const LEAST_VALUES = 20;

function isPersonal(
  { name, meaning, filled, distinct, readings, repeats }: Omit<ColumnFacts, "personal">,
  tally: ColumnTally,
): boolean {
  if (isAboutPeople(name)) return true;
  if (meaning !== undefined || repeats !== undefined) return false;
  const texts = tally.shapes.map(({ text }) => text);
  if (texts.some(reachesPerson)) return true;
  const isRead = readings.some(({ misfits }) => misfits === undefined);
  return !isRead && distinct.count >= LEAST_VALUES && distinct.count > filled / 2;
}

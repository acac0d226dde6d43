/** The lines of a drafted mapping for one column: where it comes from, how its times and amounts are written, what its words mean. */
import { currencyMeant, wordMeant } from "../domain/cell-words.ts";
import type { CellReading, ColumnFacts } from "../domain/inspection.ts";
import { type DraftLine, guess, sure, yamlText } from "./draft-line.ts";
import { grouped } from "./summary.ts";

/** A part of a column's block, such as `time: yyyyMMdd`, and why. */
interface Part {
  readonly text: string;
  readonly because: string;
}

/**
 * Several lines where the column can be read in several ways, of which one is right.
 * @param target the canonical column. @param found why the column may be that one, where its name is not ours.
 */
export function columnLines(
  column: ColumnFacts,
  target: string,
  found = `${column.name} is a word for it`,
): readonly DraftLine[] {
  const { name, meaning } = column;
  const words = wordsPart(column, target);
  const ways = waysToRead(column);
  const isOurs = meaning?.known === "name";
  return ways.map((way) => {
    const parts = [...(way === undefined ? [] : [way]), ...(words === undefined ? [] : [words])];
    if (parts.length === 0 && isOurs && ways.length === 1) return sure(`${target}: ${yamlText(name)}`);
    const reasons =
      parts.length === 0 && isOurs ? ["its cells can be read as they are"] : parts.map((part) => part.because);
    const because = [...(isOurs ? [] : [found]), ...reasons].join("; ");
    if (parts.length === 0) return guess(`${target}: ${yamlText(name)}`, because);
    const block = [`from: ${yamlText(name)}`, ...parts.map(({ text }) => text)].join(", ");
    return guess(`${target}: { ${block} }`, because);
  });
}

/** Undefined for the canonical way, which needs no word. */
function waysToRead({ readings }: ColumnFacts): readonly (Part | undefined)[] {
  const times = readings.filter(({ kind }) => kind === "time");
  const numbers = readings.filter(({ kind }) => kind === "number");
  if (times.length > 0) return timeWays(times);
  if (numbers.length === 0) return [undefined];
  return numbers.map(({ form, fits, misfits }) => {
    if (form === "plain") return undefined;
    const doubt = numbers.length > 1 ? ", and another form as well" : "";
    return { text: `number: { ${form} }`, because: `${cellsText(fits)} fit${doubt}${butText(misfits)}` };
  });
}

function timeWays(times: readonly CellReading[]): readonly (Part | undefined)[] {
  const whole = times.filter(({ misfits }) => misfits === undefined);
  const [first] = whole;
  if (first === undefined) return [partlyRead(times)];
  if (first.form === "iso" && !first.midnights) return [undefined];
  const other = times.find((time) => !whole.includes(time));
  return whole.flatMap((time) => {
    const doubt =
      whole.length > 1
        ? `ambiguous: all ${cellsText(time.fits)} fit ${whole.map(({ form }) => form).join(" and ")}`
        : `${cellsText(time.fits)} fit ${time.form}${other === undefined ? "" : cannotText(other)}`;
    const plain: Part = { text: timeText(time.form), because: doubt };
    if (!time.midnights) return [plain];
    const days: Part = {
      text: `${time.form === "iso" ? "" : `${plain.text}, `}midnight: day`,
      because: `${doubt}; every time is 00:00:00, which may stand for its day`,
    };
    return [time.form === "iso" ? undefined : plain, days];
  });
}

/** Two forms that fit all cells together, or the form that fits the most. */
function partlyRead(times: readonly CellReading[]): Part | undefined {
  const [best] = times;
  if (best === undefined) return undefined;
  const left = best.misfits?.count ?? 0;
  const second = times.find(({ fits, form }) => fits === left && form !== best.form);
  if (second !== undefined) {
    const because = `${cellsText(best.fits)} fit ${best.form}, and the other ${grouped(left)} fit ${second.form}`;
    return { text: `time: [${best.form}, ${second.form}]${centuryText([best.form, second.form])}`, because };
  }
  if (best.form === "iso") return undefined;
  return { text: timeText(best.form), because: `${cellsText(best.fits)} fit ${best.form}${butText(best.misfits)}` };
}

function timeText(form: string): string {
  return `time: ${/[:,[\]{}#"]|^'|\. /.test(form) ? JSON.stringify(form) : form}${centuryText([form])}`;
}

function centuryText(forms: readonly string[]): string {
  return forms.some((form) => /(?<!y)yy(?!y)/.test(form)) ? ", century: 2000" : "";
}

function cannotText({ form, misfits }: CellReading): string {
  return misfits === undefined ? "" : `, ${grouped(misfits.count)} of them cannot be ${form}`;
}

function butText(misfits: CellReading["misfits"]): string {
  return misfits === undefined ? "" : `, ${grouped(misfits.count)} do not, the first on line ${grouped(misfits.line)}`;
}

function cellsText(cells: number): string {
  return cells === 1 ? "1 cell" : `${grouped(cells)} cells`;
}

/** The words of a column that mean one of ours. */
function wordsPart({ common }: ColumnFacts, target: string): Part | undefined {
  const pairs = common.flatMap(({ text }) => {
    const meant = wordMeant(target, text);
    return meant === undefined ? [] : [`${yamlText(text)}: ${meant}`];
  });
  if (pairs.length === 0) return undefined;
  return { text: `values: { ${pairs.join(", ")} }`, because: "words for ours" };
}

/** The currency that marks beside amounts stand for, where no column says it. */
export function currencyLine(columns: readonly ColumnFacts[]): readonly DraftLine[] {
  const forms = columns.flatMap(({ readings }) =>
    readings.filter(({ kind }) => kind === "number").map(({ form }) => form),
  );
  const marks = forms.flatMap((form) => [...form.matchAll(/"([^"]+)"/g)].map(([, mark = ""]) => mark));
  const meant = new Set(marks.flatMap((mark) => currencyMeant(mark) ?? []));
  const [currency] = meant;
  if (currency === undefined || meant.size > 1) return [];
  return [guess(`currency: { always: ${currency} }`, "amounts have its mark beside them")];
}

/** How all cells of a column, or nearly all, can be read: as times under a form, or as amounts. */
import type { CellReading } from "../../domain/inspection.ts";
import type { CellShape, PlanTally } from "./cell-shapes.ts";
import { hasNoDecimals, NUMBER_FORMS, numberFormText } from "./number-forms.ts";
import { readTimeText } from "./time-of.ts";
import type { TimePlan } from "./time-plan.ts";

/** The share of the cells that a way to read them fits at least. */
const LEAST_TIMES = 0.1;
const LEAST_NUMBERS = 0.9;

/** A form, and how the shapes that have it fare. */
interface FormTally {
  readonly form: string;
  /** The forms that read the same fields; of these, only the strictest is told that fits as many cells. */
  readonly family: string;
  readonly plans: Map<CellShape, PlanTally>;
}

/**
 * The forms that fit some of the cells, those that fit the most first.
 * @param byName whether the column's name says that it holds times; without that, plain numbers are no times.
 */
export function timeReadings(
  shapes: readonly CellShape[],
  filled: number,
  { byName }: { readonly byName: boolean },
): readonly CellReading[] {
  const forms = formsOf(shapes);
  const readings = forms
    .map((form) => ({ form, reading: readingOf(form, shapes, filled) }))
    .filter(({ reading }) => reading.fits >= filled * LEAST_TIMES && reading.fits > 0)
    .filter(({ form, reading }) => byName || isClearly(form, reading))
    .toSorted((a, b) => b.reading.fits - a.reading.fits);
  const families = readings.map(({ form }) => form.family);
  return readings.filter(({ form }, index) => families.indexOf(form.family) === index).map(({ reading }) => reading);
}

/** Numbers may be anything: under a name that says nothing, all of them have to be times, and days of spreadsheets never are. */
function isClearly({ plans }: FormTally, { misfits }: CellReading): boolean {
  const all = [...plans.values()].map(({ plan }) => plan);
  if (all.every(({ kind, isJoined }) => kind === "wall" && !isJoined)) return true;
  return misfits === undefined && all.every(({ kind }) => kind !== "excel-days");
}

function formsOf(shapes: readonly CellShape[]): readonly FormTally[] {
  const forms = new Map<string, FormTally>();
  for (const shape of shapes) {
    for (const tally of shape.plans) {
      const family = tally.plan.forms.at(-1) ?? "";
      for (const form of tally.plan.forms) {
        const known = forms.get(form) ?? { form, family, plans: new Map() };
        known.plans.set(shape, tally);
        forms.set(form, known);
      }
    }
  }
  return [...forms.values()];
}

function readingOf({ form, plans }: FormTally, shapes: readonly CellShape[], filled: number): CellReading {
  const tallies = [...plans];
  const fits = tallies.reduce((sum, [shape, { misfits }]) => sum + shape.cells - misfits, 0);
  const fitting = tallies.map(([, tally]) => tally).filter(({ earliest }) => Number.isFinite(earliest));
  const [{ plan } = { plan: undefined }] = fitting;
  const misfits = shapes.flatMap((shape) => misfitsOf(shape, plans.get(shape)));
  return {
    kind: "time",
    form,
    fits,
    misfits: firstOf(misfits, filled - fits),
    between:
      plan === undefined
        ? undefined
        : [
            readTimeText(plan, Math.min(...fitting.map(({ earliest }) => earliest))),
            readTimeText(plan, Math.max(...fitting.map(({ latest }) => latest))),
          ],
    midnights: fitting.every((each) => each.midnights && hasClock(each.plan)),
  };
}

/** Whether the times of a plan have an hour. A spreadsheet's days are dates where none has decimals. */
function hasClock({ kind, at, steps }: TimePlan): boolean {
  return kind === "wall" ? at.hour >= 0 || steps.length > 3 : kind !== "excel-days";
}

interface Misfit {
  readonly line: number;
  readonly text: string;
}

function misfitsOf({ line, text }: CellShape, tally: PlanTally | undefined): readonly Misfit[] {
  if (tally === undefined) return [{ line, text }];
  return tally.misfits === 0 ? [] : [{ line: tally.misfitLine, text: tally.misfitText }];
}

function firstOf(misfits: readonly Misfit[], count: number): CellReading["misfits"] {
  const [first] = misfits.toSorted((a, b) => a.line - b.line);
  return first === undefined ? undefined : { count, ...first };
}

/**
 * The plainest form that reads the most cells as amounts, and a form that reads as many of them as other amounts: `4,900` may be less
 * than five, but not `₩4,900`, since won have no decimals. None where too few cells are amounts.
 */
export function numberReadings(shapes: readonly CellShape[], filled: number): readonly CellReading[] {
  const byForm = NUMBER_FORMS.map((form, index) => {
    const fitting = shapes.filter(({ number }) => ((number?.forms ?? 0) & (1 << index)) !== 0);
    return { ...form, index, fitting, fits: fitting.reduce((sum, { cells }) => sum + cells, 0) };
  });
  const most = Math.max(...byForm.map(({ fits }) => fits));
  if (most === 0 || most < filled * LEAST_NUMBERS) return [];
  const fitting = byForm.filter(({ fits }) => fits === most);
  const shown = fitting.flatMap((form) => form.fitting);
  const mark = shown.map(({ text }) => /[.,](?=\d{3}(?!\d))/.exec(text)?.[0]).find((found) => found !== undefined);
  const isWhole = shown.some(({ number }) => number?.affixes.some(hasNoDecimals));
  const whole = isWhole ? fitting.filter(({ group }) => group === mark).slice(0, 1) : [];
  const [plainest, ...others] = mark !== undefined && whole.length > 0 ? whole : fitting;
  if (plainest === undefined) return [];
  const other = mark !== undefined ? others.find(({ decimal }) => decimal !== plainest.decimal) : undefined;
  return [plainest, ...(other === undefined ? [] : [other])].map(({ index, fitting, fits }) => ({
    kind: "number",
    form:
      numberFormText(
        1 << index,
        fitting.flatMap(({ number }) => number?.affixes ?? []),
      ) ?? "",
    fits,
    misfits: firstOf(
      shapes.filter((shape) => !fitting.includes(shape)),
      filled - fits,
    ),
    between: undefined,
    midnights: false,
  }));
}

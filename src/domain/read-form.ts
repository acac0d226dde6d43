/** Makes the reader of a form, whose cells may have one pattern or one of several. */
import { type FormShapes, shapeIn } from "./form-shapes.ts";
import { DAY } from "./instant.ts";
import { createIsoReader } from "./read-iso.ts";
import { createLettersReader } from "./read-letters.ts";
import { createEpochReader, createExcelReader } from "./read-number.ts";
import type { TimeForm, TimePattern } from "./time-form.ts";
import { finishTime, meaningOf, type TimeMeaning } from "./time-meaning.ts";
import { compilePattern, type ReadyPattern } from "./time-pattern.ts";
import { SEPARATORS } from "./time-shape.ts";
import {
  isDateOnly,
  type TimeFault,
  type TimeReader,
  type TimeRole,
  type TimeSlot,
  type Timestamp,
} from "./timestamp.ts";
import { unreachable } from "./unreachable.ts";
import { openZone, type Zone } from "./zone.ts";

/**
 * A reader of the cells of a form. Where several patterns fit a cell and mean the same, its shape is that of the first of them.
 * @param zone of times without an offset, where the form names none.
 * @throws Error for a pattern that `compilePattern` refuses, which whoever read the mapping has asked before.
 */
export function createFormReader(role: TimeRole, zone: Zone, form: TimeForm): TimeReader {
  const ready = readyForm(form);
  const meaning = meaningOf(role, ready.zone ?? zone, form);
  const readers = ready.shapes.map((shapes) => readerOf(shapes, meaning));
  const [only, ...others] = readers;
  if (only === undefined) throw new Error("a form without a pattern");
  return others.length === 0 ? only : createSeveralReader(only, others);
}

interface ReadyForm {
  readonly zone: Zone | undefined;
  /** One for each pattern. */
  readonly shapes: readonly FormShapes[];
}

/** Shapes are shared by all readers of a form. */
const readyForms = new WeakMap<TimeForm, ReadyForm>();

function readyForm(form: TimeForm): ReadyForm {
  const known = readyForms.get(form);
  if (known !== undefined) return known;
  const zone = form.zone === undefined ? undefined : openZone(form.zone);
  const shapes = form.patterns.map((written): FormShapes => {
    const alone = form.patterns.length === 1 ? form : { ...form, patterns: [written] };
    const made: FormShapes = {
      pattern: readyPattern(written),
      form: alone,
      zone,
      known: new Map(),
      lastKey: -1,
      last: undefined,
    };
    if (alone !== form) readyForms.set(alone, { zone, shapes: [made] });
    return made;
  });
  const ready = { zone, shapes };
  readyForms.set(form, ready);
  return ready;
}

function readyPattern(pattern: TimePattern): ReadyPattern {
  if (pattern.kind !== "letters") return pattern;
  const ready = compilePattern(pattern.text);
  if (typeof ready === "string") throw new Error(`${pattern.text} ${ready}`);
  return ready;
}

function readerOf(shapes: FormShapes, meaning: TimeMeaning): TimeReader {
  const { pattern } = shapes;
  switch (pattern.kind) {
    case "iso":
      return createIsoFormReader(shapes, meaning);
    case "letters":
      return createLettersReader(shapes, pattern, meaning);
    case "epoch":
      return createEpochReader(shapes, pattern.unit, meaning);
    case "excel-days":
      return createExcelReader(shapes, meaning);
    default:
      return unreachable(pattern);
  }
}

/** Reads ISO 8601 as a wall time, and then asks the form for its meaning. The style of a shape is its separator's position. */
function createIsoFormReader(shapes: FormShapes, meaning: TimeMeaning): TimeReader {
  // No wall time is missing in UTC, and none comes twice.
  const plain = createIsoReader("start", openZone("UTC"));
  const time: TimeSlot = { ...plain.time, shape: shapeIn(shapes, true, undefined, "none", 0), role: meaning.role };

  function read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined {
    const wrong = plain.read(bytes, from, to);
    if (wrong !== undefined) return wrong;
    const { wall, offset, below, shape } = plain.time;
    const { separator, seconds, decimals, offsetStyle } = shape;
    const isMidnight = meaning.isMidnightDate && below === 0 && wall % DAY === 0;
    const style = SEPARATORS.indexOf(separator);
    time.wall = wall;
    time.below = below;
    time.shape = shapeIn(
      shapes,
      separator === "none" || isMidnight,
      seconds ? decimals : undefined,
      offsetStyle,
      style,
    );
    return finishTime(time, offsetStyle === "none" ? Number.NaN : offset, meaning);
  }

  return { time, read };
}

function createSeveralReader(first: TimeReader, others: readonly TimeReader[]): TimeReader {
  const readers = [first, ...others];
  const time: TimeSlot = { ...first.time };

  function read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined {
    let found: Timestamp | undefined;
    let isUnclear = false;
    for (const reader of readers) {
      const wrong = reader.read(bytes, from, to);
      if (wrong === "time-invalid") continue;
      if (wrong !== undefined) isUnclear = true;
      else if (found === undefined) found = reader.time;
      else if (!meanTheSame(found, reader.time)) return "time-two-ways";
    }
    if (found === undefined) return isUnclear ? "time-ambiguous" : "time-invalid";
    if (isUnclear) return "time-two-ways";
    fill(time, found);
    return undefined;
  }

  return { time, read };
}

function meanTheSame(one: Timestamp, other: Timestamp): boolean {
  return (
    one.instant === other.instant &&
    one.below === other.below &&
    one.wall - one.offset === other.wall - other.offset &&
    isDateOnly(one) === isDateOnly(other)
  );
}

function fill(slot: TimeSlot, { instant, wall, offset, below, shape }: Timestamp): void {
  slot.instant = instant;
  slot.wall = wall;
  slot.offset = offset;
  slot.below = below;
  slot.shape = shape;
}

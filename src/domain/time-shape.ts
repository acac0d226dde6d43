/** The shape of a time: how it was written, so that a new value can be written the same way. */
import { MINUTE, SECOND } from "./instant.ts";
import type { TimeForm } from "./time-form.ts";
import type { ReadyPattern } from "./time-pattern.ts";
import type { Zone } from "./zone.ts";

/** The decimals of a second that an instant has, and the most that a time may have: nanoseconds. */
export const MILLI_DECIMALS = 3;
export const MOST_SECOND_DECIMALS = 9;

export type Separator = "none" | "T" | "space";
export type OffsetStyle = "none" | "Z" | "+hh:mm" | "+hhmm" | "+hh";

/** How a timestamp was written, so that a new value can be written the same way. */
export interface TimeShape {
  /** `none` for a date alone; `space` for all times in a pattern of letters or numbers. */
  readonly separator: Separator;
  readonly seconds: boolean;
  /** Decimals of the second, 0 to 9. */
  readonly decimals: number;
  readonly offsetStyle: OffsetStyle;
  /** How a form of a mapping writes it; undefined for ISO 8601 without a form. */
  readonly form: FormShape | undefined;
}

/** The part of a shape that a form adds: all that a new value is written with, and read again. */
export interface FormShape {
  readonly pattern: ReadyPattern;
  /** The form with the pattern of this shape alone. */
  readonly form: TimeForm;
  /** The zone of the form; undefined for the policy's. */
  readonly zone: Zone | undefined;
  /** The choices that the pattern leaves to a cell, as the pattern's reader packs them into a number. */
  readonly style: number;
}

/** Shapes are shared objects: a few dozen exist, however many rows there are. */
const SHAPES: TimeShape[] = [];
export const SEPARATORS: readonly Separator[] = ["none", "T", "space"];
export const OFFSET_STYLES: readonly OffsetStyle[] = ["none", "Z", "+hh:mm", "+hhmm", "+hh"];

export function isoShape(
  separator: Separator,
  seconds: boolean,
  decimals: number,
  offsetStyle: OffsetStyle,
): TimeShape {
  const key =
    SEPARATORS.indexOf(separator) + 3 * (seconds ? 1 : 0) + 6 * decimals + 60 * OFFSET_STYLES.indexOf(offsetStyle);
  const known = SHAPES[key];
  if (known !== undefined) return known;
  const shape: TimeShape = { separator, seconds, decimals, offsetStyle, form: undefined };
  SHAPES[key] = shape;
  return shape;
}

/**
 * The shortest time that a shape other than a date's can tell apart, in milliseconds. It is 1 from three decimals on: further
 * digits are copied, not worked out.
 */
export function grainOf({ seconds, decimals }: TimeShape): number {
  return seconds ? SECOND / 10 ** Math.min(decimals, MILLI_DECIMALS) : MINUTE;
}

/** The last year that can be written in a shape. */
export function lastYearIn({ form }: TimeShape): number {
  const isShort = form?.pattern.kind === "letters" && form.pattern.isShortYear;
  return isShort ? (form.form.century ?? 0) + 99 : 9999;
}

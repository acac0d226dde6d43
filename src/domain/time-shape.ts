/** The shape of a time: how it was written, so that a new value can be written the same way. */
import { MINUTE, SECOND } from "./instant.ts";

/** The decimals of a second that an instant has, and the most that a time may have: nanoseconds. */
export const MILLI_DECIMALS = 3;
export const MOST_SECOND_DECIMALS = 9;

export type Separator = "none" | "T" | "space";
export type OffsetStyle = "none" | "Z" | "+hh:mm" | "+hhmm" | "+hh";

/** How a timestamp was written, so that a new value can be written the same way. */
export interface TimeShape {
  /** `none` for a date alone. */
  readonly separator: Separator;
  readonly seconds: boolean;
  /** Decimals of the second, 0 to 9. */
  readonly decimals: number;
  readonly offsetStyle: OffsetStyle;
}

/** Shapes are shared objects: a few dozen exist, however many rows there are. */
const SHAPES: TimeShape[] = [];
const SEPARATORS: readonly Separator[] = ["none", "T", "space"];
const OFFSET_STYLES: readonly OffsetStyle[] = ["none", "Z", "+hh:mm", "+hhmm", "+hh"];

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
  const shape: TimeShape = { separator, seconds, decimals, offsetStyle };
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

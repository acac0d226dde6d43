/** The shape of a time: how it was written, so that a new value can be written the same way. */
import { MINUTE, SECOND } from "./instant.ts";

export type Separator = "none" | "T" | "space";
export type OffsetStyle = "none" | "Z" | "+hh:mm" | "+hhmm" | "+hh";

/** How a timestamp was written, so that a new value can be written the same way. */
export interface TimeShape {
  /** `none` for a date alone. */
  readonly separator: Separator;
  readonly seconds: boolean;
  /** Decimals of the second, 0 to 3. */
  readonly decimals: number;
  readonly offsetStyle: OffsetStyle;
}

/** Shapes are shared objects: a few dozen exist, however many rows there are. */
const SHAPES: TimeShape[] = [];
const SEPARATORS: readonly Separator[] = ["none", "T", "space"];
const OFFSET_STYLES: readonly OffsetStyle[] = ["none", "Z", "+hh:mm", "+hhmm", "+hh"];

export function shapeOf(separator: Separator, seconds: boolean, decimals: number, offsetStyle: OffsetStyle): TimeShape {
  const key =
    SEPARATORS.indexOf(separator) + 3 * (seconds ? 1 : 0) + 6 * decimals + 24 * OFFSET_STYLES.indexOf(offsetStyle);
  const known = SHAPES[key];
  if (known !== undefined) return known;
  const shape: TimeShape = { separator, seconds, decimals, offsetStyle };
  SHAPES[key] = shape;
  return shape;
}

/** The shortest time that a shape other than a date's can tell apart, in milliseconds. */
export function grainOf({ seconds, decimals }: TimeShape): number {
  return seconds ? SECOND / 10 ** decimals : MINUTE;
}

/** The shapes that cells of one pattern of a form have: shared objects, made when a cell has a new one. */
import type { TimeForm } from "./time-form.ts";
import type { ReadyPattern } from "./time-pattern.ts";
import { type FormShape, OFFSET_STYLES, type OffsetStyle, type Separator, type TimeShape } from "./time-shape.ts";
import type { Zone } from "./zone.ts";

export interface FormShapes {
  readonly pattern: ReadyPattern;
  /** The form with this pattern alone. */
  readonly form: TimeForm;
  /** The zone of the form; undefined for the policy's. */
  readonly zone: Zone | undefined;
  readonly known: Map<number, TimeShape>;
  /** The shape that was asked for last, and its key: nearly all cells have the shape of the cell before. */
  lastKey: number;
  last: TimeShape | undefined;
}

/** @param style see `FormShape`. @param decimals of the second; undefined for a pattern without seconds. */
export function shapeIn(
  shapes: FormShapes,
  isDate: boolean,
  decimals: number | undefined,
  offset: OffsetStyle,
  style: number,
): TimeShape {
  const key = ((style * 5 + OFFSET_STYLES.indexOf(offset)) * 11 + (decimals ?? 10)) * 2 + (isDate ? 1 : 0);
  if (key === shapes.lastKey && shapes.last !== undefined) return shapes.last;
  const shape = shapes.known.get(key) ?? makeShape(shapes, isDate, decimals, offset, style);
  shapes.known.set(key, shape);
  shapes.lastKey = key;
  shapes.last = shape;
  return shape;
}

function makeShape(
  shapes: FormShapes,
  isDate: boolean,
  decimals: number | undefined,
  offset: OffsetStyle,
  style: number,
): TimeShape {
  const { pattern, form, zone } = shapes;
  const separator: Separator = isDate ? "none" : "space";
  const shaped: FormShape = { pattern, form, zone, style };
  return { separator, seconds: decimals !== undefined, decimals: decimals ?? 0, offsetStyle: offset, form: shaped };
}

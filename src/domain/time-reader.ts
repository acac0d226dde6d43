/** Makes the readers of times, and the cells that are read with them. */
import { createFormReader } from "./read-form.ts";
import { createIsoReader } from "./read-iso.ts";
import type { TimeForm } from "./time-form.ts";
import type { TimeCell, TimeReader, TimeRole } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

/**
 * A reader of times in a form, or in ISO 8601.
 * @param zone that times without an offset are meant in; a form may name another.
 */
export function createTimeReader(role: TimeRole, zone: Zone, form?: TimeForm): TimeReader {
  return form === undefined ? createIsoReader(role, zone) : createFormReader(role, zone, form);
}

export function createTimeCell(role: TimeRole, zone: Zone, form?: TimeForm): TimeCell {
  return { reader: createTimeReader(role, zone, form), bytes: NO_BYTES, from: 0, to: 0, state: "empty" };
}

const NO_BYTES = new Uint8Array(0);

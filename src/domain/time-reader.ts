/** Makes the readers of times, and the cells that are read with them. */
import { createIsoReader } from "./read-iso.ts";
import type { TimeCell, TimeReader, TimeRole } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

/** A reader of times in ISO 8601. @param zone that times without an offset are meant in. */
export function createTimeReader(role: TimeRole, zone: Zone): TimeReader {
  return createIsoReader(role, zone);
}

export function createTimeCell(role: TimeRole, zone: Zone): TimeCell {
  return { reader: createTimeReader(role, zone), bytes: NO_BYTES, from: 0, to: 0, state: "empty" };
}

const NO_BYTES = new Uint8Array(0);

/** Reads a text as a timestamp; a cell of bytes is read by a reader of `time-reader.ts`. */
import type { TimeForm } from "./time-form.ts";
import { createTimeReader } from "./time-reader.ts";
import type { TimeFault, TimeReader, TimeRole, Timestamp } from "./timestamp.ts";
import type { Zone } from "./zone.ts";

/** No timestamp is longer than `2022-10-15T15:30:00.000000000+09:00`. */
const LONGEST = 35;
const scratch = new Uint8Array(LONGEST);
const textReaders: { readonly [role in TimeRole]: WeakMap<Zone, TimeReader> } = {
  start: new WeakMap(),
  end: new WeakMap(),
  charge: new WeakMap(),
};

/** Reads a whole text; see `createTimeReader`. */
export function parseTimestamp(text: string, role: TimeRole, zone: Zone, form?: TimeForm): Timestamp | TimeFault {
  return form === undefined ? parseIso(text, role, zone) : parseInForm(text, role, zone, form);
}

const encoder = new TextEncoder();
const formReaders: { readonly [role in TimeRole]: WeakMap<TimeForm, WeakMap<Zone, TimeReader>> } = {
  start: new WeakMap(),
  end: new WeakMap(),
  charge: new WeakMap(),
};

function parseInForm(text: string, role: TimeRole, zone: Zone, form: TimeForm): Timestamp | TimeFault {
  const readers = formReaders[role].get(form) ?? new WeakMap<Zone, TimeReader>();
  formReaders[role].set(form, readers);
  const reader = readers.get(zone) ?? createTimeReader(role, zone, form);
  readers.set(zone, reader);
  const bytes = encoder.encode(text);
  return reader.read(bytes, 0, bytes.length) ?? { ...reader.time };
}

function parseIso(text: string, role: TimeRole, zone: Zone): Timestamp | TimeFault {
  if (text.length > LONGEST) return "time-invalid";
  // A character that is no byte becomes a byte that no timestamp has.
  for (let at = 0; at < text.length; at += 1) scratch[at] = Math.min(text.charCodeAt(at), 0xff);
  let reader = textReaders[role].get(zone);
  if (reader === undefined) {
    reader = createTimeReader(role, zone);
    textReaders[role].set(zone, reader);
  }
  return reader.read(scratch, 0, text.length) ?? { ...reader.time };
}

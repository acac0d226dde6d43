/** One row of a plan, before and after. */
import { quoted } from "../domain/failure.ts";
import type { Fault } from "../domain/reject.ts";

export interface SampleRow {
  readonly record: string;
  readonly holder: string;
  readonly service: string;
  readonly before: string;
  readonly after: string;
  readonly rule: string;
}

export interface RejectExampleView {
  readonly code: string;
  /** `rentals.csv:1842`; the folder of all rejects where no example is at hand. */
  readonly place: string;
  readonly example: { readonly fault: Fault /** Masked where it is a person's. */; readonly shown: string } | undefined;
}

const SHOWN_AT_THE_END = 2;

/** `••••42`: the last two characters of a longer value, nothing of a shorter one. */
export function masked(value: string): string {
  if (value === "") return "";
  const characters = [...value];
  if (characters.length <= SHOWN_AT_THE_END * 3) return "••••";
  return `••••${plainText(characters.slice(-SHOWN_AT_THE_END).join(""))}`;
}

/** A value without control and bidirectional characters, which are written as escapes. */
export function plainText(value: string): string {
  return quoted(value).slice(1, -1).replaceAll('\\"', '"');
}

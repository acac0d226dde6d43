/** Values of rows as they are shown. */
import { quoted } from "../domain/failure.ts";
import { reachesPerson } from "../domain/personal-value.ts";
import type { Fault } from "../domain/reject.ts";

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

const PERSONAL = new Set(["user_id", "email", "phone"]);

/** A value of a column as it may be shown: masked where the column is about a person, or where the value reaches one. */
export function maskedIn(column: string, value: string): string {
  return PERSONAL.has(column) || reachesPerson(value) ? masked(value) : value;
}

/** A value without control and bidirectional characters, which are written as escapes. */
export function plainText(value: string): string {
  return quoted(value).slice(1, -1).replaceAll('\\"', '"');
}

/** The failures for a line that is no flat object, or has other keys than the columns, each with its line and column. */
import { Failure, type FailureCode, quoted } from "../../domain/failure.ts";
import { didYouMean } from "../../domain/suggest.ts";
import { keyText, type MisplacedKey } from "./columns.ts";
import type { LineFault, LinePairs } from "./json-line.ts";

export interface LinePlace {
  readonly file: string;
  readonly line: number;
  /** The bytes in which the line lies, and where it begins in them. */
  readonly bytes: Buffer;
  readonly start: number;
}

export function invalidLine({ kind, at, found }: LineFault, place: LinePlace, pairs: LinePairs): Failure {
  if (kind === "invalid") return failureAt("json-line-invalid", at, place, found);
  // The key of the value was read before the value, and the pair was not counted yet.
  const key = keyText(pairs, place.bytes, pairs.count);
  return failureAt("json-value-nested", at, place, `${quoted(key)} is ${found}`);
}

export function misplacedKey({ kind, key, at }: MisplacedKey, place: LinePlace, known: readonly string[]): Failure {
  const code = kind === "unknown" ? "json-key-unknown" : "json-key-repeated";
  return failureAt(code, at, place, `${quoted(key)}${kind === "unknown" ? didYouMean(key, known) : ""}`);
}

export function loneSurrogate(at: number, place: LinePlace): Failure {
  return failureAt("json-line-invalid", at, place, "an escape is half of a character, and its other half is missing");
}

export function strangeNumber(at: number, place: LinePlace): Failure {
  return failureAt("json-line-invalid", at, place, "a number has an exponent beyond 400");
}

function failureAt(code: FailureCode, at: number, { file, line, bytes, start }: LinePlace, found: string): Failure {
  const column = [...bytes.toString("utf8", start, at).replace(/^\ufeff/, "")].length + 1;
  return new Failure(code, { place: { file, line, column }, found });
}

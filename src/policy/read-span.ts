/** A length of time in a rule: stated, or measured on the record. */
import { NO_TIME } from "../domain/duration.ts";
import { HOUR } from "../domain/instant.ts";
import type { Span } from "../rules/policy.ts";
import type { Complain, Path } from "./problem.ts";
import { readDuration, readElapsed, readFactor } from "./terms.ts";
import type { WrittenSpan } from "./written-terms.ts";

/** @param readStated reads a stated length; a share of a price takes none with months. */
export function readSpan(
  written: WrittenSpan,
  path: Path,
  complain: Complain,
  readStated = readDuration,
): Span | undefined {
  if (written === "outage" || written === "lost") {
    return { kind: "measured", of: written, times: { over: 1n, under: 1n }, upTo: undefined, plus: NO_TIME };
  }
  if (typeof written === "string") {
    const duration = readStated(written, path, complain);
    return duration && { kind: "stated", duration };
  }
  const times = readFactor(written.times ?? "1", [...path, "times"], complain);
  const upTo = written["up-to"] === undefined ? HOUR : readElapsed(written["up-to"], [...path, "up-to"], complain);
  const plus = written.plus === undefined ? NO_TIME : readStated(written.plus, [...path, "plus"], complain);
  if (times === undefined || upTo === undefined || plus === undefined) return undefined;
  return { kind: "measured", of: written.of, times, upTo, plus };
}

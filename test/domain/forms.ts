/** Forms of a mapping, for tests: everything that is not said is as a mapping has it. */
import type { TimeForm, TimePattern } from "../../src/domain/time-form.ts";

/** @param text a pattern of letters, or `iso`, `epoch-seconds`, `epoch-millis`, `excel-days`. */
export function pattern(text: string): TimePattern {
  if (text === "iso" || text === "excel-days") return { kind: text };
  if (text === "epoch-seconds") return { kind: "epoch", unit: "seconds" };
  if (text === "epoch-millis") return { kind: "epoch", unit: "millis" };
  return { kind: "letters", text };
}

export function formOf(patterns: string | readonly string[], change: Partial<TimeForm> = {}): TimeForm {
  const texts = typeof patterns === "string" ? [patterns] : patterns;
  return {
    patterns: texts.map(pattern),
    century: undefined,
    through: "day",
    midnight: "moment",
    twice: undefined,
    never: undefined,
    zone: undefined,
    ...change,
  };
}

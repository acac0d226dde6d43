/** `figures.json` as it is read back from a plan or run. */
import { type Check, count, isObject, listOf, mapOf, optional, shape, text } from "../../book/checks.ts";
import { readWhole } from "../../book/disk.ts";
import type { Figures } from "../../report/figures.ts";

const spread = shape({
  count,
  smallest: text,
  median: text,
  largest: text,
  about: optional((value) => value === true),
});
const figures: Check = shape({
  format: (value) => value === 1,
  ends: listOf(shape({ day: text, before: count, after: count, dead: count })),
  by_rule: listOf(shape({ rule: text, layer: text, service: text, longer: optional(spread), paid: mapOf(spread) })),
  amounts: listOf(
    shape({
      currency: text,
      service: text,
      bins: listOf(shape({ from: text, to: text, count, sum: text })),
    }),
  ),
  largest: listOf(
    shape({
      currency: text,
      payments: listOf(shape({ record: text, record_id: text, service: text, rule: text, amount: text })),
      sum: text,
    }),
  ),
  review: listOf(
    shape({
      service: text,
      rule: text,
      code: text,
      column: text,
      count,
      values: listOf(shape({ value: text, count })),
      others: count,
    }),
  ),
  reject_examples: listOf(shape({ code: text, file: text, line: count, column: text, value: text, message: text })),
  samples: listOf(
    shape({ record: text, record_id: text, holder: text, service: text, before: text, after: text, rule: text }),
  ),
});

/** Undefined when the file holds other figures than this version reads. @throws Failure `file-unreadable`. */
export function readFigures(path: string): Figures | undefined {
  try {
    const value: unknown = JSON.parse(readWhole(path).toString("utf8"));
    return isFigures(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isFigures(value: unknown): value is Figures {
  return isObject(value) && figures(value);
}

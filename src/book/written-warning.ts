/** A warning of a plan, as its summary and its manifest hold it. */
import { type Check, count, optional, shape, text } from "./checks.ts";

export interface WrittenWarning {
  readonly code: string;
  readonly about: string;
  readonly records: number;
  /** The first cell that the warning is about. */
  readonly example?: {
    readonly line: number;
    readonly column: string;
    readonly value: string;
    readonly fault?: string;
  };
}

export const writtenWarning: Check = shape({
  code: text,
  about: text,
  records: count,
  example: optional(shape({ line: count, column: text, value: text, fault: optional(text) })),
});

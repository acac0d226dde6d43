/**
 * One byte per row read: what became of it. The low bits say what was decided from the row alone; two marks above
 * them are set later, when rows are compared with each other.
 */
import { UNAFFECTED_REASONS, type UnaffectedReason } from "../../domain/decision.ts";
import type { Fault, RejectCode } from "../../domain/reject.ts";
import { ROW_CODES } from "../../kernel/numbers.ts";

/** Codes below this are positions in `UNAFFECTED_REASONS`. */
export const AFFECTED = ROW_CODES.affected;
export const REJECTED = 33;
/** Rejected without a readable identity, so that it cannot be compared with other rows. */
export const REJECTED_NAMELESS = 34;

/** The bits that say what the row alone came to. */
export const DECIDED = 0x3f;
export const DUPLICATE = 0x80;
export const CONFLICT = 0x40;

const CODES = new Map(UNAFFECTED_REASONS.map((reason, code) => [reason, code]));

export function codeOf(reason: UnaffectedReason): number {
  return CODES.get(reason) ?? 0;
}

/** The code of a rejected row. */
export function codeOfFaults(faults: readonly Fault[]): number {
  const isNameless = faults.some(
    ({ code, column }) => NAMELESS.has(code) || (code === "id-placeholder" && column !== "user_id"),
  );
  return isNameless ? REJECTED_NAMELESS : REJECTED;
}

const NAMELESS: ReadonlySet<RejectCode> = new Set(["column-count", "id-empty", "service-empty"]);

/** What the row alone came to, marks left out. */
export function decidedCode(code: number): number {
  return code & DECIDED;
}

export function isDropped(code: number): boolean {
  return (code & (DUPLICATE | CONFLICT)) !== 0;
}

export function reasonOf(code: number): UnaffectedReason | undefined {
  return UNAFFECTED_REASONS[decidedCode(code)];
}

/**
 * One byte for every row that was read: its code. The low bits say what the row alone came to. The two bits above them are marks,
 * which are set later, when rows are compared with each other.
 */
import { UNAFFECTED_REASONS, type UnaffectedReason } from "../../domain/decision.ts";
import type { Fault, RejectCode } from "../../domain/reject.ts";
import { ROW_CODES } from "../../kernel/numbers.ts";

/** Codes below this are positions in `UNAFFECTED_REASONS`. */
export const AFFECTED = ROW_CODES.affected;
export const REJECTED = 33;
/** Rejected without a readable identity, so that the row cannot be compared with other rows. */
export const REJECTED_NAMELESS = 34;

/** The bits that say what the row alone came to. */
export const DECIDED = 0x3f;
export const DUPLICATE = 0x80;
/** Suspects have it too, until they were read again, which tells whether there is a conflict. */
export const CONFLICT = 0x40;
/** Both marks together: another row of the record is newer. */
export const SUPERSEDED = DUPLICATE | CONFLICT;

const CODES = new Map(UNAFFECTED_REASONS.map((reason, code) => [reason, code]));

export function codeOf(reason: UnaffectedReason): number {
  return CODES.get(reason) ?? 0;
}

/** The code of a rejected row. */
export function codeOfFaults(faults: readonly Fault[]): number {
  const isNameless = faults.some(
    ({ code, column }) => NAMELESS.has(code) || (NAMELESS_AS_ID.has(code) && column !== "user_id"),
  );
  return isNameless ? REJECTED_NAMELESS : REJECTED;
}

/** These leave a row without a readable identity where they are about its id, and not about its user. */
const NAMELESS_AS_ID: ReadonlySet<RejectCode> = new Set(["id-placeholder", "id-damaged"]);
const NAMELESS: ReadonlySet<RejectCode> = new Set(["column-count", "id-empty", "service-empty"]);

/** The code without its marks. */
export function decidedCode(code: number): number {
  return code & DECIDED;
}

/** Whether a row is marked as a duplicate, as superseded, or as a conflict; such a row gives nothing. */
export function isDropped(code: number): boolean {
  return (code & (DUPLICATE | CONFLICT)) !== 0;
}

export function isSuperseded(code: number): boolean {
  return (code & SUPERSEDED) === SUPERSEDED;
}

/** Whether a row is marked as a conflict, or before suspects were read again, as a suspect. */
export function isContradicted(code: number): boolean {
  return (code & SUPERSEDED) === CONFLICT;
}

export function reasonOf(code: number): UnaffectedReason | undefined {
  return UNAFFECTED_REASONS[decidedCode(code)];
}

/** The failure for damage in an export: the code, the line and the byte, the same for every command. */
import { Failure } from "../domain/failure.ts";
import { findFirstDamage, type LineDamage } from "./damage.ts";
import { createRow, scanRows } from "./scanner.ts";

export interface BlockStart {
  readonly path: string;
  /** Number of the block's first line in the file, from 1. */
  readonly firstLine: number;
  /** Offset of the block's first byte in the (unpacked) file; undefined where the text does not lie in the file as it is read. */
  readonly offset: number | undefined;
}

export function damageFailure(damage: LineDamage, { path, firstLine, offset }: BlockStart): Failure {
  return new Failure(damage.code, {
    place: { file: path, line: firstLine + damage.line },
    found: offset === undefined ? undefined : `at byte ${offset + damage.offset}`,
  });
}

/**
 * The failure for a record without an end. Such a record usually has a misplaced quote; the failure then tells of the quote.
 * @param bytes the first `LONGEST_RECORD` bytes of the record, and one more byte.
 */
export function endlessFailure(bytes: Buffer, delimiter: number, start: BlockStart): Failure {
  const { damage: scanned } = scanRows(bytes, delimiter, createRow(), () => {});
  const isCause = scanned?.code === "quote-misplaced" || scanned?.code === "bare-return";
  const damage = isCause ? findFirstDamage(bytes.subarray(0, scanned.offset), scanned) : undefined;
  return damageFailure(damage ?? { code: "record-too-long", offset: 0, line: 0 }, start);
}

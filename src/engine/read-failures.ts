/** What makes reading an export fail, with its place: damage, and rows for which the policy has no single answer. */
import { Failure } from "../domain/failure.ts";
import type { Cut } from "../exports/blocks.ts";
import { findBadByte, firstDamage, linesBefore } from "../exports/damage.ts";
import { createRow, scanRows } from "../exports/scanner.ts";
import type { BlockResult, RuleOverlap } from "./job.ts";

export interface BlockStart {
  readonly path: string;
  /** Number of the block's first line in the file. */
  readonly firstLine: number;
  /** Offset of the block's first byte in the (unpacked) file. */
  readonly offset: number;
}

/** @throws Failure for what comes first in a block. Both have their line within the block, from 0. */
export function assertSound(overlap: RuleOverlap | undefined, damage: LineDamage | undefined, start: BlockStart): void {
  if (overlap !== undefined && overlap.line < (damage?.line ?? Number.POSITIVE_INFINITY)) {
    const { line, layer, rules } = overlap;
    throw new Failure("rules-overlap", {
      place: { file: start.path, line: start.firstLine + line },
      found: `${rules[0]} and ${rules[1]} in layer ${layer}`,
    });
  }
  if (damage !== undefined) throw damageFailure(damage, start);
}

type LineDamage = NonNullable<BlockResult["damage"]>;

/** A record without an end usually has a misplaced quote, and then that is what to say. */
export function endlessFailure({ bytes }: Cut, delimiter: number, place: BlockStart): Failure {
  const { damage } = scanRows(bytes, delimiter, createRow(), () => {});
  const quotes = damage?.code === "quote-misplaced" || damage?.code === "bare-return" ? damage : undefined;
  if (quotes === undefined) return damageFailure({ code: "record-too-long", offset: 0, line: 0 }, place);
  const first = firstDamage(quotes, findBadByte(bytes.subarray(0, quotes.offset))) ?? quotes;
  return damageFailure({ ...first, line: linesBefore(bytes, first.offset) }, place);
}

function damageFailure(damage: LineDamage, { path, firstLine, offset }: BlockStart): Failure {
  return new Failure(damage.code, {
    place: { file: path, line: firstLine + damage.line },
    found: `at byte ${offset + damage.offset}`,
  });
}

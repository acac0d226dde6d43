/** Fails the reading of an export, with the place: for damage, and for a row to which two rules apply where only one may. */
import { Failure } from "../domain/failure.ts";
import type { LineDamage } from "../input/damage.ts";
import { type BlockStart, damageFailure } from "../input/damage-failure.ts";
import type { RuleOverlap } from "./rows/job.ts";

/** @throws Failure for the overlap or the damage, whichever comes first. Both have their line within the block, from 0. */
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

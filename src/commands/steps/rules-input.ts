/** The policy and outage of a command line, read and checked. */
import { basename, dirname } from "node:path";
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import { Failure, quoted } from "../../domain/failure.ts";
import type { Outage } from "../../domain/outage.ts";
import { join } from "../../domain/path.ts";
import { readColumn } from "../../input/csv-reader.ts";
import { damagedText } from "../../input/damage.ts";
import { findForeignKind } from "../../input/foreign-file.ts";
import { utf16AsUtf8 } from "../../input/small-text.ts";
import { refuseEnded } from "../../policy/ended.ts";
import { isInterval, readOutage, readShortOutage } from "../../policy/read-outage.ts";
import { type NeededColumn, readPolicy } from "../../policy/read-policy.ts";
import type { ReadList } from "../../policy/read-rule.ts";
import type { Policy } from "../../rules/policy.ts";
import { readBytes, readTextFile } from "./text-file.ts";

export interface RuleArguments {
  readonly policy: string;
  /** A file, or the window itself. */
  readonly outage: string;
  readonly outageId: string | undefined;
  readonly zone: string | undefined;
}

export interface RulesInput {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly needs: readonly NeededColumn[];
  readonly files: readonly RuleFile[];
}

export function readRules(
  { policy: policyPath, outage: outagePath, outageId, zone }: RuleArguments,
  cwd: string,
): RulesInput {
  const policyFile = readTextFile(policyPath, cwd);
  const files: RuleFile[] = [{ role: "policy", path: policyPath, sha256: sha256Of(policyFile.bytes) }];
  const { policy, needs, ending } = readPolicy(policyFile.text, policyPath, listReader(policyPath, cwd, files));
  if (isInterval(outagePath)) {
    const outage = readShortOutage({ window: outagePath, id: outageId, zone: zone ?? policy.zone });
    refuseEnded(ending, outage);
    return { policy, outage, needs, files };
  }
  const outageFile = readTextFile(outagePath, cwd);
  files.push({ role: "outage", path: outagePath, sha256: sha256Of(outageFile.bytes) });
  const outage = readOutage(outageFile.text, outagePath, servicesNamed(policy));
  refuseEnded(ending, outage);
  return { policy, outage, needs, files };
}

/** Reads lists from the policy's own folder, and notes each file once. */
export function listReader(policyPath: string, cwd: string, files: RuleFile[]): ReadList {
  return (file, column) => {
    if (basename(file) !== file)
      return { problem: `${quoted(file)} must be a file beside the policy, without a folder` };
    const path = join(dirname(policyPath), file);
    let bytes: Buffer;
    try {
      bytes = readBytes(path, cwd);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { problem: `there is no readable file ${quoted(path)}` };
    }
    const text = utf16AsUtf8(bytes) ?? bytes;
    const damage = damagedText(text);
    if (damage !== undefined) {
      const kind = findForeignKind(bytes);
      return {
        problem: kind ? `${path} is ${kind.is}; save it as CSV in UTF-8` : `${path}:${damage.line}: ${damage.says}`,
      };
    }
    const values = readColumn(text, column);
    if (values === undefined) return { problem: `${path} has no column ${quoted(column)}, or is no CSV` };
    if (!files.some((known) => known.path === path)) files.push({ role: "list", path, sha256: sha256Of(bytes) });
    return { values: new Set(values) };
  };
}

/** Every service that some rule names. */
export function servicesNamed({ layers }: Policy): readonly string[] {
  return layers.flatMap(({ rules }) => rules.flatMap(({ services }) => [...(services ?? [])]));
}

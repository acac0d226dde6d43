/** The policy and outage of a command line, read and checked. */
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import type { Encoding } from "../../domain/encodings.ts";
import { quoted } from "../../domain/failure.ts";
import type { Outage } from "../../domain/outage.ts";
import { refuseEnded } from "../../policy/ended.ts";
import { isInterval, readOutage, readShortOutage } from "../../policy/read-outage.ts";
import { type NeededColumn, type PolicyFile, readPolicy } from "../../policy/read-policy.ts";
import type { Policy } from "../../rules/policy.ts";
import { listKey, listsNamedIn, readLists } from "./read-lists.ts";
import { readTextFile } from "./text-file.ts";

export interface RuleArguments {
  readonly policy: string;
  /** A file, or the window itself. */
  readonly outage: string;
  readonly outageId: string | undefined;
  readonly zone: string | undefined;
  /** The mapping and the encoding that are declared for exports; the lists of the policy are read by them, too. */
  readonly mapping?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

export interface RulesInput {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly needs: readonly NeededColumn[];
  readonly files: readonly RuleFile[];
}

/** @throws Failure `policy-invalid` with every problem of the policy and its lists, or of the outage. */
export async function readRules(args: RuleArguments, cwd: string): Promise<RulesInput> {
  const { policy: policyPath, outage: outagePath, outageId, zone } = args;
  const { file, files: ofPolicy } = await readPolicyFile(policyPath, args, cwd);
  const { policy, needs, ending } = file;
  const files = [...ofPolicy];
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

/** How the lists of a policy are read. */
export type ListReading = Pick<RuleArguments, "mapping" | "encoding">;

/** A policy, and the files that it is made of: its own, its lists, and the mappings of lists. */
export interface ReadPolicyFile {
  readonly file: PolicyFile;
  readonly files: readonly RuleFile[];
}

/** Lists are read before the policy is, because files are read while nobody waits for them, and a policy is read at once. */
export async function readPolicyFile(path: string, reading: ListReading, cwd: string): Promise<ReadPolicyFile> {
  const { text, bytes } = readTextFile(path, cwd);
  const files: RuleFile[] = [{ role: "policy", path, sha256: sha256Of(bytes) }];
  const lists = await readLists(listsNamedIn(text, path), path, { ...reading, cwd });
  const file = readPolicy(text, path, (name, column) => {
    const list = lists.get(listKey(name, column)) ?? { problem: `${quoted(name)} cannot be read here` };
    if (!("values" in list)) return list;
    for (const each of list.files) if (!files.some((known) => known.path === each.path)) files.push(each);
    return list;
  });
  return { file, files };
}
/** Every service that some rule names. */
export function servicesNamed({ layers }: Policy): readonly string[] {
  return layers.flatMap(({ rules }) => rules.flatMap(({ services }) => [...(services ?? [])]));
}

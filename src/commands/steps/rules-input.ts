/** The policy and outage of a command line, read and checked. */
import { type RuleFile, sha256Of } from "../../book/manifest.ts";
import type { Encoding } from "../../domain/encodings.ts";
import { Failure, quoted } from "../../domain/failure.ts";
import type { Outage } from "../../domain/outage.ts";
import { refuseEnded } from "../../policy/ended.ts";
import { isInterval, readOutage, readShortOutage } from "../../policy/read-outage.ts";
import { type NeededColumn, type PolicyFile, readPolicy } from "../../policy/read-policy.ts";
import type { Policy } from "../../rules/policy.ts";
import { inOneRound } from "./one-round.ts";
import { listKey, listsNamedIn, readLists } from "./read-lists.ts";
import { readTextFile, type TextFile } from "./text-file.ts";

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

/** @throws Failure `policy-invalid` with every problem of the policy, its lists and the outage. */
export async function readRules(args: RuleArguments, cwd: string): Promise<RulesInput> {
  const [{ file, files: ofPolicy }, { outage, files: ofOutage }] = await inOneRound(
    () => readPolicyFile(args.policy, args, cwd),
    async (read) => readOutageOf(args, read?.file.policy, cwd),
  );
  const { policy, needs, ending } = file;
  refuseEnded(ending, outage);
  return { policy, outage, needs, files: [...ofPolicy, ...ofOutage] };
}

/** @param policy undefined where it was refused; the problems of the outage are told all the same. */
function readOutageOf(
  { outage: named, outageId, zone }: RuleArguments,
  policy: Policy | undefined,
  cwd: string,
): Pick<RulesInput, "outage" | "files"> {
  if (isInterval(named)) {
    // Without a policy any other zone serves to find the faults of the window.
    const outage = readShortOutage({ window: named, id: outageId, zone: zone ?? policy?.zone ?? "UTC" });
    return { outage, files: [] };
  }
  const { text, bytes } = readOutageText(named, cwd);
  const outage = readOutage(text, named, policy === undefined ? [] : servicesNamed(policy));
  return { outage, files: [{ role: "outage", path: named, sha256: sha256Of(bytes) }] };
}

/** @throws Failure `file-missing`, which shows both forms of an outage unless the name is that of a file. */
function readOutageText(named: string, cwd: string): TextFile {
  try {
    return readTextFile(named, cwd);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "file-missing" || /\.ya?ml$/i.test(named)) throw error;
    throw new Failure("file-missing", {
      place: { file: named },
      says: "there is no file of this name, and it is not a window",
      next: `Write --outage outage.yaml with the name of a file, or --outage ${SHORT_OUTAGE} with the window itself.`,
      cause: error,
    });
  }
}

const SHORT_OUTAGE = "2022-10-15T15:30+09:00/2022-10-20T23:00+09:00";

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

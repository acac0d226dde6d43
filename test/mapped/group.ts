/** A group of mapped files and the canonical exports of the same records, decided by the same rules: what differs. */
import { Failure } from "../../src/domain/failure.ts";
import { type Difference, differences } from "./compare.ts";
import { type GroupRules, outputsOf, rulesOf } from "./outputs.ts";
import { type Group, groupOf, type Pair } from "./pair.ts";

/** So many files have the same rules, which are read once. */
export const PER_GROUP = 25;

export interface Compared {
  readonly group: Group;
  readonly found: readonly Difference[];
}

export async function differencesIn(seed: number, index: number, folder: string): Promise<Compared> {
  const group = groupOf(seed, index, PER_GROUP);
  const rules = rulesOf(group);
  return { group, found: await compared(group.pairs, rules, folder) };
}

/** Where the canonical exports are refused together, each pair is looked at alone. */
async function compared(pairs: readonly Pair[], rules: GroupRules, folder: string): Promise<readonly Difference[]> {
  const canonical = await outputsOf(
    rules,
    pairs.map((pair) => ({ name: `${pair.name.split(".")[0]}.csv`, bytes: Buffer.from(pair.canonical) })),
    folder,
  );
  if (canonical instanceof Failure && pairs.length > 1) {
    const all: Difference[] = [];
    for (const [at, pair] of pairs.entries())
      for (const found of await compared([pair], rules, folder)) all.push({ ...found, pair: at });
    return all;
  }
  const mapped = await outputsOf(
    rules,
    pairs.map(({ name, mapped: bytes, mapping }) => ({ name, bytes, mapping })),
    folder,
  );
  if (canonical instanceof Failure || mapped instanceof Failure) {
    const [expected, found] = [canonical, mapped].map((each) =>
      each instanceof Failure ? each.message : "no failure",
    );
    const isSame = canonical instanceof Failure && mapped instanceof Failure && canonical.code === mapped.code;
    return isSame ? [] : [{ pair: 0, what: "refused", expected: expected ?? "", found: found ?? "" }];
  }
  return differences(pairs, canonical, mapped);
}

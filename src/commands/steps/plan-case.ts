/** A fixture case, planned as `plan` would do it: the same rules, exports and decisions, with everything in memory. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openBook } from "../../book/book.ts";
import { Failure } from "../../domain/failure.ts";
import { instantText } from "../../domain/format-timestamp.ts";
import { instantAt } from "../../domain/instant.ts";
import type { Outage } from "../../domain/outage.ts";
import { join } from "../../domain/path.ts";
import { openZone, type Zone } from "../../domain/zone.ts";
import type { PlannedCase } from "../../fixture-cases/found.ts";
import { createMemoryStaging } from "../../fixture-cases/memory-staging.ts";
import { readCase } from "../../policy/read-case.ts";
import { MAPPING } from "./find-mapping.ts";
import { makePlan } from "./make-plan.ts";
import { readRules } from "./rules-input.ts";
import { readTextFile } from "./text-file.ts";
import type { World } from "./world.ts";

/**
 * @param scratch a folder for what does not fit into memory.
 * @throws Failure for anything that `plan` would refuse.
 */
export async function planCase(folder: string, scratch: string, world: World): Promise<PlannedCase> {
  const file = join(folder, "case.yaml");
  const { policy, outage, asOf, neverReached } = readCase(findText(file, world.cwd), file);
  const files = {
    policy: join(folder, policy),
    outage: join(folder, outage),
    outageId: undefined,
    zone: undefined,
  };
  const mapping = hasFile(join(folder, MAPPING), world.cwd) ? join(folder, MAPPING) : undefined;
  const rules = await readRules({ ...files, mapping }, world.cwd);
  const zone = openZone(rules.policy.zone);
  const staging = createMemoryStaging(scratch);
  const args = {
    ...files,
    asOf: asOf(zone) ?? endOf(rules.outage, zone),
    exports: [{ path: join(folder, "exports"), kind: undefined }],
    mapping,
    jobs: 1,
  };
  const { result, setup } = await makePlan(args, openBook(join(scratch, "no-book")), staging, { ...world, ...SILENT });
  return {
    policyFile: files.policy,
    setup,
    neverReached,
    exports: result.exports,
    rows: result.rows,
    read: staging.read,
  };
}

/** Empty where there is no such file. */
function findText(file: string, cwd: string): string {
  try {
    return readTextFile(file, cwd).text;
  } catch (error) {
    if (error instanceof Failure && error.code === "file-missing") return "";
    throw error;
  }
}

function hasFile(path: string, cwd: string): boolean {
  return existsSync(resolve(cwd, path));
}

const SILENT: Pick<World, "say" | "startProgress"> = {
  say: () => {},
  startProgress: async () => ({ update: () => {}, stop: () => {} }),
};

/** The end of the last window, as a time that can be written down. */
function endOf({ general, services }: Outage, zone: Zone): string {
  const intervals = [...general, ...[...services.values()].flat().map(({ interval }) => interval)];
  return instantText(instantAt(Math.max(...intervals.map(({ end }) => end))), zone);
}

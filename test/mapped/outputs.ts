/** What the program makes of exports, each with its mapping or with none: its outputs and counts, in memory. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { findExports } from "../../src/commands/steps/find-exports.ts";
import { summaryOf } from "../../src/commands/steps/summarize.ts";
import { Failure } from "../../src/domain/failure.ts";
import { instantAt } from "../../src/domain/instant.ts";
import { rejectsFile } from "../../src/domain/reject.ts";
import { createMemoryStaging } from "../../src/fixture-cases/memory-staging.ts";
import { exportFileSource } from "../../src/input/export-source.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import type { Summary } from "../../src/report/summary.ts";
import { createPool } from "../../src/run/pool.ts";
import { stageOutputs } from "../../src/run/run.ts";
import type { Group } from "./pair.ts";

export type OutputRow = ReadonlyMap<string, string>;

export interface Outputs {
  /** The rows of the three outputs. */
  readonly files: { readonly [file: string]: readonly OutputRow[] };
  /** The rejects of each export, in the order of the exports. */
  readonly rejects: readonly (readonly OutputRow[])[];
  readonly summary: Summary;
}

export interface ExportToRead {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mapping?: string;
}

export const OUTPUT_FILES = ["adjusted-expiry.csv", "refund-credit.csv", "review.csv"];

export type GroupRules = ReturnType<typeof rulesOf>;

export function rulesOf({ policy, outage, asOf }: Pick<Group, "policy" | "outage" | "asOf">) {
  return {
    policy: readPolicy(policy, "policy.yaml").policy,
    outage: readOutage(outage, "outage.yaml"),
    asOf: instantAt(asOf),
  };
}

/**
 * @param folder of the exports, each of which gets a folder of its own, with its mapping beside it.
 * @returns the failure, where the program refuses.
 */
export async function outputsOf(
  rules: GroupRules,
  exports: readonly ExportToRead[],
  folder: string,
): Promise<Outputs | Failure> {
  const paths = exports.map(({ name, bytes, mapping }, at) => {
    const own = `${mapping === undefined ? "canonical" : "mapped"}-${at}`;
    mkdirSync(join(folder, own), { recursive: true });
    writeFileSync(join(folder, own, name), bytes);
    if (mapping !== undefined) writeFileSync(join(folder, own, "mapping.yaml"), mapping);
    return `${own}/${name}`;
  });
  const pool = createPool(1, 0);
  const staging = createMemoryStaging(folder);
  try {
    const wanted = paths.map((path) => ({ path, kind: undefined }));
    const { files } = await findExports({ exports: wanted }, folder);
    const result = await stageOutputs({
      setup: rules,
      inputs: files.map((each) => ({ source: exportFileSource(each, folder), kind: each.kind })),
      staging,
      scratch: folder,
      pool,
      checkHeader: () => {},
      findGiven: undefined,
      earlierBenefits: nothing,
      onProgress: () => {},
    });
    return {
      files: Object.fromEntries(OUTPUT_FILES.map((name) => [name, rowsOf(staging.read(name), ",")])),
      rejects: result.exports.map(({ name, delimiter }) => rowsOf(staging.read(rejectsFile(name)), delimiter)),
      summary: summaryOf(
        { ...result, skipped: [] },
        { policy: rules.policy, outage: rules.outage, needs: [], files: [] },
        "",
      ),
    };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  } finally {
    await pool.close();
  }
}

async function* nothing(): AsyncGenerator<never> {}

function rowsOf(bytes: Buffer | undefined, delimiter: string): readonly OutputRow[] {
  if (bytes === undefined) return [];
  const [columns = [], ...rows]: string[][] = parse(bytes, { delimiter, bom: true });
  return rows.map((cells) => new Map(columns.map((column, index) => [column, cells[index] ?? ""])));
}

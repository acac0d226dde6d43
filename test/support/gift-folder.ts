/** Folders that hold gifts, for comparing: outputs as the engine writes them, with the facts that a manifest lists. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Of } from "../../src/book/manifest.ts";
import type { GiftFolder } from "../../src/diff/gift-folder.ts";
import type { Gift } from "../../src/domain/change.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { OUTPUT_COLUMNS } from "../../src/run/decide/render.ts";

export interface GiftFolderFacts {
  readonly revision?: string;
  readonly groups?: GiftFolder["groups"];
}

export function writeGifts(
  folder: string,
  gifts: readonly Gift[],
  { revision = "r1", groups = [] }: GiftFolderFacts = {},
): GiftFolder {
  mkdirSync(folder, { recursive: true });
  const write = (name: "adjusted-expiry" | "refund-credit", rows: readonly Gift[]) => {
    const columns = OUTPUT_COLUMNS[name];
    const cells = (gift: Gift) => {
      const all = new Map<string, string>([
        ...Object.entries(gift),
        ["outage", "pangyo"],
        ["policy_revision", revision],
      ]);
      return columns.map((column) => all.get(column) ?? "");
    };
    const bytes = Buffer.from(csvText([columns, ...rows.map(cells)]));
    writeFileSync(join(folder, `${name}.csv`), bytes);
    return { file: `${name}.csv`, bytes: bytes.length, rows: rows.length, sha256: sha256Of(bytes) };
  };
  const outputs = [
    write(
      "adjusted-expiry",
      gifts.filter(({ amount }) => amount === ""),
    ),
    write(
      "refund-credit",
      gifts.filter(({ amount }) => amount !== ""),
    ),
  ];
  return {
    label: folder,
    folder,
    groups,
    manifest: {
      format: 1,
      tool: "compensate test",
      time_zone_data: "test",
      as_of: "",
      zone: "Asia/Seoul",
      request: {
        outage: "outage.yaml",
        outage_id: null,
        zone: null,
        policy: "policy.yaml",
        as_of: null,
        control: null,
        exports: [],
      },
      outage: "pangyo",
      windows: [],
      policy: "p",
      revision,
      layers: {},
      rules: [],
      inputs: ["a.csv", "b.csv"].map((name) => ({ name, path: name, kind: "rental", bytes: 0, rows: 0, sha256: "" })),
      outputs,
      totals: {},
      benefits: gifts.length,
      services: [],
      credits: {},
      warnings: [],
      over_budget: [],
      book: { runs: 0, head: null },
      seal: "",
    },
  };
}

/**
 * A reader of books that shares no code with the program: says everything that is wrong with one.
 *
 * Only numbered runs without a gap; each holds exactly the files of its manifest, byte for byte; the manifests form a
 * chain; the counts add up; and no compensation id appears twice in runs that are in force.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { treeOf } from "../support/tree.ts";

interface ReadManifest {
  readonly outputs: readonly {
    readonly file: string;
    readonly bytes: number;
    readonly rows?: number;
    sha256: string;
  }[];
  readonly totals: { readonly [bucket: string]: number };
  readonly run?: { readonly number: number; readonly previous: string | null };
  /** The number of the run that this one takes back. */
  readonly reverts?: number;
}

export function complaintsAbout(book: string): readonly string[] {
  const names = readdirSync(book).filter((name) => name !== ".staging");
  const strays = names.filter((name) => !/^\d{4,}$/.test(name)).map((name) => `${name} is no run`);
  const complaints = [...strays];
  const given = new Map<string, string>();
  let previous: string | null = null;
  for (const [index, name] of names
    .filter((each) => /^\d{4,}$/.test(each))
    .sort()
    .entries()) {
    const folder = join(book, name);
    const say = (what: string) => complaints.push(`${name}: ${what}`);
    try {
      const text = readFileSync(join(folder, "manifest.json"));
      const manifest = JSON.parse(text.toString("utf8")) as ReadManifest;
      if (Number(name) !== index + 1 || manifest.run?.number !== index + 1) say("is not the next number");
      if (manifest.run?.previous !== previous) say("does not follow from the run before it");
      previous = sha256Of(text);
      for (const complaint of complaintsAboutRun(folder, manifest)) say(complaint);
      for (const id of idsOf(folder)) {
        const earlier = given.get(id);
        if (manifest.reverts !== undefined) {
          if (Number(earlier) !== manifest.reverts) say(`takes back ${id}, which ${earlier} gave`);
          given.delete(id);
        } else {
          if (earlier !== undefined) say(`gives ${id}, which ${earlier} gave already`);
          given.set(id, name);
        }
      }
    } catch (error) {
      say(String(error));
    }
  }
  return complaints;
}

function complaintsAboutRun(folder: string, { outputs, totals }: ReadManifest): readonly string[] {
  const complaints: string[] = [];
  for (const { file, bytes, rows, sha256 } of outputs) {
    const content = readFileSync(join(folder, file));
    if (content.length !== bytes || sha256Of(content) !== sha256) complaints.push(`${file} is not what was written`);
    if (rows !== undefined && csvOf(join(folder, file)).length - 1 !== rows) complaints.push(`${file} has other rows`);
  }
  const files = treeOf(folder).filter((path) => !path.endsWith("/"));
  const listed = [...outputs.map(({ file }) => file), "manifest.json"].sort();
  if (files.join() !== listed.join()) complaints.push(`holds ${files.join()} instead of ${listed.join()}`);

  const { read = 0, ...buckets } = totals;
  if (Object.values(buckets).reduce((sum, count) => sum + count, 0) !== read) complaints.push("does not add up");
  const keys = readFileSync(join(folder, "keys")).toString("hex");
  if (idsOf(folder).sort().join("") !== keys) complaints.push("keys are not the ids of its rows");
  return complaints;
}

/** Compensation ids of a run's rows. */
export function idsOf(folder: string): string[] {
  return ["adjusted-expiry.csv", "refund-credit.csv"].flatMap((file) =>
    csvOf(join(folder, file))
      .slice(1)
      .map(([id]) => id ?? ""),
  );
}

function csvOf(path: string): string[][] {
  return parse(readFileSync(path), { relax_column_count: false });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Decides a committed run again, from the exports, policy and outage that its manifest names and from the book as it was
 * before that run, and compares every output byte for byte.
 */
import { closeSync, mkdirSync, readSync } from "node:fs";
import { type Book, bookOf, type CommittedRun } from "../../book/book.ts";
import { findStale } from "../../book/commit.ts";
import { mustOpen } from "../../book/disk.ts";
import type { Flaw } from "../../book/flaws.ts";
import { languageOf, MANIFEST, MARKDOWN, type Manifest, PAGE, WORKBOOK } from "../../book/manifest.ts";
import type { FileFacts, StagingFolder } from "../../book/staging.ts";
import { findEncoding } from "../../domain/encodings.ts";
import { EXIT, Failure } from "../../domain/failure.ts";
import { LANGUAGE } from "../../domain/language.ts";
import { join } from "../../domain/path.ts";
import { RECORD_KINDS } from "../../domain/record.ts";
import { type ChangedMeaning, changedMeaning, undecidable } from "./changed-meaning.ts";
import { findLanguage } from "./choices.ts";
import { makeCounterRun } from "./make-counter-run.ts";
import { makePlan } from "./make-plan.ts";
import type { PlanArguments } from "./plan-manifest.ts";
import { createScratchStaging } from "./scratch.ts";
import type { World } from "./world.ts";

export async function recompute(
  run: CommittedRun,
  book: Book,
  { jobs, world }: { readonly jobs: number; readonly world: World },
): Promise<Recomputed> {
  const { manifest } = run;
  const gone = [
    ...findStale({ ...manifest, rules: manifest.rules.filter(({ role }) => role !== "control") }, world.cwd),
    ...(manifest.inputs.some(({ path }) => path === "-") ? ["standard input  cannot be read again"] : []),
  ];
  if (gone.length > 0) return cannot(gone);
  const isOther = languageOf(manifest) !== LANGUAGE && manifest.reverts === undefined;

  const staging = createScratchStaging("verify");
  const settled = world.onInterrupt(() => staging.discard());
  try {
    const before = bookOf(
      book.folder,
      book.runs.filter(({ number }) => number < run.number),
    );
    const target = before.runs.find(({ number }) => number === manifest.reverts);
    if (target === undefined) {
      const made = await makePlan(argumentsOf(run, jobs), before, staging, world);
      const added = mappingsOf(made.manifest).filter((path) => !mappingsOf(manifest).includes(path));
      if (added.length > 0) return cannot(added.map((path) => `${path}  lies beside an export now, and was not used`));
    } else
      await makeCounterRun(
        { run: target, book: before, asOf: manifest.as_of, lang: findLanguage(manifest.request.lang) },
        staging,
        world,
      );
    if (isOther) return { flaws: [], meaning: await changedMeaning(run, staging.path, scratchIn(staging)) };
    return { flaws: compareOutputs(run, staging, world), meaning: undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The contents of the files may be refused now; a file that cannot be read is no change of meaning.
    const isRefused = isOther && error.exit !== EXIT.input && error.exit !== EXIT.output;
    return isRefused ? { flaws: [], meaning: undecidable(run, error.message) } : cannot([error.message]);
  } finally {
    staging.discard();
    settled();
  }
}

export interface Recomputed {
  readonly flaws: readonly Flaw[];
  /** Set when the run was decided under another number of the language; its outputs may differ then. */
  readonly meaning: ChangedMeaning | undefined;
}

function cannot(reasons: readonly string[]): Recomputed {
  const flaws = reasons.map((found) => ({ file: MANIFEST, found: `it cannot be decided again: ${found}` }));
  return { flaws, meaning: undefined };
}

/** The paths of the mappings by which a run read its exports. */
function mappingsOf({ rules }: Manifest): readonly string[] {
  return rules.flatMap(({ role, path }) => (role === "mapping" ? [path] : []));
}

/** A folder beside the outputs; it goes with them. */
function scratchIn({ path }: StagingFolder): string {
  const folder = join(path, ".compared");
  mkdirSync(folder);
  return folder;
}

function argumentsOf({ manifest }: CommittedRun, jobs: number): PlanArguments {
  const { request, inputs, as_of: asOf } = manifest;
  return {
    outage: request.outage,
    outageId: request.outage_id ?? undefined,
    zone: request.zone ?? undefined,
    policy: request.policy,
    mapping: request.mapping ?? undefined,
    encoding: findEncoding(request.encoding ?? ""),
    lang: findLanguage(request.lang),
    skipped: request.skipped,
    // By name: a folder or glob may hold other files by now.
    exports: inputs.map(({ path, kind, encoding }) => ({
      path,
      kind: RECORD_KINDS.find((known) => known === kind),
      encoding: findEncoding(encoding ?? ""),
    })),
    asOf,
    jobs,
  };
}

function compareOutputs({ folder, manifest }: CommittedRun, staging: StagingFolder, { tool }: World): Flaw[] {
  // What people read says nothing that the other files do not say, and another version may say it in other words; the hashes were checked.
  const isCompared = ({ file }: FileFacts) => ![MANIFEST, MARKDOWN, PAGE, WORKBOOK].includes(file);
  const again = staging.files().filter(isCompared);
  const madeBy = manifest.tool === tool.tool ? "" : `; it was made by ${manifest.tool}, this is ${tool.tool}`;
  const missing = (there: readonly FileFacts[], than: readonly FileFacts[]) =>
    there.filter(({ file }) => !than.some((other) => other.file === file));
  const outputs = manifest.outputs.filter(isCompared);
  return [
    ...missing(outputs, again).map(({ file }) => ({ file, found: `decided again, there is no such file${madeBy}` })),
    ...missing(again, outputs).map(({ file }) => ({ file, found: `decided again, this file comes too${madeBy}` })),
    ...outputs
      .filter(({ file }) => again.some((other) => other.file === file))
      .flatMap(({ file }) => {
        const place = findDifference(join(folder, file), join(staging.path, file));
        return place === undefined ? [] : [{ file, ...place, found: `decided again, it differs here${madeBy}` }];
      }),
  ];
}

const PIECE = 1 << 20;
const LF = 0x0a;

/** The first byte in which two files differ, and in a CSV the data row that it is in. */
function findDifference(a: string, b: string): Pick<Flaw, "byte" | "row"> | undefined {
  const files = [mustOpen(a), mustOpen(b)] as const;
  const pieces = [Buffer.alloc(PIECE), Buffer.alloc(PIECE)] as const;
  let lines = 0;
  try {
    for (let offset = 0; ; ) {
      const [left, right] = files.map((file, index) => fill(file, pieces[index === 0 ? 0 : 1], offset));
      if (left === undefined || right === undefined) return undefined;
      const common = Math.min(left.length, right.length);
      for (let at = 0; at < common; at += 1) {
        if (left[at] !== right[at]) return placeOf(offset + at, lines, a);
        if (left[at] === LF) lines += 1;
      }
      if (left.length !== right.length) return placeOf(offset + common, lines, a);
      if (common === 0) return undefined;
      offset += common;
    }
  } finally {
    for (const file of files) closeSync(file);
  }
}

function placeOf(offset: number, lines: number, file: string): Pick<Flaw, "byte" | "row"> {
  return { byte: offset + 1, ...(file.endsWith(".csv") && lines > 0 ? { row: lines } : {}) };
}

function fill(file: number, piece: Buffer, offset: number): Buffer {
  let filled = 0;
  while (filled < piece.length) {
    const read = readSync(file, piece, filled, piece.length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return piece.subarray(0, filled);
}

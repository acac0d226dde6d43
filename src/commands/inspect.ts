/** `compensate inspect`: what is in files before anybody decides about them. Decides nothing. */
import { rmSync } from "node:fs";
import { basename } from "node:path";
import { EXIT, type ExitCode, visible } from "../domain/failure.ts";
import type { InspectedFile } from "../domain/inspection.ts";
import { discoverExports, passedOverText } from "../input/discover.ts";
import { inspectSource } from "../input/inspect/inspect-source.ts";
import { sourceOf } from "../input/source.ts";
import type { Language } from "../report/explain-text.ts";
import { inspectJson } from "../report/inspect-json.ts";
import { inspectText } from "../report/inspect-text.ts";
import { mappingDraft } from "../report/mapping-draft.ts";
import { sizeOfFiles } from "./steps/make-plan.ts";
import { refuseExisting, writeNew } from "./steps/new-files.ts";
import { makeScratch } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

export interface InspectOptions {
  /** Files, folders, globs, or - for standard input. */
  readonly exports: readonly string[];
  readonly language: Language;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly showValues: boolean;
  /** Where the draft of a mapping is written; undefined for none. */
  readonly write: string | undefined;
}

/** @throws Failure for the first file that cannot be read wholly, and `file-exists` before any is read. */
export async function inspect(options: InspectOptions, world: World): Promise<ExitCode> {
  const { write } = options;
  if (write !== undefined) refuseExisting([write], world.cwd);
  const files = await inspectFiles(options.exports, world);
  if (options.json) await world.out(inspectJson(files, options.showValues));
  else if (!options.quiet) await world.out(inspectText(files, { ...options, palette: world.palette }));
  if (write === undefined) return EXIT.done;
  writeNew(write, mappingDraft(files, nameOf(write)), world.cwd);
  world.say(`Wrote ${visible(write)}. Look at its guesses, and use it with --mapping ${visible(write)}.`);
  return EXIT.done;
}

/** The name of the file, as the name of the mapping. */
function nameOf(path: string): string {
  return basename(path).replace(/\.ya?ml$/i, "") || "export";
}

/** @param exports files, folders, globs, or - for standard input. */
export async function inspectFiles(exports: readonly string[], world: World): Promise<readonly InspectedFile[]> {
  const wanted = exports.map((path) => ({ path, kind: undefined }));
  const { files, passedOver } = await discoverExports(wanted, world.cwd);
  for (const folder of passedOver) world.say(passedOverText(folder));
  const scratch = makeScratch("inspect");
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(remove);
  const progress = await world.startProgress(sizeOfFiles(files, world.cwd));
  const done = { bytes: 0, rows: 0 };
  const facts: InspectedFile[] = [];
  try {
    for (const { path } of files) {
      const found = await inspectSource(sourceOf(path, world, scratch), {
        onProgress: (bytes, rows) => progress.update({ bytes: done.bytes + bytes, rows: done.rows + rows, rejects: 0 }),
      });
      done.bytes += found.bytes;
      done.rows += found.rows;
      facts.push(found);
    }
  } finally {
    progress.stop();
    remove();
    settled();
  }
  return facts;
}

/** `compensate inspect`: what is in files before anybody decides about them. Decides nothing. */
import { rmSync } from "node:fs";
import { basename } from "node:path";
import { type Encoding, findEncoding } from "../domain/encodings.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import type { InspectedFile } from "../domain/inspection.ts";
import { discoverExports, type ExportFile, passedOverText } from "../input/discover.ts";
import { readsAsCp949 } from "../input/encoding-advice.ts";
import { inspectSource, type PassOptions } from "../input/inspect/inspect-source.ts";
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
  /** The encoding that is declared; undefined for none. */
  readonly encoding: Encoding | undefined;
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
  const inspected = await inspectFiles(options.exports, options.encoding, world);
  const files = inspected.map(({ facts }) => facts);
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

/** A file, and what is in it. */
export interface InspectedExport {
  /** The file with the encoding that it was read in. */
  readonly file: ExportFile;
  readonly facts: InspectedFile;
}

/** @param encoding of files without a byte order mark; undefined for UTF-8, or else CP949 where a file is that throughout. */
export async function inspectFiles(
  exports: readonly string[],
  encoding: Encoding | undefined,
  world: World,
): Promise<readonly InspectedExport[]> {
  const wanted = exports.map((path) => ({ path, kind: undefined, encoding }));
  const { files, passedOver } = await discoverExports(wanted, world.cwd);
  for (const folder of passedOver) world.say(passedOverText(folder));
  const scratch = makeScratch("inspect");
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(remove);
  const progress = await world.startProgress(sizeOfFiles(files, world.cwd));
  const done = { bytes: 0, rows: 0 };
  const onProgress = (bytes: number, rows: number) =>
    progress.update({ bytes: done.bytes + bytes, rows: done.rows + rows, rejects: 0 });
  const inspected: InspectedExport[] = [];
  try {
    for (const file of files) {
      const found = await inspectFile(file, { onProgress }, { world, scratch });
      done.bytes += found.facts.bytes;
      done.rows += found.facts.rows;
      inspected.push(found);
    }
  } finally {
    progress.stop();
    remove();
    settled();
  }
  return inspected;
}

interface Around {
  readonly world: World;
  readonly scratch: string;
}

async function inspectFile(file: ExportFile, options: PassOptions, around: Around): Promise<InspectedExport> {
  const source = sourceOf(file, around.world, around.scratch);
  try {
    return { file, facts: await inspectSource(source, options) };
  } catch (error) {
    const korean = await inCp949(error, file, options, around);
    if (korean === undefined) throw error;
    return korean;
  }
}

/** The file as CP949, where it is no UTF-8 and reads as CP949 throughout. That is a guess, and is marked as one. */
async function inCp949(
  error: unknown,
  file: ExportFile,
  options: PassOptions,
  { world, scratch }: Around,
): Promise<InspectedExport | undefined> {
  const encoding = findEncoding("cp949");
  const isUndecodable = error instanceof Failure && error.code === "bytes-undecodable";
  if (!isUndecodable || !readsAsCp949(error) || file.encoding !== undefined || file.path === "-") return undefined;
  const korean = { ...file, encoding };
  const facts = await inspectSource(sourceOf(korean, world, scratch), options);
  return { file: korean, facts: { ...facts, encoding: { name: "cp949", known: "likely" } } };
}

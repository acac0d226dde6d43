/** `compensate inspect`: what is in files before anybody decides about them. Decides nothing. */
import { rmSync } from "node:fs";
import { basename } from "node:path";
import { type Encoding, findEncoding } from "../domain/encodings.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import type { CellDialect, InspectedFile } from "../domain/inspection.ts";
import { discoverExports, type ExportFile } from "../input/discover.ts";
import { readsAsCp949 } from "../input/encoding-advice.ts";
import { inDialect, likelyDialects } from "../input/inspect/find-dialect.ts";
import { inspectSource, type PassOptions } from "../input/inspect/inspect-source.ts";
import { type Source, sourceOf } from "../input/source.ts";
import { inspectJson } from "../report/inspect-json.ts";
import { inspectText } from "../report/inspect-text.ts";
import { mappingDraft } from "../report/mapping-draft.ts";
import { RUN_SENTENCES } from "../report/run-text.ts";
import { startThread } from "../run/thread.ts";
import { sizeOfFiles } from "./steps/make-plan.ts";
import { refuseExisting, writeNew } from "./steps/new-files.ts";
import { makeScratch } from "./steps/scratch.ts";
import type { World } from "./steps/world.ts";

export interface InspectOptions {
  /** Files, folders, globs, or - for standard input. */
  readonly exports: readonly string[];
  /** The encoding that is declared; undefined for none. */
  readonly encoding: Encoding | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly showValues: boolean;
  /** Where the draft of a mapping is written; undefined for none. */
  readonly write: string | undefined;
  /** The number of threads; more than two are of no use. */
  readonly jobs: number;
}

/** @throws Failure for the first file that cannot be read wholly, and `file-exists` before any is read. */
export async function inspect(options: InspectOptions, world: World): Promise<ExitCode> {
  const { write } = options;
  if (write !== undefined) refuseExisting([write], world.cwd);
  const inspected = await inspectFiles(options.exports, options, world);
  const files = inspected.map(({ facts }) => facts);
  if (options.json) await world.out(inspectJson(files, options.showValues));
  else if (!options.quiet) await world.out(inspectText(files, { ...world, ...options }));
  if (write === undefined) return EXIT.done;
  writeNew(write, mappingDraft(files, nameOf(write)), world.cwd);
  world.say(RUN_SENTENCES[world.language].draftWritten(visible(write)));
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

export interface InspectionOptions {
  /** Of files without a byte order mark; undefined for UTF-8, or else CP949 where a file is that throughout. */
  readonly encoding: Encoding | undefined;
  readonly jobs: number;
}

export async function inspectFiles(
  exports: readonly string[],
  { encoding, jobs }: InspectionOptions,
  world: World,
): Promise<readonly InspectedExport[]> {
  const wanted = exports.map((path) => ({ path, kind: undefined, encoding }));
  const { files, passedOver } = await discoverExports(wanted, world.cwd);
  const say = RUN_SENTENCES[world.language];
  for (const { folder, names } of passedOver)
    world.say(
      say.passedOver(
        visible(folder.replace(/[/\\]?$/, "/")),
        names.map((name) => visible(name)),
      ),
    );
  const scratch = makeScratch("inspect");
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const settled = world.onInterrupt(remove);
  const progress = await world.startProgress(sizeOfFiles(files, world.cwd));
  const done = { bytes: 0, rows: 0 };
  const onProgress = (bytes: number, rows: number) =>
    progress.update({ bytes: done.bytes + bytes, rows: done.rows + rows, rejects: 0 });
  const startHelper = jobs > 1 ? startThread : undefined;
  const inspected: InspectedExport[] = [];
  try {
    for (const file of files) {
      const found = await inspectFile(file, { onProgress, startHelper }, { world, scratch });
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
  try {
    return { file, facts: await inspectAs(file, options, around) };
  } catch (error) {
    if (!isKorean(error, file)) throw withEncodingHint(error, file);
    const korean = { ...file, encoding: findEncoding("cp949") };
    const facts = await inspectAs(korean, options, around);
    return { file: korean, facts: { ...facts, encoding: { name: "cp949", known: "likely" } } };
  }
}

/** Whether the file is no UTF-8 and reads as CP949 throughout. That is a guess, and is marked as one. */
function isKorean(error: unknown, { path, encoding }: ExportFile): boolean {
  const isUndecodable = error instanceof Failure && error.code === "bytes-undecodable";
  return isUndecodable && readsAsCp949(error) && encoding === undefined && path !== "-";
}

/** The same failure with another next step, where the file may be text in an encoding that only a person knows. */
function withEncodingHint(error: unknown, { encoding }: ExportFile): unknown {
  if (!(error instanceof Failure) || error.code !== "bytes-undecodable" || encoding !== undefined) return error;
  if (readsAsCp949(error)) return error;
  const next = "Where it is text, name its encoding with --encoding, such as windows-1252 or shift_jis.";
  return new Failure(error.code, { ...error.details, next });
}

/** The facts of a file whose encoding is known, as CSV or in the dialect under which all of its rows are even. */
async function inspectAs(file: ExportFile, options: PassOptions, { world, scratch }: Around): Promise<InspectedFile> {
  const source = sourceOf({ ...file, isUnhashed: true }, world, scratch);
  try {
    const facts = await inspectSource(source, options);
    return facts.uneven?.escapes === true ? ((await inOtherDialect(source, options)) ?? facts) : facts;
  } catch (error) {
    if (!(error instanceof Failure) || !MISQUOTED.has(error.code)) throw error;
    const facts = await inOtherDialect(source, options);
    if (facts === undefined) throw error;
    return facts;
  }
}

/** What becomes of a file in which quotes mean something else. */
const MISQUOTED: ReadonlySet<string> = new Set(["quote-misplaced", "quote-unclosed", "record-too-long"]);
/** What is said of a file that is in none of the dialects, or that cannot be read a second time. */
const NO_DIALECT: ReadonlySet<string> = new Set([...MISQUOTED, "file-unreadable", "header-invalid", "export-empty"]);

/** Undefined where no dialect gives every row as many cells as the header. */
async function inOtherDialect(source: Source, options: PassOptions): Promise<InspectedFile | undefined> {
  try {
    for (const dialect of await likelyDialects(source)) {
      const facts = await factsIn(source, dialect, options);
      if (facts !== undefined) return facts;
    }
  } catch (error) {
    if (!isFailureOf(NO_DIALECT, error)) throw error;
  }
  return undefined;
}

async function factsIn(source: Source, dialect: CellDialect, options: PassOptions): Promise<InspectedFile | undefined> {
  try {
    const facts = await inspectSource(inDialect(source, dialect), options);
    return facts.uneven === undefined && facts.columns.length > 1 ? { ...facts, dialect } : undefined;
  } catch (error) {
    if (isFailureOf(NO_DIALECT, error)) return undefined;
    throw error;
  }
}

function isFailureOf(codes: ReadonlySet<string>, error: unknown): boolean {
  return error instanceof Failure && codes.has(error.code);
}

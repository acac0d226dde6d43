/** Power cuts at every point of a recorded run: the states that may be found, and what is wrong with them. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Call, type Fate, readLog, unflushed, writeAfterPowerCut } from "./disk-model.ts";
import { removeFolder } from "./faultline.ts";
import { run, type WarmProgram } from "./runner.ts";
import {
  complaintsAboutState,
  complaintsAfterRerun,
  copyOf,
  isDone,
  type Stage,
  sameContents,
  visibleIn,
} from "./stage.ts";
import { pointsOf } from "./trial.ts";

export interface Recording {
  readonly stage: Stage;
  /** Where it was recorded; the paths of the calls begin with it. */
  readonly root: string;
  readonly calls: readonly Call[];
}

/** Records an undisturbed run, or one that is killed at a call and run again. */
export async function record(
  stage: Stage,
  scratch: string,
  { killedAt, program }: { readonly killedAt?: number; readonly program?: string } = {},
): Promise<Recording> {
  const log = join(scratch, "log");
  rmSync(log, { force: true });
  const root = copyOf(stage, join(scratch, "recorded"));
  const surroundings = { cwd: root, ...(program === undefined ? {} : { program }) };
  if (killedAt !== undefined)
    await run(stage.story.line, { ...surroundings, fault: { at: killedAt, what: "kill", log } });
  const ran = await run(stage.story.line, { ...surroundings, fault: { log } });
  if (!isDone(stage.story, { exit: ran.exit, said: ran.err }) && ran.exit !== 0)
    throw new Error(`${stage.story.name} ended with ${ran.exit}: ${ran.err}`);
  const calls = readLog(log);
  removeFolder(root);
  return { stage, root, calls };
}

/** A power cut after so many calls, and what became of those that were not flushed. */
export interface Cut {
  readonly after: number;
  readonly fate: string;
}

const FATES: { readonly [name: string]: (index: number) => Fate } = {
  "all lost": () => "lost",
  "all done": () => "done",
  zeroed: () => "zeroed",
  half: () => "half",
};
const SEEDS = 4;

/** Every cut that can differ from another one. */
function cutsOf({ calls }: Recording): readonly Cut[] {
  return Array.from({ length: calls.length + 1 }, (_, after) => after).flatMap((after) => {
    const seeds = Array.from({ length: SEEDS }, (_, seed) => `seed ${after * SEEDS + seed}`);
    const fates = unflushed(calls.slice(0, after)).length === 0 ? ["all done"] : [...Object.keys(FATES), ...seeds];
    return fates.map((fate) => ({ after, fate }));
  });
}

/** So many of them, spread evenly; those at the very end, after exit 0, are always among them. */
export function someCutsOf(recording: Recording, wanted: number): readonly Cut[] {
  const all = cutsOf(recording);
  const atEnd = all.filter(({ after }) => after === recording.calls.length);
  const before = all.slice(0, all.length - atEnd.length);
  return [...pointsOf(before.length, wanted).flatMap((point) => before[point - 1] ?? []), ...atEnd];
}

/** Names last whenever bytes do but are damaged, which is the worst of it. */
function fateOf(name: string, calls: readonly Call[]): (index: number) => Fate {
  const known = FATES[name];
  const isBytes = (index: number) => calls[index]?.kind === "write";
  if (known !== undefined) {
    return (index) => (isBytes(index) || known(index) === "lost" ? known(index) : "done");
  }
  const random = randomOf(Number(name.replace("seed ", "")));
  const drawn = new Map<number, Fate>();
  return (index) => {
    const fates: readonly Fate[] = isBytes(index) ? ["done", "lost", "zeroed", "half"] : ["done", "lost"];
    const fate = drawn.get(index) ?? fates[Math.floor(random() * fates.length)] ?? "lost";
    drawn.set(index, fate);
    return fate;
  };
}

function randomOf(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

let cuts = 0;

export async function complaintsAfterCut(
  { stage, root, calls }: Recording,
  cut: Cut,
  { scratch, warm }: { readonly scratch: string; readonly warm: WarmProgram },
): Promise<readonly string[]> {
  cuts += 1;
  const folder = join(scratch, `cut-${cuts}`);
  mkdirSync(folder);
  const done = calls.slice(0, cut.after);
  writeAfterPowerCut({ start: stage.folder, calls: done, root }, fateOf(cut.fate, done), folder);
  const lasts = cut.after < calls.length || sameContents(visibleIn(folder), stage.finish);
  const complaints = [
    ...(lasts ? [] : ["it ended with 0, and was not there any more"]),
    ...complaintsAboutState(stage, folder),
    ...(await complaintsAfterRerun(stage, folder, warm)),
  ];
  removeFolder(folder);
  return complaints.map((what) => `${stage.story.name}, power cut after call ${cut.after}, ${cut.fate}: ${what}`);
}

/** One fault at one call of one command, and everything that is wrong afterwards. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, removeFolder } from "./faultline.ts";
import { type Run, run, type WarmProgram } from "./runner.ts";
import { complaintsAboutState, complaintsAfterRerun, copyOf, type Stage, sameContents, visibleIn } from "./stage.ts";

export interface Trial {
  readonly stage: Stage;
  readonly fault: Fault;
  readonly warm: WarmProgram;
  /** A folder of tries. */
  readonly scratch: string;
  readonly program?: string;
}

let tries = 0;

/** @returns what is wrong, each with the fault in front; nothing when all is well. */
export async function complaintsAfter({ stage, fault, warm, scratch, program }: Trial): Promise<readonly string[]> {
  tries += 1;
  const folder = copyOf(stage, join(scratch, `try-${tries}`));
  const ran = await run(stage.story.line, { cwd: folder, fault, ...(program === undefined ? {} : { program }) });
  const complaints = [
    ...complaintsAboutEnd(stage, fault, ran, folder),
    ...complaintsAboutState(stage, folder),
    ...(await complaintsAfterRerun(stage, folder, warm)),
  ];
  removeFolder(folder);
  return complaints.map(
    (complaint) => `${stage.story.name}, ${fault.what} at ${fault.calls} ${fault.at}: ${complaint}`,
  );
}

/** Exit 0 says that all is done, 3 and 6 that nothing is; a kill says nothing. */
function complaintsAboutEnd(stage: Stage, fault: Fault, ran: Run, folder: string): readonly string[] {
  if (fault.what === "kill" || fault.what === "torn") {
    return ran.signal === "SIGKILL" ? [] : [`it was not killed, but ended with ${ran.exit}: ${ran.err}`];
  }
  const now = visibleIn(folder);
  if (ran.exit === 0) return sameContents(now, stage.finish) ? [] : ["it said that all was done, and it is not"];
  const complaints: string[] = [];
  const expected = fault.calls === "read" ? [3, 6] : [6];
  if (!expected.includes(ran.exit ?? -1)) complaints.push(`it ended with ${ran.exit}: ${ran.err}`);
  // On a disk that fails from then on, what was done cannot be undone either: the run stays, or the place of a plan empty.
  const isUnsure = fault.lasts === true && ran.err.includes("did not confirm") && sameContents(now, stage.finish);
  const isPlanless =
    fault.lasts === true && now.size < stage.start.size && complaintsAboutState(stage, folder).length === 0;
  if (!sameContents(now, stage.start) && !isUnsure && !isPlanless)
    complaints.push(`it ended with ${ran.exit}, and something is new: ${ran.err}`);
  // A place, what is wrong, what was found; and the next step on a line of its own.
  if (!/^(Removed .*\n)?[\w./-]+(:\d+)*: .+\n {2}\S/.test(ran.err))
    complaints.push(`its message names no place: ${ran.err}`);
  return complaints;
}

/** How many calls a command makes that a fault could befall. */
export async function countCalls(
  stage: Stage,
  calls: "change" | "read",
  scratch: string,
  program?: string,
): Promise<number> {
  const folder = copyOf(stage, join(scratch, `count-${calls}`));
  const tally = join(scratch, "tally");
  writeFileSync(tally, "0");
  const ran = await run(stage.story.line, {
    cwd: folder,
    fault: { calls, tally },
    ...(program === undefined ? {} : { program }),
  });
  removeFolder(folder);
  const count = Number(readFileSync(tally, "utf8"));
  if (ran.exit !== 0 || count < 10)
    throw new Error(`${stage.story.name} made ${count} calls and ended with ${ran.exit}`);
  return count;
}

/** Every call, or so many of them spread evenly: the first and the last are always among them. */
export function pointsOf(count: number, wanted: number): readonly number[] {
  const all = process.env.POINTS === "all";
  if (all || wanted >= count) return Array.from({ length: count }, (_, index) => index + 1);
  return Array.from({ length: wanted }, (_, index) => 1 + Math.round((index * (count - 1)) / (wanted - 1)));
}

/** Tries two at a time, in order; returns all complaints. */
export async function tryAll<Each>(
  all: readonly Each[],
  attempt: (each: Each) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let each = all[next]; each !== undefined; each = all[next]) {
      next += 1;
      complaints.push(...(await attempt(each)));
    }
  }
  await Promise.all([work(), work()]);
  return complaints;
}

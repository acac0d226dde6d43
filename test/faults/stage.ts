/**
 * What the faults befall: a command in a prepared folder, what the folder looks like before it, and what it looks like
 * after an undisturbed run. Whatever happens, the folder must always show one of the two, and after another run the
 * second.
 */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OUTAGE, POLICY } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";
import { complaintsAbout } from "./book-check.ts";
import type { WarmProgram } from "./runner.ts";

export interface Story {
  readonly name: string;
  readonly line: string;
  /** Where its book is. */
  readonly book: string;
  /** What happened in the folder before. */
  readonly before: readonly string[];
  /** How it says, with which exit code, that there is nothing left to do. */
  readonly doneSays?: { readonly exit: number; readonly says: string };
  /** Leaves what a killed process would have left. */
  readonly leftover?: string;
}

const RULES = "--outage outage.yaml --policy policy.yaml --as-of 2022-10-21T11:00:00+09:00 --jobs 1";
const FIRST_RUN = `apply ${RULES} --yes --book book first.csv`;
const PLAN = `plan ${RULES} --out plan exports`;

export const STORIES = {
  plan: {
    name: "plan",
    line: `${PLAN} --book book`,
    book: "book",
    before: [FIRST_RUN, `plan ${RULES} --out plan first.csv`],
  },
  applyPlan: {
    name: "apply PLAN",
    line: "apply plan --yes --max-rejects 9 --book book",
    book: "book",
    before: [FIRST_RUN, `${PLAN} --book book`],
  },
  firstRun: {
    name: "apply PLAN to a new book",
    line: "apply plan --yes --max-rejects 9 --book years/2022",
    book: "years/2022",
    before: [`${PLAN} --book years/2022`],
  },
  applyExports: {
    name: "apply EXPORT...",
    line: `apply ${RULES} --yes --max-rejects 9 --book book exports`,
    book: "book",
    before: [FIRST_RUN],
    leftover: "book/.staging/plan.4194305.0123456789ab",
  },
  revert: {
    name: "revert",
    line: "revert 2 --yes --as-of 2022-10-22T11:00:00+09:00 --book book",
    book: "book",
    before: [FIRST_RUN, `apply ${RULES} --yes --max-rejects 9 --book book exports`],
    doneSays: { exit: 5, says: "it was taken back by run 0003" },
  },
} as const satisfies { readonly [name: string]: Story };

const FILES = {
  "outage.yaml": OUTAGE,
  "policy.yaml": POLICY,
  "first.csv": "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14,2022-10-31\n",
  // Already given, given, rejected, and over as the outage begins.
  "exports/rentals.csv": `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14,2022-10-31
r2,u2,kakaopage,2022-10-14,2022-10-31
r3,u3,kakaopage,2022-10-14,soon
r4,u4,kakaopage,2022-10-01T00:00,2022-10-15T15:30
`,
  // Extended, paid, and for a person to decide.
  "exports/subscriptions.csv": `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,u1,emoticon-plus,web,3900,KRW,2022-10-01,2022-10-31
s2,u2,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s3,u3,emoticon-plus,fax,3900,KRW,2022-10-01,2022-10-31
`,
};

export interface Stage {
  readonly story: Story;
  /** A folder to be copied for every try. */
  readonly folder: string;
  readonly start: Contents;
  readonly finish: Contents;
  /** Every path of the folder after an undisturbed run, folders included. */
  readonly finishTree: readonly string[];
}

export type Contents = ReadonlyMap<string, string>;

/** @param folder an empty one. @param more files beside those that every story has. */
export async function setStage(
  story: Story,
  folder: string,
  warm: WarmProgram,
  more: { readonly [file: string]: string } = {},
): Promise<Stage> {
  const start = join(folder, "start");
  for (const [file, content] of Object.entries({ ...FILES, ...more })) {
    mkdirSync(join(start, file, ".."), { recursive: true });
    writeFileSync(join(start, file), content);
  }
  for (const line of story.before) await succeed(line, start, warm);
  if (story.leftover !== undefined) {
    mkdirSync(join(start, story.leftover, "rejects"), { recursive: true });
    for (const file of ["keys", "rejects/rentals.csv"]) writeFileSync(join(start, story.leftover, file), "left over");
  }
  const undisturbed = join(folder, "undisturbed");
  cpSync(start, undisturbed, { recursive: true });
  await succeed(story.line, undisturbed, warm);
  const complaints = complaintsAbout(join(undisturbed, story.book));
  if (complaints.length > 0) throw new Error(`an undisturbed ${story.name} is wrong already: ${complaints.join("; ")}`);
  return {
    story,
    folder: start,
    start: visibleIn(start),
    finish: visibleIn(undisturbed),
    finishTree: treeOf(undisturbed),
  };
}

async function succeed(line: string, folder: string, warm: WarmProgram): Promise<void> {
  const { exit, said } = await warm.run(line, folder);
  if (exit !== 0) throw new Error(`${line} ended with ${exit}: ${said}`);
}

/** All that anybody but the owner of a staging folder may look at. */
export function visibleIn(folder: string): Contents {
  const contents = [...contentsOf(folder)];
  return new Map(contents.filter(([path]) => !path.includes(".staging/") && !path.startsWith(".plan.")));
}

export function sameContents(one: Contents, other: Contents): boolean {
  return one.size === other.size && [...one].every(([path, content]) => other.get(path) === content);
}

/** Paths that are not the same in both, for a complaint that can be read. */
export function difference(one: Contents, other: Contents): string {
  const paths = new Set([...one.keys(), ...other.keys()]);
  return [...paths].filter((path) => one.get(path) !== other.get(path)).join(", ");
}

/** A copy of the folder as it is before the command. */
export function copyOf(stage: Stage, to: string): string {
  cpSync(stage.folder, to, { recursive: true });
  return to;
}

/** What is wrong with a folder in which the command may have run, wholly or not at all. */
export function complaintsAboutState({ story, start, finish }: Stage, folder: string): readonly string[] {
  const now = visibleIn(folder);
  if (sameContents(now, start) || sameContents(now, finish)) return [];
  // An earlier plan is moved aside before the new one takes its place: for that moment there is none.
  const planless = new Map([...start].filter(([path]) => !path.startsWith("plan/")));
  if (story.name === STORIES.plan.name && sameContents(now, planless)) return [];
  return [`neither as before nor finished: ${difference(now, finish)}`];
}

/** Whether a command found that everything was done already, and refused to do it twice. */
export function isDone({ doneSays }: Story, { exit, said }: { readonly exit: number | null; readonly said: string }) {
  return doneSays !== undefined && exit === doneSays.exit && said.includes(doneSays.says);
}

/** Runs the command again; what is then wrong. */
export async function complaintsAfterRerun(
  stage: Stage,
  folder: string,
  warm: WarmProgram,
): Promise<readonly string[]> {
  const { story, finish, finishTree } = stage;
  const wasDone = sameContents(visibleIn(folder), finish);
  const { exit, said } = await warm.run(story.line, folder);
  const complaints: string[] = [];
  if (exit !== 0 && !(wasDone && isDone(story, { exit, said })))
    complaints.push(`run again it ended with ${exit}: ${said}`);
  const now = visibleIn(folder);
  if (!sameContents(now, finish)) complaints.push(`run again it made other bytes: ${difference(now, finish)}`);
  // The staging folder itself may stay, empty.
  const litter = treeOf(folder).filter((path) => !finishTree.includes(path) && !path.endsWith("/.staging/"));
  if (litter.length > 0) complaints.push(`run again it left ${litter.join(", ")}`);
  return [...complaints, ...complaintsAbout(join(folder, story.book))];
}

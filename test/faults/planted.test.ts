/**
 * The tests can see: a bug is planted into a copy of the built program, and the check that is there for it finds it.
 *
 * Each bug replaces an exact piece of the built code that must stand there once; else the test says that it is out of
 * date.
 */
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout } from "./book-check.ts";
import { type Fault, hasTools, removeFolder } from "./faultline.ts";
import { complaintsAfterCut, record, someCutsOf } from "./power-cut.ts";
import { reportTried } from "./report.ts";
import { ROOT, run, type WarmProgram, warmProgram } from "./runner.ts";
import { copyOf, difference, STORIES, type Stage, type Story, sameContents, setStage, visibleIn } from "./stage.ts";
import { complaintsAfter, countCalls, pointsOf } from "./trial.ts";

interface Bug {
  readonly name: string;
  readonly file: string;
  readonly code: string;
  readonly planted: string;
  readonly story: Story;
  readonly check: "kills" | "power cuts" | "short writes" | "same bytes";
}

const BUGS: readonly Bug[] = [
  {
    name: "a write is not looped",
    file: "book/staging.js",
    code: "written += writeSync(descriptor, bytes, written);",
    planted: "written += Math.max(bytes.length, writeSync(descriptor, bytes, written));",
    story: STORIES.applyPlan,
    check: "short writes",
  },
  {
    name: "files are not flushed",
    file: "book/staging.js",
    code: "attempt(target, () => fsyncSync(descriptor));",
    planted: "",
    story: STORIES.applyPlan,
    check: "power cuts",
  },
  {
    name: "the folders of the run are not flushed",
    file: "book/staging.js",
    code: "            syncFolder(folder);",
    planted: "            void folder;",
    story: STORIES.applyPlan,
    check: "power cuts",
  },
  {
    name: "the new name is not flushed",
    file: "book/disk.js",
    code: "        try {\n            flush(descriptor);\n        }\n        catch",
    planted: "        try {\n        }\n        catch",
    story: STORIES.applyPlan,
    check: "power cuts",
  },
  {
    name: "the name of a new book is not flushed",
    file: "book/disk.js",
    code: "    syncNameOf(parent);\n",
    planted: "",
    story: STORIES.firstRun,
    check: "power cuts",
  },
  {
    name: "the next command relies on a name that was not flushed",
    file: "book/commit.js",
    code: "    syncFolder(folder);\n    syncNameOf(folder);\n",
    planted: "",
    story: STORIES.applyPlan,
    check: "power cuts",
  },
  {
    name: "files are renamed into the slot one by one",
    file: "book/disk.js",
    code: "    try {\n        renameFolder(from, to);\n        try {",
    planted:
      '    const fs = process.getBuiltinModule("node:fs");\n    try {\n        fs.mkdirSync(to);\n        for (const name of fs.readdirSync(from)) renameSync(from + "/" + name, to + "/" + name);\n        try {',
    story: STORIES.applyPlan,
    check: "kills",
  },
  {
    name: "a run is written in its place",
    file: "book/staging.js",
    code: "const path = join(parent, ",
    planted: 'const path = parent.endsWith(".staging") ? join(parent, "../0002") : join(parent, ',
    story: STORIES.applyPlan,
    check: "kills",
  },
  {
    name: "arithmetic: what is rounded up is rounded down",
    file: "domain/fraction.js",
    code: 'return whole + 1n;\n        case "half-up"',
    planted: 'return whole;\n        case "half-up"',
    story: STORIES.applyExports,
    check: "same bytes",
  },
  {
    name: "eligibility: a period that only touches the window counts",
    file: "rules/conditions.js",
    code: "sharedTime(window, starts, untilHeld()) > 0",
    planted: "sharedTime(window, starts, untilHeld()) >= 0",
    story: STORIES.applyExports,
    check: "same bytes",
  },
  {
    name: "ledger: what was given before is not found",
    file: "book/keys.js",
    code: "table.mark(words, from, known);",
    planted: "continue;",
    story: STORIES.applyExports,
    check: "same bytes",
  },
];

/** A copy of the built program with the bug in it. */
function plant({ file, code, planted }: Bug, into: string): string {
  for (const part of ["bin", "dist", "package.json"]) cpSync(join(ROOT, part), join(into, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(into, "node_modules"));
  // Module by module, not as one file, so that a bug has one place.
  writeFileSync(join(into, "bin/compensate.js"), 'import("../dist/cli/main.js").then(({ main }) => main());\n');
  writeFileSync(join(into, "bin/worker.js"), 'import("../dist/run/worker.js");\n');
  replaceOnce(join(into, "dist", file), code, planted);
  return into;
}

function replaceOnce(path: string, code: string, planted: string): void {
  const pieces = readFileSync(path, "utf8").split(code);
  if (pieces.length !== 2) throw new Error(`${path} has ${pieces.length - 1} times: ${code}`);
  writeFileSync(path, pieces.join(planted));
}

interface Bench {
  readonly stage: Stage;
  readonly program: string;
  readonly warm: WarmProgram;
  readonly scratch: string;
}

const CHECKS: { readonly [check in Bug["check"]]: (bench: Bench) => Promise<readonly string[]> } = {
  kills: async ({ stage, program, warm, scratch }) => {
    const count = await countCalls(stage, "change", scratch, program);
    // First near the end, which is where a run becomes visible.
    for (const at of [...[count - 1, count - 2, count - 3].filter((each) => each > 0), ...pointsOf(count, 7)]) {
      const fault = { calls: "change", at, what: "kill" } as const;
      const complaints = await complaintsAfter({ stage, fault, warm, scratch, program });
      if (complaints.length > 0) return complaints;
    }
    return [];
  },

  "power cuts": async ({ stage, program, warm, scratch }) => {
    const whole = await record(stage, scratch, { program });
    const visible = whole.calls.findLast(({ kind }) => kind === "rename");
    const again = await record(stage, scratch, { program, killedAt: (visible?.number ?? 0) + 1 });
    for (const recording of [whole, again]) {
      for (const cut of someCutsOf(recording, 4).toReversed()) {
        const complaints = await complaintsAfterCut(recording, cut, { scratch, warm });
        if (complaints.length > 0) return complaints;
      }
    }
    return [];
  },

  "short writes": (bench) => complaintsAboutRun(bench, { shortWrites: true }),
  "same bytes": (bench) => complaintsAboutRun(bench, {}),
};

/** Runs it once from beginning to end. */
async function complaintsAboutRun({ stage, program, scratch }: Bench, fault: Fault): Promise<readonly string[]> {
  const folder = copyOf(stage, join(scratch, "once"));
  const { exit, err } = await run(stage.story.line, { cwd: folder, program, fault });
  const now = visibleIn(folder);
  const complaints = [
    ...(exit === 0 ? [] : [`it ended with ${exit}: ${err}`]),
    ...(sameContents(now, stage.finish) ? [] : [`other bytes: ${difference(now, stage.finish)}`]),
    ...complaintsAbout(join(folder, stage.story.book)),
  ];
  removeFolder(folder);
  return complaints;
}

describe.skipIf(!hasTools("gcc"))("a planted bug is found", () => {
  let scratch: string;
  let warm: WarmProgram;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "compensate-planted-"));
    warm = warmProgram();
  }, 120_000);
  afterAll(() => {
    warm.close();
    removeFolder(scratch);
  }, 120_000);

  test.for(BUGS.map((bug) => [bug.name, bug] as const))("%s", { timeout: 600_000 }, async ([, bug]) => {
    const place = mkdtempSync(join(scratch, "bug-"));
    const stage = await setStage(bug.story, join(place, "stage"), warm);
    const complaints = await CHECKS[bug.check]({
      stage,
      program: plant(bug, join(place, "program")),
      warm,
      scratch: place,
    });
    reportTried({ fault: "planted bug", of: bug.name, points: 1, complaints: complaints.length > 0 ? 0 : 1 });
    expect(complaints, "nobody noticed").not.toEqual([]);
  });

  test.for([["kills"], ["power cuts"], ["short writes"], ["same bytes"]] as const)(
    "and without one, %s finds nothing",
    { timeout: 600_000 },
    async ([check]) => {
      const place = mkdtempSync(join(scratch, "none-"));
      const stage = await setStage(STORIES.applyPlan, join(place, "stage"), warm);
      expect(await CHECKS[check]({ stage, program: ROOT, warm, scratch: place })).toEqual([]);
    },
  );
});

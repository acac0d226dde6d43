/** The program as it is installed: exit codes, streams, help, signals, and the same bytes however it is run. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { LANGUAGE } from "../../src/domain/language.ts";
import { BINARY, type Ended, ended, runBinary, startBinary } from "../support/binary.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note";
const RENTALS = `${HEADER}
r1,user-000001,kakaopage,2022-10-14T10:00,2022-10-20T10:00,
r2,user-000002,kakaopage,2022-10-20T22:00,2022-10-21T22:00,
`;
const BAD_RENTALS = `${RENTALS}r3,user-000003,kakaopage,2022-10-20T22:00,soon,
`;

function run(story: SmallCase, line: string, more: Partial<Parameters<typeof runBinary>[1]> = {}): Promise<Ended> {
  return runBinary(line, { cwd: story.folder, ...more });
}

async function rentals(text = RENTALS): Promise<SmallCase> {
  return smallCase({ "rentals.csv": text });
}

describe("the exit code says how it ended, and the message is on stderr", () => {
  test("0: done, also when there are changes", async () => {
    const story = await rentals();
    const planned = await run(story, `plan ${RULES} --out plan rentals.csv`);
    expect(planned).toMatchObject({ exit: 0, err: "" });
    expect(planned.out).toContain("2 rows read: 2 compensated (2 ends adjusted), 0 not affected");
    expect(await run(story, "apply plan --yes")).toMatchObject({ exit: 0, err: "Committed as run 0001.\n" });
    const again = await run(story, "apply plan --yes");
    expect(again).toMatchObject({ exit: 0, out: "" });
    expect(again.err).toContain("already applied as run 0001");
  });

  test("1: the answer is no, because rows were rejected", async () => {
    const story = await rentals(BAD_RENTALS);
    const ran = await run(story, `apply ${RULES} --yes rentals.csv`);
    expect(ran.exit).toBe(1);
    expect(ran.err).toContain("rows were rejected, so nothing was committed: 1 of 3");
    expect(ran.err).toContain("--max-rejects");
    expect(treeOf(story.folder)).not.toContain("compensations/");
  });

  test.for([
    [
      "an unknown option, with the one that was meant",
      "plan --polcy policy.yaml rentals.csv",
      "Did you mean --policy?",
    ],
    ["an unknown command, with the one that was meant", "plam rentals.csv", "Did you mean plan?"],
    ["an option without its value", "plan rentals.csv --outage", "--outage"],
    ["an option that is missing", "plan --policy policy.yaml rentals.csv", "--outage missing"],
    ["a share of rejects that is none", "apply plan --max-rejects 101%", "such as 10, or a share such as 0.5%"],
    ["a number of jobs that is none", `plan ${RULES} --jobs 0 rentals.csv`, "a whole number from 1 to 999"],
    ["an --as-of that is no time", `plan ${RULES} --as-of soon rentals.csv`, '"soon" is not a date or time'],
    ["nobody to ask, and no --yes", `apply ${RULES} rentals.csv`, "--yes"],
    ["a schema that does not exist", "schema nothing", "nothing"],
  ] as const)("2: usage: %s", async ([, line, expected]) => {
    const story = await rentals();
    const ran = await run(story, line);
    expect(ran).toMatchObject({ exit: 2, out: "" });
    expect(ran.err).toContain(expected);
  });

  test.for([
    ["a missing export", `plan ${RULES} nowhere.csv`, "nowhere.csv: there is no such file or folder"],
    ["a misplaced quote", `plan ${RULES} quote.csv`, "quote.csv:2: a quote stands where none may stand"],
    ["a header of no kind", `plan ${RULES} notes.csv`, "notes.csv:1: cannot tell what kind of export this is"],
    ["no export", `plan ${RULES}`, "no export found"],
    [
      "a missing policy",
      "plan --outage outage.yaml --policy none.yaml rentals.csv",
      "none.yaml: there is no such file",
    ],
    [
      "a missing policy, told before a missing export",
      "plan --outage outage.yaml --policy none.yaml nowhere.csv",
      "none.yaml: there is no such file",
    ],
  ] as const)("3: input: %s", async ([, line, expected]) => {
    const story = await rentals();
    story.write("quote.csv", `${HEADER}\nr1,u "x",kakaopage,2022-10-14,2022-10-31,\n`);
    story.write("notes.csv", "a,b\n1,2\n");
    const ran = await run(story, line);
    expect(ran).toMatchObject({ exit: 3, out: "" });
    expect(ran.err).toContain(expected);
    expect(treeOf(story.folder)).not.toContain("compensation-plan/");
  });

  test("4: policy invalid, every problem with its place, line and caret", async () => {
    const story = await rentals();
    const policy = story.read("policy.yaml").replace("96 hours", "96 hous").replace("3 days", "3 dais");
    story.write("policy.yaml", policy);
    const ran = await run(story, `plan ${RULES} rentals.csv`);
    expect(ran).toMatchObject({ exit: 4, out: "" });
    const placeOf = (part: string) => {
      const lines = policy.split("\n");
      const line = lines.findIndex((each) => each.includes(part));
      return `policy.yaml:${line + 1}:${(lines[line] ?? "").indexOf(part) + 1}`;
    };
    expect(ran.err).toContain(placeOf("96 hous"));
    expect(ran.err).toContain(placeOf("3 dais"));
    expect(ran.err).toMatch(/^\s*\|?\s*\^/m);
  });

  test("5: refused, because the plan was changed", async () => {
    const story = await rentals();
    await run(story, `plan ${RULES} --out plan rentals.csv`);
    story.write("plan/adjusted-expiry.csv", `${story.read("plan/adjusted-expiry.csv")}more\n`);
    const ran = await run(story, "apply plan --yes");
    expect(ran).toMatchObject({ exit: 5, out: "" });
    expect(ran.err).toContain("adjusted-expiry.csv is not the file that was written");
  });

  test("6: output cannot be written, because a file is in the way", async () => {
    const story = await rentals();
    const ran = await run(story, `plan ${RULES} --out policy.yaml/plan rentals.csv`);
    expect(ran).toMatchObject({ exit: 6, out: "" });
    expect(ran.err).toContain("cannot be written");
  });

  test("and nothing is ever said about a bug", async () => {
    const story = await rentals();
    const all = await Promise.all(
      ["", "plan", "apply", "apply nowhere --yes", "apply rentals.csv --yes", "plan --out x"].map((line) =>
        run(story, line),
      ),
    );
    for (const { exit, err } of all) {
      expect(err).not.toContain("This is a bug");
      expect([2, 3, 5]).toContain(exit);
    }
  });
});

describe("help", () => {
  test.for([["--help"], ["-h"], ["help"]] as const)("%s lists the commands and the exit codes", async ([line]) => {
    const ran = await run(await rentals(), line);
    expect(ran).toMatchObject({ exit: 0, err: "" });
    for (const part of ["plan", "apply", "schema", "Exit codes:", "130"]) expect(ran.out).toContain(part);
  });

  test.for([
    ["plan", ["--outage", "--policy", "--out", "--as-of", "--jobs", "--json", "--book", "Examples:"]],
    ["apply", ["--dry-run", "--yes", "--max-rejects", "--outage", "--policy", "--book", "Examples:"]],
    ["schema", ["policy", "outage"]],
  ] as const)("of %s names its options", async ([command, parts]) => {
    const ran = await run(await rentals(), `${command} --help`);
    expect(ran).toMatchObject({ exit: 0, err: "" });
    for (const part of parts) expect(ran.out).toContain(part);
  });

  test.for(["--version --json", "-V --json", "--json --version"])("%s prints one document", async (line) => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    const { exit, err, out } = await run(await rentals(), line);
    expect([exit, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toEqual({
      version,
      language: LANGUAGE,
      time_zone_data: process.versions.tz,
      node: process.versions.node,
    });
  });

  test.for([["--version"], ["-V"]] as const)("%s prints the version of the package", async ([line]) => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await run(await rentals(), line)).toEqual({ exit: 0, err: "", out: `${version}\n` });
  });
});

describe("standard output", () => {
  test("carries exactly one JSON document with --json, and stderr nothing of it", async () => {
    const ran = await run(await rentals(), `plan ${RULES} --json rentals.csv`);
    expect(JSON.parse(ran.out)).toMatchObject({ totals: { read: 2, compensated: 2 } });
    expect(ran.err).toBe("");
  });

  test("has no colour and no progress when it is no terminal", async () => {
    const ran = await run(await rentals(), `plan ${RULES} rentals.csv`, { env: { FORCE_COLOR: "1" } });
    expect(ran.out + ran.err).not.toContain("\u001b");
  });

  test.for([
    ["plan", `plan ${RULES} --out plan rentals.csv`],
    ["plan --json", `plan ${RULES} --out plan --json rentals.csv`],
    ["apply --dry-run", `apply ${RULES} --dry-run rentals.csv`],
    ["apply --yes", `apply ${RULES} --yes rentals.csv`],
    ["schema", "schema policy"],
    ["--help", "--help"],
    ["--version", "--version"],
  ] as const)("that is full ends %s with 6, and nothing is committed", async ([, line]) => {
    const story = await rentals();
    const ran = await run(story, line, { outTo: "/dev/full" });
    expect(ran.exit).toBe(6);
    expect(ran.err.split("ENOSPC"), "said once").toHaveLength(2);
    expect(treeOf(story.folder)).not.toContain("compensations/");
  });

  test.for([
    ["full", { outTo: "/dev/full" }],
    ["closed", { outClosed: true }],
  ] as const)("that is %s never makes apply PLAN deny what it has committed", async ([, where]) => {
    const story = await rentals();
    await run(story, `plan ${RULES} --out plan rentals.csv`);
    const ran = await run(story, "apply plan --yes", where);
    const committed = existsSync(story.path("compensations/0001"));
    expect({ committed, denied: ran.exit !== 0 || ran.err.includes("nothing was committed") }).toEqual({
      committed,
      denied: !committed,
    });
  });

  test.for([
    ["plan", `plan ${RULES} --out plan rentals.csv`],
    ["apply --yes", `apply ${RULES} --yes rentals.csv`],
    ["--help", "--help"],
    ["schema", "schema policy"],
  ] as const)("that nobody reads does not crash %s", async ([, line]) => {
    const story = await rentals();
    const ran = await run(story, line, { outClosed: true });
    expect([0, 6]).toContain(ran.exit);
    expect(ran.err).not.toMatch(/bug|unhandled|\n {4}at /i);
    expect(existsSync(story.path("compensations/0001")) ? ran.exit : "nothing committed").toBe(
      existsSync(story.path("compensations/0001")) ? 0 : "nothing committed",
    );
  });

  test("into `| head -1` gives its first line", async () => {
    const story = await rentals();
    const command = `"${process.execPath}" "${BINARY}" plan ${RULES} rentals.csv | head -1`;
    const { stdout, stderr } = await promisify(execFile)("sh", ["-c", command], { cwd: story.folder });
    expect(stdout).toBe("2 rows read: 2 compensated (2 ends adjusted), 0 not affected\n");
    expect(stderr).not.toContain("bug");
  });
});

/** The process signals itself when it asks for the first of its own modules. */
const SIGNAL_WHILE_LOADING = `
const Module = require("node:module");
const load = Module._load;
Module._load = (request, ...rest) => {
  if (request === "./bundle.js") process.kill(process.pid, process.env.EARLY);
  return load(request, ...rest);
};
`;

describe("a signal", () => {
  test.for([
    ["SIGINT", "plan", `plan ${RULES} --out plan -`],
    ["SIGTERM", "plan", `plan ${RULES} --out plan -`],
    ["SIGINT", "apply", `apply ${RULES} --yes -`],
  ] as const)("%s ends %s with 130 and leaves nothing behind", async ([signal, , line]) => {
    const story = await smallCase({});
    const before = treeOf(story.folder);
    const child = startBinary(line, { cwd: story.folder });
    const end = ended(child);
    // Standard input stays open, so it reads until it is told to stop; what it has read is kept in this file.
    child.stdin?.write(RENTALS);
    await appearance(story.folder, "standard-input");
    child.kill(signal);
    expect(await end).toMatchObject({ exit: 130, err: expect.stringContaining("interrupted; nothing was written") });
    expect(treeOf(story.folder)).toEqual(before);
  });

  test.for([
    ["SIGINT", `plan ${RULES} --out plan rentals.csv`],
    ["SIGTERM", `plan ${RULES} --out plan rentals.csv`],
    ["SIGTERM", `apply ${RULES} --yes rentals.csv`],
  ] as const)("%s while the program is loaded ends it with 130: %s", async ([signal, line]) => {
    const story = await rentals();
    story.write("early.cjs", SIGNAL_WHILE_LOADING);
    const before = treeOf(story.folder);
    const env = { NODE_OPTIONS: `--require=${story.path("early.cjs")}`, EARLY: signal };
    expect(await runBinary(line, { cwd: story.folder, env })).toMatchObject({
      exit: 130,
      err: "interrupted; nothing was written\n",
    });
    expect(treeOf(story.folder)).toEqual(before);
  });
});

describe("several at once", () => {
  test("apply the same plan: one commits it, nobody commits it again", async () => {
    const story = await rentals();
    await run(story, `plan ${RULES} --out plan rentals.csv`);
    const all = await Promise.all([1, 2, 3, 4].map(() => run(story, "apply plan --yes")));
    expect(all.filter(({ err }) => err.startsWith("Committed as run 0001"))).toHaveLength(1);
    for (const { exit } of all) expect([0, 5]).toContain(exit);
    expect(treeOf(story.path("compensations")).filter((path) => /^\d+\/$/.test(path))).toEqual(["0001/"]);
  });
});

describe("the same inputs give the same bytes", () => {
  const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";
  let text = "";

  // About fifteen megabytes: with more than one job a file is decided by threads, of a pipe the first 8 MiB are not.
  beforeAll(() => {
    const rows: string[] = [];
    for (let index = 0; index < 190_000; index += 1) {
      const id = index % 9973 === 0 ? "twice" : `rental-${index}`;
      const service = index % 30 === 0 ? "kakaopage" : "melon";
      const ends = index % 5000 === 7 ? "soon" : `2022-10-${20 + (index % 12)}T10:${10 + (index % 50)}:00+09:00`;
      const note = index % 100 === 0 ? '"two\nlines, and a ""quote"""' : `note-${"x".repeat(index % 20)}`;
      rows.push(`${id},user-${index % 5000},${service},2022-10-0${1 + (index % 9)} 09:30,${ends},${note}`);
    }
    text = [HEADER, ...rows, ...rows.slice(0, 3000), ""].join("\n");
    expect(text.length).toBeGreaterThan(14 * 1024 * 1024);
  });

  test("with any number of jobs, in any time zone and language", async () => {
    const story = await rentals(text);
    const plan = (out: string, jobs: number, env: { readonly [name: string]: string }) =>
      run(story, `plan ${RULES} ${AS_OF} --xlsx --jobs ${jobs} --quiet --out ${out} rentals.csv`, { env });
    const ends = await Promise.all([
      plan("one", 1, { TZ: "UTC" }),
      plan("two", 2, { TZ: "Asia/Seoul", LC_ALL: "ko_KR.UTF-8" }),
      plan("five", 5, { TZ: "America/New_York", LC_ALL: "tr_TR.UTF-8" }),
    ]);
    expect(ends).toMatchObject(Array(3).fill({ exit: 0, err: "" }));

    const { totals } = story.summary("one");
    // Ends that are no time, and the rows of one melon rental that contradict each other.
    expect(totals).toMatchObject({ read: 193_000, rejected: 38 + 19, duplicate: 3000 });
    const one = contentsOf(story.path("one"));
    expect(differing(one, contentsOf(story.path("two")))).toEqual([]);
    expect(differing(one, contentsOf(story.path("five")))).toEqual([]);
  });

  test("from a file, a gzipped one and a pipe", async () => {
    const story = await rentals(text);
    const packed = gzipSync(text, { level: 1 });
    story.write("packed/rentals.csv.gz", packed);
    const plan = (out: string, exports: string, input?: Uint8Array) =>
      run(
        story,
        `plan ${RULES} ${AS_OF} --jobs 2 --quiet --out ${out} ${exports}`,
        input === undefined ? {} : { input },
      );
    const ends = await Promise.all([
      plan("file", "rentals.csv"),
      plan("gzip", "packed/rentals.csv.gz"),
      plan("pipe", "-", Buffer.from(text)),
      plan("packed-pipe", "-", packed),
    ]);
    expect(ends).toMatchObject(Array(4).fill({ exit: 0, err: "" }));

    // The manifest and the report say where the bytes came from, and that differs.
    const origins = ["manifest.json", "summary.html"];
    const file = contentsOf(story.path("file"), origins);
    for (const other of ["gzip", "pipe", "packed-pipe"]) {
      expect(differing(file, contentsOf(story.path(other), origins)), other).toEqual([]);
    }
  });

  test("and damage far into the file is the same failure, whoever found it", async () => {
    const story = await rentals();
    const at = text.lastIndexOf("note-");
    writeFileSync(story.path("rentals.csv"), `${text.slice(0, at)}say "no"${text.slice(at)}`);
    const line = text.slice(0, at).split("\n").length;
    const [one, four] = await Promise.all(
      [1, 4].map((jobs) => run(story, `plan ${RULES} --jobs ${jobs} --out plan rentals.csv`)),
    );
    expect(one).toMatchObject({ exit: 3 });
    expect(one?.err).toContain(`rentals.csv:${line}: a quote stands where none may stand`);
    expect(one?.err).toContain(`at byte ${at + 4}`);
    expect(four).toEqual(one);
  });

  test("wall times around a change of clocks do not depend on the process's own zone", async () => {
    const story = await smallCase({
      "policy.yaml": `policy: berlin
revision: 1
zone: Europe/Berlin
rules:
  - { rule: days, for: { record: rental, service: a }, if: { held: during-outage }, give: { extend: 2 days } }
  - { rule: hours, for: { record: rental, service: b }, if: { held: during-outage }, give: { extend: 48 hours } }
`,
      "outage.yaml": "outage: october\nzone: Europe/Berlin\nwindow: 2022-10-27T00:00/2022-10-28T00:00\n",
      "rentals.csv": `rental_id,user_id,service,started_at,expires_at
r1,u1,a,2022-10-01,2022-10-29
r2,u1,a,2022-10-01T00:00,2022-10-29T02:30
r3,u1,b,2022-10-01T00:00,2022-10-29T02:30
r4,u1,b,2022-10-01T00:00+02:00,2022-10-29T02:30+02:00
r5,u1,b,2022-10-01,2022-10-30T02:30
`,
    });
    const plans = await Promise.all(
      ["UTC", "Asia/Seoul", "America/New_York"].map(async (zone, index) => {
        await run(story, `plan ${RULES} --as-of 2022-10-28T12:00 --quiet --out plan-${index} rentals.csv`, {
          env: { TZ: zone },
        });
        return contentsOf(story.path(`plan-${index}`));
      }),
    );
    const [first = new Map(), ...others] = plans;
    for (const other of others) expect(differing(first, other)).toEqual([]);
    expect(
      story.rows("plan-0/adjusted-expiry.csv").map((row) => `${row.get("record_id")} ${row.get("new_value")}`),
    ).toEqual(["r1 2022-10-31", "r2 2022-10-31T02:30", "r3 2022-10-31T01:30", "r4 2022-10-31T01:30+01:00"]);
    expect(story.summary("plan-0").rejects).toEqual({ "time-ambiguous": 1 });
  });
});

/** Names of files that are not the same in both, without printing megabytes. */
function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => one.get(name) !== other.get(name));
}

/** Waits until a file of this name is somewhere below a folder. */
function appearance(folder: string, name: string): Promise<void> {
  return new Promise((resolve) => {
    const watchers = new Map<string, ReturnType<typeof watch>>();
    const look = () => {
      const paths = treeOf(folder);
      for (const path of ["", ...paths.filter((each) => each.endsWith("/"))]) {
        if (!watchers.has(path)) watchers.set(path, watch(join(folder, path), look));
      }
      if (!paths.some((path) => path.endsWith(`/${name}`))) return;
      for (const watcher of watchers.values()) watcher.close();
      resolve();
    };
    look();
  });
}

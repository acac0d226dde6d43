/** What drives the faults is itself checked: the library sees every call that the kernel sees. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLog } from "./disk-model.ts";
import { faultyEnvironment, hasTools, removeFolder } from "./faultline.ts";
import { ROOT, warmProgram } from "./runner.ts";
import { copyOf, STORIES, setStage } from "./stage.ts";

const KINDS: { readonly [call: string]: string } = {
  write: "write",
  writev: "write",
  pwrite64: "write",
  pwritev: "write",
  fsync: "sync",
  fdatasync: "sync",
  rename: "rename",
  renameat: "rename",
  renameat2: "rename",
  mkdir: "mkdir",
  mkdirat: "mkdir",
  unlink: "remove",
  unlinkat: "remove",
  rmdir: "remove",
  chmod: "chmod",
  fchmodat: "chmod",
  link: "link",
  linkat: "link",
  symlink: "symlink",
  symlinkat: "symlink",
  openat: "create",
  open: "create",
  creat: "create",
};

test.skipIf(!hasTools("gcc", "strace"))(
  "strace and the library count the same calls",
  { timeout: 120_000 },
  async () => {
    const scratch = mkdtempSync(join(tmpdir(), "compensate-strace-"));
    const warm = warmProgram();
    try {
      for (const name of ["plan", "applyExports"] as const) {
        const stage = await setStage(STORIES[name], join(scratch, name), warm);
        const folder = copyOf(stage, join(scratch, `${name}-traced`));
        const trace = join(scratch, `${name}.trace`);
        const log = join(scratch, `${name}.log`);
        const environment = faultyEnvironment(folder, { log });
        const preload = Object.entries(environment).flatMap(([key, value]) => ["-E", `${key}=${value}`]);
        const watched = ["-f", "-y", "-qq", "-o", trace, "-e", `trace=${Object.keys(KINDS).join(",")}`];
        const program = [process.execPath, `${ROOT}/bin/compensate.js`, ...stage.story.line.split(" ")];
        const { status, stderr } = spawnSync("strace", [...watched, ...preload, ...program], {
          cwd: folder,
          encoding: "utf8",
        });
        expect(status, stderr).toBe(0);
        const seen = countOf(kernelCalls(readFileSync(trace, "utf8"), folder));
        const logged = countOf(
          readLog(log).flatMap(({ kind }) => (kind === "open" || kind === "truncate" ? [] : kind)),
        );
        expect(logged).toEqual(seen);
        expect(logged.write).toBeGreaterThan(7);
      }
    } finally {
      warm.close();
      removeFolder(scratch);
    }
  },
);

/** Kinds of the calls that succeeded below a folder: `1234 fsync(18</tmp/…/keys>) = 0`. */
function kernelCalls(trace: string, folder: string): readonly string[] {
  return trace.split("\n").flatMap((line) => {
    const [, call = "", rest = ""] = /^\d+ +(\w+)\((.*)$/.exec(line) ?? [];
    const isOurs = rest.includes(`"${folder}`) || rest.startsWith(`${/^\d+/.exec(rest)?.[0]}<${folder}`);
    const isNew = !call.startsWith("open") || rest.includes("O_CREAT");
    return isOurs && isNew && !/ = -1 /.test(rest) ? [KINDS[call] ?? call] : [];
  });
}

function countOf(kinds: readonly string[]): { readonly [kind: string]: number } {
  const counts: { [kind: string]: number } = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

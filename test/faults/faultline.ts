/** Builds `faultline.c` once and says what a process must be started with so that a fault befalls it. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Fault {
  /** Which calls are counted: those that change files, or those that read them. */
  readonly calls?: "change" | "read";
  /** Which of them it befalls, from 1. */
  readonly at?: number;
  /** `torn` writes half and kills; an error is named. */
  readonly what?: "kill" | "stop" | "torn" | ErrorName;
  /** Every call after it fails as well. */
  readonly lasts?: boolean;
  /** The first write to every file is short, without an error. */
  readonly shortWrites?: boolean;
  readonly log?: string;
  readonly tally?: string;
  /** Seconds to add to the time of day. */
  readonly clock?: number;
}

export const ERRORS = { ENOSPC: 28, EIO: 5, EDQUOT: 122, EMFILE: 24, EACCES: 13 } as const;
export type ErrorName = keyof typeof ERRORS;

/** The environment under which a fault befalls a process at its calls below a folder. */
export function faultyEnvironment(under: string, fault: Fault): { readonly [name: string]: string } {
  const { calls = "change", at, what, lasts, shortWrites, log, tally, clock } = fault;
  const settings: readonly (readonly [string, string | undefined])[] = [
    ["FAULT_UNDER", under],
    ["FAULT_CALLS", calls],
    ["FAULT_AT", at?.toString()],
    ["FAULT_THEN", what !== undefined && what in ERRORS ? String(ERRORS[what as ErrorName]) : what],
    ["FAULT_LASTS", lasts === true ? "1" : undefined],
    ["FAULT_SHORT", shortWrites === true ? "1" : undefined],
    ["FAULT_LOG", log],
    ["FAULT_TALLY", tally],
    ["FAULT_CLOCK", clock?.toString()],
    ["LD_PRELOAD", library()],
  ];
  return Object.fromEntries(settings.filter((setting): setting is [string, string] => setting[1] !== undefined));
}

const SOURCE = fileURLToPath(new URL("faultline.c", import.meta.url));

function library(): string {
  const name = createHash("sha256").update(readFileSync(SOURCE)).digest("hex").slice(0, 16);
  const built = join(tmpdir(), `compensate-faultline-${process.getuid?.()}-${name}.so`);
  if (existsSync(built)) return built;
  const unfinished = `${built}.${process.pid}`;
  execFileSync("gcc", ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", unfinished, SOURCE, "-ldl"]);
  renameSync(unfinished, built);
  return built;
}

/**
 * Whether these tools are here. Without them the tests that need them are skipped, which their names then show; in CI
 * that would be a hole, so there it is an error.
 */
export function hasTools(...tools: readonly string[]): boolean {
  const missing = tools.filter((tool) => !isInstalled(tool));
  if (missing.length > 0 && process.env.CI !== undefined) {
    throw new Error(`the fault tests need ${missing.join(" and ")}; install it, as .ci/run does`);
  }
  return missing.length === 0;
}

function isInstalled(tool: string): boolean {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.some((folder) => existsSync(join(folder, tool)));
}

/** For a folder in which something may still be written to while it goes away. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

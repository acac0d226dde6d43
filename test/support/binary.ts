/** The built program as a process of its own: what it prints, what it says, how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The program that was built here, unless the environment names another, such as a packed one that was installed. */
export const BINARY = process.env.PROGRAM ?? fileURLToPath(new URL("../../bin/compensate.js", import.meta.url));

/** Whoever runs the tests may be told things in another language. */
const NO_LOCALE = { LC_ALL: "C" };

const LINES = fileURLToPath(new URL("built-lines.js", import.meta.url));

export interface Ended {
  /** Null when a signal ended it. */
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
  /** Who it runs as; whoever runs the tests unless given. */
  readonly user?: number | undefined;
  readonly input?: Uint8Array;
  /** A file to write standard output to, such as `/dev/full`. */
  readonly outTo?: string;
  /** Closes the reading end of standard output before anything is written to it. */
  readonly outClosed?: boolean;
}

/** Runs a command line; words are separated by blanks. */
export async function runBinary(line: string, { input, outTo, outClosed, ...where }: Surroundings): Promise<Ended> {
  const descriptor = outTo === undefined ? undefined : openSync(outTo, "w");
  try {
    const child = startBinary(line, { ...where, out: descriptor ?? "pipe" });
    if (outClosed === true) child.stdout?.destroy();
    child.stdin?.end(input);
    return await ended(child);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Runs many command lines in one process, one after another: starting takes longer than most of them. */
export async function runBinaryLines(lines: readonly string[], { cwd, env = {} }: Surroundings): Promise<Ended[]> {
  const child = spawn(process.execPath, [LINES, JSON.stringify(lines)], {
    cwd,
    env: { ...process.env, ...NO_LOCALE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { exit, out, err } = await ended(child);
  if (exit !== 0) throw new Error(err);
  const errs = err.split("\0");
  return out
    .split("\0")
    .slice(0, -1)
    .map((text, index) => {
      const [code = ""] = /\d+$/.exec(text) ?? [];
      return { exit: Number(code), out: text.slice(0, text.length - code.length), err: errs[index] ?? "" };
    });
}

export interface Start {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
  readonly user?: number | undefined;
  readonly out?: "pipe" | number;
}

/** Starts it and leaves standard input open. */
export function startBinary(line: string, { cwd, env = {}, user, out = "pipe" }: Start): ChildProcess {
  if (!existsSync(fileURLToPath(new URL("../../dist/bin/main.js", import.meta.url)))) {
    throw new Error("there is no dist/; run npm run build first");
  }
  const words = line.split(" ").filter((word) => word !== "");
  return spawn(process.execPath, [BINARY, ...words], {
    cwd,
    env: { ...process.env, ...NO_LOCALE, ...env },
    stdio: ["pipe", out, "pipe"],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const [out, err, exit] = await Promise.all([
    collected(child.stdout),
    collected(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    }),
  ]);
  return { exit, out, err };
}

async function collected(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve) => {
    if (stream === null) resolve();
    else stream.once("close", () => resolve()).once("error", () => resolve());
  });
  return Buffer.concat(chunks).toString("utf8");
}

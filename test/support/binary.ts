/** The built program as a process of its own: what it prints, what it says, how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const BINARY = fileURLToPath(new URL("../../bin/compensate.js", import.meta.url));

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
    env: { ...process.env, ...env },
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

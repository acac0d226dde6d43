/** What a test has to know of a database to take members through a recipe of docs/RECIPES.md. */
import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ended } from "../support/binary.ts";
import type { Member } from "./members.ts";

export interface Database {
  /** The section of docs/RECIPES.md. */
  readonly title: string;
  /** Why it cannot run here, to be put behind a title; empty when it can. */
  readonly leftOut: string;
  /** What the columns of times can hold, in microseconds. */
  readonly grain: bigint;
  /** Ends when `end` is called. */
  start(): Promise<Server>;
  /** A statement that puts members into the table of the recipe. */
  insertion(members: readonly Member[]): string;
  /** A query for id and end of every subscription, ordered by id as text; an end in microseconds since 1970, on its own clock, or empty. */
  readonly ends: string;
  /** A statement that moves the end of a subscription by an hour. */
  moveByAnHour(id: string): string;
  /** A statement that has the end of a subscription move as gifts are remembered, after all has been compared. */
  changeWhileLoading(id: string): string;
  /** A statement that has the ledger refuse whatever is given. */
  readonly refuseCredits: string;
}

export interface Server {
  /** What the commands of the recipe need in order to reach it. */
  readonly env: { readonly [name: string]: string };
  /** Begins with an empty database `billing`; the commands of the recipe are run in that folder. */
  clear(folder: string): Promise<void>;
  /** Runs statements and gives the rows of a query, cells separated by tabs. */
  query(sql: string, folder: string): Promise<readonly string[]>;
  end(): Promise<void>;
}

/** An `INSERT` of members, with the texts and times of a dialect. */
export function insertionOf(
  members: readonly Member[],
  text: (value: string | null) => string,
  time: (micros: Member["ends"]) => string,
): string {
  const rows = members.map((one) =>
    [text(one.id), ...[one.member, one.product, one.channel, one.price, one.currency].map(text)]
      .concat(time(one.starts), time(one.ends), one.renews ? "TRUE" : "FALSE")
      .join(", "),
  );
  return `INSERT INTO subscriptions VALUES ${rows.map((row) => `(${row})`).join(",\n")};\n`;
}

/** A text in single quotes, as standard SQL has it. */
export function sqlText(value: string | null): string {
  return value === null ? "NULL" : `'${value.replaceAll("'", "''")}'`;
}

export function linesOf(printed: string): readonly string[] {
  return printed.split("\n").filter((line) => line !== "");
}

/** Where a program lies; undefined when it is not installed. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  return [...folders, ...(process.env.PATH ?? "").split(delimiter)]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

const NOBODY = 65_534;

/** Servers refuse to run as root; they then run as nobody. */
export const SERVER_USER: SpawnOptions = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A folder that a server owns, and a function that removes it. */
export function serverFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "compensate-db-"));
  if (SERVER_USER.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Starts a server, and waits until what it says has the text.
 *
 * @throws {Error} with all that it said, when it ends before.
 */
export async function startServer(
  program: string,
  words: readonly string[],
  { ready, cwd }: { readonly ready: string; readonly cwd: string },
): Promise<ChildProcess> {
  const child = spawn(program, words, { ...SERVER_USER, cwd, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject).once("close", () => reject(new Error(`${program} ended: ${said}`)));
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes(ready)) resolve();
    });
  });
  return child;
}

/** Ends a server with its signal for "now, but in order", and waits until it has ended. */
export async function endServer(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.kill(signal);
  await closed;
}

/**
 * Runs a program to its end and gives what it printed.
 *
 * @throws {Error} with what it said, when it does not end with 0.
 */
export async function runProgram(
  program: string,
  words: readonly string[],
  options: SpawnOptions & { readonly input?: string },
): Promise<string> {
  const { input = "", ...rest } = options;
  const child = spawn(program, words, { ...rest, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin?.end(input);
  const { exit, out, err } = await ended(child);
  if (exit !== 0) throw new Error(`${program} ended with ${exit}: ${err}${out}`);
  return out;
}

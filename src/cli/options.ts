/** Option values, read from the text of the command line. A value that cannot be read is a usage error. */
import { availableParallelism } from "node:os";
import { InvalidArgumentError } from "commander";
import type { RejectAllowance } from "../commands/apply.ts";

/** `12` rows, or `0.5%` of them. */
export function readAllowance(text: string): RejectAllowance {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(%?)$/.exec(text);
  const most = Number(match?.[1]);
  if (match === null || (match[2] === "" && !Number.isInteger(most)) || (match[2] === "%" && most > 100)) {
    throw new InvalidArgumentError("Write a number of rows such as 10, or a share such as 0.5%.");
  }
  return { kind: match[2] === "%" ? "percent" : "rows", most };
}

export function readJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d{1,3}$/.test(text) || jobs < 1) throw new InvalidArgumentError("Write a whole number from 1 to 999.");
  return jobs;
}

/** `20` of each, or `all`. */
export function readSample(text: string): number | "all" {
  if (text === "all") return text;
  const most = Number(text);
  if (!/^\d{1,6}$/.test(text) || most < 1) throw new InvalidArgumentError("Write a whole number from 1, or all.");
  return most;
}

export function defaultJobs(): number {
  return availableParallelism();
}

export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

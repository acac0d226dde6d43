/** Option values, read from the text of the command line. A value that cannot be read is a usage error. */
import { availableParallelism } from "node:os";
import { InvalidArgumentError } from "commander";
import type { Threshold } from "../commands/steps/confirm.ts";
import type { RejectAllowance } from "../commands/steps/gates.ts";
import { type Encoding, encodingNames, findEncoding } from "../domain/encodings.ts";
import { didYouMean } from "../domain/suggest.ts";

/** `12` rows, or `0.5%` of them. */
export function readAllowance(text: string): RejectAllowance {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(%?)$/.exec(text);
  const most = Number(match?.[1]);
  if (match === null || (match[2] === "" && !Number.isInteger(most)) || (match[2] === "%" && most > 100)) {
    throw new InvalidArgumentError("Write a number of rows such as 10, or a share such as 0.5%.");
  }
  return { kind: match[2] === "%" ? "percent" : "rows", most };
}

/** `1000000KRW` or `1000000 KRW`; may be given once for each currency. */
export function readThreshold(text: string, earlier: readonly Threshold[]): readonly Threshold[] {
  const match = /^(\d{1,16}(?:\.\d{1,15})?) ?([A-Z][A-Z0-9-]*)$/.exec(text);
  const [, amount, currency] = match ?? [];
  if (amount === undefined || currency === undefined)
    throw new InvalidArgumentError("Write an amount with its currency, such as 1000000KRW.");
  if (earlier.some((threshold) => threshold.currency === currency))
    throw new InvalidArgumentError(`${currency} has an amount already.`);
  return [...earlier, { amount, currency }];
}

export function readJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d{1,3}$/.test(text) || jobs < 1) throw new InvalidArgumentError("Write a whole number from 1 to 999.");
  return jobs;
}

/** A share in whole percent. */
export function readPercent(text: string): number {
  const percent = Number(text);
  if (!/^\d{1,3}$/.test(text) || percent > 100) throw new InvalidArgumentError("Write a whole number from 0 to 100.");
  return percent;
}

/** `20` of each, or `all`. */
export function readSample(text: string): number | "all" {
  if (text === "all") return text;
  const most = Number(text);
  if (!/^\d{1,6}$/.test(text) || most < 1) throw new InvalidArgumentError("Write a whole number from 1, or all.");
  return most;
}

/** An encoding by any of its names. */
export function readEncoding(text: string): Encoding {
  const encoding = findEncoding(text);
  if (encoding !== undefined) return encoding;
  throw new InvalidArgumentError(`There is no such encoding${didYouMean(text, encodingNames())}`);
}

export function defaultJobs(): number {
  return availableParallelism();
}

export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

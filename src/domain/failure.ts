/**
 * Why a run cannot go on: a code with its exit status, a place, what was found there and the next step.
 *
 * All texts stand in one table. A bad row is never a failure (see `reject.ts`), and anything thrown that is not a
 * `Failure` is a bug.
 */
import { EXIT, type ExitCode } from "./exit.ts";
import { FAILURE_TEXTS, type FailureCode } from "./failure-texts.ts";

export { EXIT, type ExitCode, type FailureCode };
/** Where something is wrong; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A place in a file that people wrote. */
export interface WrittenPlace {
  readonly place: Place;
  /** The line that the place is on, without its end; undefined when there is no text to show. */
  readonly line: string | undefined;
}

/** One of several things that are wrong with files that people wrote. */
export interface Problem extends WrittenPlace {
  readonly message: string;
}

export interface FailureDetails {
  readonly place?: Place | undefined;
  /** Replaces the table's words where more is known than that. */
  readonly says?: string | undefined;
  /** What was found there, in words or as a quoted value. */
  readonly found?: string | undefined;
  /** Replaces the table's next step where a more precise one is known. */
  readonly next?: string | undefined;
  /** Every problem that `found` tells in words. */
  readonly problems?: readonly Problem[] | undefined;
  readonly cause?: unknown;
}

export class Failure extends Error {
  readonly code: FailureCode;
  readonly exit: ExitCode;
  readonly place: Place | undefined;
  /** The details that the failure was made from, as plain data: an error that crosses threads is no `Failure` any more. */
  readonly details: Omit<FailureDetails, "cause">;

  constructor(code: FailureCode, { place, says, found, next, problems, cause }: FailureDetails = {}) {
    const text = FAILURE_TEXTS[code];
    const where = place === undefined ? "" : `${placeText(place)}: `;
    const what = found === undefined ? "" : `: ${found}`;
    super(`${where}${says ?? text.says}${what}\n  ${next ?? text.next}`, { cause });
    this.name = "Failure";
    this.code = code;
    this.exit = text.exit;
    this.place = place;
    this.details = { place, says, found, next, problems };
  }
}

/** `rentals.csv:1842`, `policy.yaml:12:9`. */
export function placeText({ file, line, column }: Place): string {
  return [visible(file), line, column].filter((part) => part !== undefined).join(":");
}

/** The line, and a caret under the column; nothing when there is no text to show. */
export function caretLines({ place, line }: WrittenPlace): readonly string[] {
  if (line === undefined || place.line === undefined || place.column === undefined) return [];
  const number = String(place.line).padStart(5);
  // Tabs stay tabs, so that the caret stands under what it points at.
  const before = line.slice(0, place.column - 1).replace(/[^\t]/g, " ");
  return [`${number} | ${visible(line)}`, `${" ".repeat(number.length)} | ${before}^`];
}

/** Text in which no character can move the cursor or turn the line around: such characters are written as escapes. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A value as it is shown in a message: quoted, with control and bidirectional characters made visible, cut at 80. */
export function quoted(value: string): string {
  const characters = value.length > 80 ? [...value.slice(0, 160)] : [];
  const cut = characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : value.slice(0, 160);
  return visible(JSON.stringify(cut));
}

/** Control characters but the tab, and characters that are invisible or change the direction of text. */
const HIDDEN = /[^\P{Cc}\t]|[\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Files with their wrong words marked, for tables of complaints.
 *
 * A `§` stands before every word that must be complained about: `give: { extend: §-3 days }`. It is taken out before
 * the file is read, and its line and column are where the complaint must be.
 */
import { Failure } from "../../src/domain/failure.ts";

export const MARK = "§";

export interface Marked {
  readonly text: string;
  /** `5:19`, one for every mark. */
  readonly places: readonly string[];
}

export function marked(source: string): Marked {
  const places: string[] = [];
  const lines = source.split("\n").map((line, index) => {
    const [first = "", ...parts] = line.split(MARK);
    let clean = first;
    for (const part of parts) {
      places.push(`${index + 1}:${clean.length + 1}`);
      clean += part;
    }
    return clean;
  });
  return { text: lines.join("\n"), places };
}

/** What a reader has to say: each complaint as `5:19 what is wrong`; empty when it has nothing to complain about. */
export function complaintsOf(read: () => unknown, file: string): readonly string[] {
  const failure = failureOf(read);
  if (failure === undefined) return [];
  if (failure.code !== "policy-invalid" || failure.exit !== 4) throw failure;
  return problemLines(failure).map((line) => line.slice(file.length + 1).replace(/: /, " "));
}

/** The failure that a reader ends with; anything else that it throws is passed on. */
export function failureOf(read: () => unknown): Failure | undefined {
  try {
    read();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
}

/** The words that the carets of a failure stand under, up to the next blank or the end of the line. */
export function wordsUnderCarets({ message }: Failure): readonly string[] {
  const lines = message.split("\n");
  return lines.flatMap((line, index) => {
    const caret = /^ {6}\| ([\t ]*)\^$/.exec(line);
    if (caret === null) return [];
    const column = 8 + (caret[1] ?? "").length;
    return [lines[index - 1]?.slice(column).split(" ")[0] ?? ""];
  });
}

/** The lines that say what is wrong; the others show the file or what to do next. */
function problemLines({ message }: Failure): readonly string[] {
  return message.split("\n").filter((line, index) => index > 0 && !/^ /.test(line));
}

/** Reads a CSV of a run from front to back, piece by piece: rows that are plain by the plain reader, all others by csv-parse. */
import { setImmediate } from "node:timers/promises";
import { visitParsedRows } from "../input/csv-reader.ts";
import { checkPlainRows, createRowsCheck, type RowsFound, type RowsJob } from "./check-rows.ts";
import { endOfFirstRow, type RowsShape, rowPieces, shapeOfRows } from "./row-pieces.ts";

/** What the rows of a run are checked with. */
export interface RowsTools {
  /** Undefined when a row is not plain. */
  check(job: RowsJob): Promise<RowsFound | undefined>;
  /** How many pieces should be under way at once. */
  readonly width: number;
  /** Makes the folder for what does not fit into memory, or names the one that was made. */
  scratch(): string;
}

/** Checks on this thread. */
export const checkHere: Pick<RowsTools, "check" | "width"> = {
  check: async (job) => {
    // Interruptions have their turn between two pieces.
    await setImmediate();
    return checkPlainRows(job);
  },
  width: 1,
};

export type RowsFile = Pick<RowsJob, "output" | "by"> & { readonly path: string };

export interface CheckedFile {
  /** The number of rows up to the end, or up to the fault. */
  readonly rows: number;
  /** Why the file is no CSV after these rows. */
  readonly fault?: string;
}

/** @param take gets what is found in a piece, and the number of rows before the piece. @throws Failure `file-unreadable`. */
export async function checkFile(
  { path, output, by: { outage, revision, layers, reverts, language } }: RowsFile,
  tools: RowsTools,
  take: (found: RowsFound, rowsBefore: number) => void,
): Promise<CheckedFile> {
  // Threads get no more of the manifest than they need.
  const by: RowsJob["by"] = {
    ...{ outage, revision, layers },
    ...(reverts === undefined ? {} : { reverts }),
    ...(language === undefined ? {} : { language }),
  };
  const waiting: Waiting[] = [];
  let shape: RowsShape | undefined;
  let rows = 0;

  /** Returns the fault of the piece that was given first and not taken yet. */
  async function takeNext(): Promise<string | undefined> {
    const next = waiting.shift();
    if (next === undefined) return undefined;
    const plain = await next.answer;
    const { found, fault } = plain === undefined ? checkParsedRows(next.job) : { found: plain, fault: undefined };
    take(found, rows);
    rows += found.rows;
    return fault;
  }

  try {
    for (const piece of rowPieces(path)) {
      const bytes = shape === undefined ? piece.subarray(endOfFirstRow(piece)) : piece;
      shape ??= shapeOfRows(piece);
      const job: RowsJob = { output, by, ...shape, bytes };
      waiting.push({ job, answer: tools.check(job) });
      const fault = waiting.length < tools.width ? undefined : await takeNext();
      if (fault !== undefined) return { rows, fault };
    }
    while (waiting.length > 0) {
      const fault = await takeNext();
      if (fault !== undefined) return { rows, fault };
    }
    return { rows };
  } finally {
    await Promise.allSettled(waiting.map(({ answer }) => answer));
  }
}

interface Waiting {
  readonly job: RowsJob;
  readonly answer: Promise<RowsFound | undefined>;
}

/** The rows of a piece up to the first that is none, and what is wrong with that one. */
function checkParsedRows(job: RowsJob): { readonly found: RowsFound; readonly fault: string | undefined } {
  const check = createRowsCheck(job);
  const fault = visitParsedRows(job.bytes, job.delimiter, (cells, text) => {
    if (cells.length !== job.columns.length) return `it has ${cells.length} cells, the header ${job.columns.length}`;
    const bytes = Buffer.from(text);
    check.take(cells, bytes, 0, bytes.length);
    return undefined;
  });
  return { found: check.found(), fault };
}

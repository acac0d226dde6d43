/** Looks at the first line of a file that is not empty, before the file is read from its first byte on. */

import { LONGEST_RECORD } from "../../kernel/numbers.ts";
import { firstLineStart, lineFrom } from "../header-line.ts";
import { type Read, replaying } from "../raw-bytes.ts";

export interface PeekedLine {
  /** The bytes above the line, without a byte order mark: empty lines. */
  readonly above: Buffer;
  /** The line with its line end; empty where the file has no such line. */
  readonly line: Buffer;
  /** Number of the line, from 1. */
  readonly number: number;
  /** Reads what comes after the line. */
  readonly rest: Read;
  /** How many bytes after the line were read already, and are given by `rest` first. */
  readonly ahead: number;
}

const LF = 0x0a;
const CHUNK = 64 * 1024;

export async function peekFirstLine(read: Read): Promise<PeekedLine> {
  let ahead = Buffer.alloc(0);
  for (;;) {
    const start = firstLineStart(ahead);
    const isThere = ahead.indexOf(LF, start) >= 0 || ahead.length > LONGEST_RECORD;
    const chunk = Buffer.allocUnsafe(CHUNK);
    const got = isThere ? 0 : await read(chunk);
    if (got > 0) {
      ahead = Buffer.concat([ahead, chunk.subarray(0, got)]);
      continue;
    }
    const above = withoutMark(ahead.subarray(0, start));
    const line = lineFrom(ahead, start);
    const behind = ahead.subarray(start + line.length);
    return { above, line, number: linesIn(above) + 1, rest: replaying(read, behind), ahead: behind.length };
  }
}

/** Reads the bytes above a line and the line before what comes after it. */
export function fromTheTop({ above, line, rest }: PeekedLine): Read {
  return replaying(rest, Buffer.concat([above, line]));
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (const byte of bytes) if (byte === LF) lines += 1;
  return lines;
}

/** Makes the first lines of a file empty: they stand above its header, and the lines behind keep their numbers. */
export function blankingLines(read: Read, lines: number): Read {
  let left = lines;
  return async (into) => {
    for (;;) {
      const got = await read(into);
      if (left === 0 || got === 0) return got;
      const kept = blank(into.subarray(0, got));
      if (kept > 0) return kept;
    }
  };

  /** Keeps only the line feeds of the lines that are left, and all that follows. */
  function blank(bytes: Uint8Array): number {
    let kept = 0;
    let at = 0;
    for (; at < bytes.length && left > 0; at += 1) {
      if (bytes[at] !== LF) continue;
      bytes[kept] = LF;
      kept += 1;
      left -= 1;
    }
    bytes.copyWithin(kept, at);
    return kept + bytes.length - at;
  }
}

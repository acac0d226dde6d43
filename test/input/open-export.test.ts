/** An open export: its header, then blocks with their places, and a source that is closed where it cannot be opened. */
import { describe, expect, test } from "vitest";
import type { Header } from "../../src/input/header.ts";
import { openExport } from "../../src/input/open-export.ts";
import type { Source } from "../../src/input/source.ts";
import { memoryStream } from "../support/memory-stream.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at\n";

interface WatchedSource extends Source {
  /** How often a stream was closed. */
  closed(): number;
}

function sourceOf(content: string): WatchedSource {
  let closed = 0;
  return {
    path: "rentals.csv",
    open: async () => ({
      ...memoryStream(Buffer.from(content)),
      close: async () => {
        closed += 1;
      },
    }),
    closed: () => closed,
  };
}

const refuse = (_: Header, path: string): void => {
  throw new Error(`refused ${path}`);
};

describe("an export that cannot be opened is closed", () => {
  test.for([
    ["without a byte", "", undefined, "export-empty"],
    ["without a header of a kind", "a,b\n", undefined, "kind-unknown"],
    ["with a header that the caller refuses", HEADER, refuse, "refused rentals.csv"],
  ] as const)("%s", async ([, content, checkHeader, expected]) => {
    const source = sourceOf(content);
    const options = { kind: undefined, ...(checkHeader && { checkHeader }) };
    const error = await openExport(source, options).catch((cause: unknown) => cause);
    expect(error).toMatchObject(checkHeader === undefined ? { code: expected } : { message: expected });
    expect(source.closed()).toBe(1);
  });
});

describe("the blocks of an export", () => {
  test.for([
    ["follow the header", HEADER, "a\nb\nc\n", 2],
    ["follow a byte order mark and empty lines", `\ufeff\n\r\n${HEADER}`, "a\nb\nc\n", 4],
    ["end without a line end", HEADER, "a\nb", 2],
    ["are none without rows", HEADER, "", 2],
  ] as const)("%s", async ([, start, rows, line]) => {
    for (const blockSize of [1, 2, 60, 1000]) {
      const source = sourceOf(start + rows);
      const opened = await openExport(source, { kind: undefined, blockSize });
      let at = Buffer.byteLength(start);
      let text = "";
      expect(opened.nextLine()).toBe(line);
      for await (const { bytes, offset } of opened.blocks()) {
        expect(bytes.length).toBeGreaterThan(0);
        expect(offset).toBe(at);
        at += bytes.length;
        text += bytes.toString();
      }
      expect(text).toBe(rows);
      expect((await opened.finish()).bytes).toBe(at);
      expect(source.closed()).toBe(0);
      await opened.close();
      expect(source.closed()).toBe(1);
    }
  });

  test("take the numbers of their lines one after the other", async () => {
    const opened = await openExport(sourceOf(HEADER), { kind: undefined });
    expect([opened.takeLines(3), opened.takeLines(0), opened.takeLines(2), opened.nextLine()]).toEqual([2, 5, 5, 7]);
  });
});

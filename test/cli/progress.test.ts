/** Progress says how much is read, how fast, and how long it will take. */
import { describe, expect, test } from "vitest";
import { createProgress, progressText } from "../../src/cli/progress.ts";

describe("progress", () => {
  test.for([
    [
      "half way",
      { bytes: 125_000_000, rows: 1_000_000, rejects: 0 },
      250_000_000,
      2,
      "50 % of 250 MB, 1,000,000 rows, 500,000 rows/s, 2 s left",
    ],
    [
      "with rejects",
      { bytes: 125_000_000, rows: 1_000_000, rejects: 1200 },
      250_000_000,
      2,
      "50 % of 250 MB, 1,000,000 rows, 500,000 rows/s, 2 s left, 1,200 rejected",
    ],
    [
      "of unknown size, as a pipe is",
      { bytes: 41_000_000, rows: 300_000, rejects: 0 },
      undefined,
      1.5,
      "41 MB read, 300,000 rows, 200,000 rows/s",
    ],
    ["at the very start", { bytes: 0, rows: 0, rejects: 0 }, 250_000_000, 0, "0 % of 250 MB, 0 rows, 0 rows/s"],
    [
      "at the end: never more than everything",
      { bytes: 250_000_000, rows: 2_000_000, rejects: 0 },
      250_000_000,
      4,
      "100 % of 250 MB, 2,000,000 rows, 500,000 rows/s, 0 s left",
    ],
    ["of nothing", { bytes: 0, rows: 0, rejects: 0 }, 0, 0, "100 % of 0 MB, 0 rows, 0 rows/s"],
  ] as const)("%s", ([, progress, total, seconds, expected]) => {
    expect(progressText(progress, { totalBytes: total, seconds, language: "en" })).toBe(expected);
  });

  test("that nobody sees does nothing", async () => {
    const view = await createProgress(100, { visible: false, language: "en" });
    expect(() => {
      view.update({ bytes: 1, rows: 1, rejects: 0 });
      view.stop();
    }).not.toThrow();
  });
});

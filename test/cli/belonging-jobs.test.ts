/** Rows that belong together, on exports large enough that threads start: the same bytes with any number of threads, and from a pipe. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, smallCase } from "../support/small-case.ts";
import { contentsOf } from "../support/tree.ts";

const HEADER = "subscription_id,user_id,service,channel,price,currency,started_at,expires_at,item";
const MAPPING = "mapping: m\nrecord: subscription\nrows: { key: subscription_id, of: line-items }\nnewer: last-file\n";
const TENTH = 3000;
const RECORDS = 10 * TENTH;
/** Four plans of several megabytes, on a machine that may have other things to do. */
const PATIENCE_MS = 240_000;

/** Two items of each record. Of 10 records, the last file has 9, and 3 of these with another end; one of the ends is none. */
function day(which: 0 | 1): string {
  const lines = Array.from({ length: RECORDS * 2 }, (_, index) => {
    const record = index % RECORDS;
    const isChanged = which === 1 && record % 10 < 3;
    const end = !isChanged ? "2022-10-31" : record % 10 === 0 ? "soon" : "2022-11-30";
    if (which === 1 && record % 10 === 9) return [];
    return [
      `S-${record},user-${record},emoticon-plus,web,3900,KRW,2022-10-01,${end},an item that nobody reads ${index}`,
    ];
  });
  return [HEADER, ...lines.flat(), ""].join("\n");
}

test(
  "with one thread, two and four, and from a pipe",
  async () => {
    const files = { "days/mapping.yaml": MAPPING, "days/1.csv": day(0), "days/2.csv": day(1) };
    const story = await smallCase(files);
    const plan = async (out: string, more: string, input?: Uint8Array) => {
      const line = `plan ${RULES} --as-of 2022-10-21T11:00:00+09:00 --quiet --out ${out} ${more}`;
      const ended = await runBinary(line, { cwd: story.folder, ...(input && { input }) });
      expect(ended, out).toMatchObject({ exit: 0 });
      return contentsOf(story.path(out), ["manifest.json"]);
    };
    const one = await plan("one", "--jobs 1 days");
    for (const jobs of [2, 4]) expect(await plan(`jobs-${jobs}`, `--jobs ${jobs} days`)).toEqual(one);
    const piped = await plan(
      "piped",
      "--jobs 4 --mapping days/mapping.yaml days/1.csv -",
      readFileSync(story.path("days/2.csv")),
    );
    expect(piped.get("adjusted-expiry.csv")).toBe(
      one.get("adjusted-expiry.csv")?.replaceAll(",2.csv,", ",subscriptions.csv,"),
    );
    expect(story.summary("one").totals).toEqual({
      read: 20 * TENTH + 18 * TENTH,
      // Those that did not change, also where the last file lacks them, and those with a new end.
      compensated: 7 * TENTH + 2 * TENTH,
      review: 0,
      unaffected: 0,
      already_compensated: 0,
      rejected: TENTH,
      duplicate: 0,
      line_items: 6 * 3 * TENTH + TENTH + 3 * TENTH,
      superseded: 3 * 2 * TENTH,
    });
  },
  PATIENCE_MS,
);

/** A run that is large enough for threads: proved, taken back and found damaged in the same words with any number of them. */
import { expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { forge } from "../support/forge.ts";
import { RULES, smallCase } from "../support/small-case.ts";

const PATIENCE_MS = 240_000;
const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";
const ADJUSTED = "adjusted-expiry.csv";

/** Every seventh id has quotes, a comma and a line feed in it. */
function rentals(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const id = index % 7 === 0 ? `"rental ""${index}"", é"` : `rental-${index}`;
    return `${id},user-${index},kakaopage,2022-10-14T10:00,2022-10-20T10:00`;
  });
  return ["rental_id,user_id,service,started_at,expires_at", ...rows, ""].join("\n");
}

test(
  "a run of many rows is proved, taken back and found damaged, with any number of threads",
  async () => {
    const story = await smallCase({ "rentals.csv": rentals(60_000) });
    const run = (line: string) => runBinary(line, { cwd: story.folder });
    expect(await run(`apply ${RULES} ${AS_OF} --yes --quiet rentals.csv`)).toMatchObject({ exit: 0 });
    const alone = await run("verify --jobs 1");
    expect(alone).toMatchObject({ exit: 0, out: expect.stringContaining("60,000 benefits") });
    for (const jobs of [2, 4]) expect(await run(`verify --jobs ${jobs}`)).toEqual(alone);

    expect(await run(`revert 1 --yes ${AS_OF}`)).toMatchObject({ exit: 0 });
    const ends = (file: string, from: string, to: string) =>
      story.rows(`${file}/${ADJUSTED}`).map((row) => [row.get("compensation_id"), row.get(from), row.get(to)]);
    expect(ends("compensations/0002", "old_value", "new_value")).toEqual(
      ends("compensations/0001", "new_value", "old_value"),
    );
    expect(await run("verify --jobs 2")).toMatchObject({
      exit: 0,
      out: expect.stringContaining("2 runs verified."),
    });

    const damage = (text: string) =>
      text.replace(",rental-50000,", ",rental-x,").replace(",rental-59999,", ',rental-"y,');
    forge(story, "0002", { files: { [ADJUSTED]: damage } });
    const found = await run("verify --jobs 1");
    expect(found.exit).toBe(1);
    expect(found.out).toMatch(/row 50,001: compensation_id is not that of its outage/);
    expect(found.out).toMatch(/row 60,000: it is no CSV from here on/);
    expect(await run("verify --jobs 2")).toEqual(found);
  },
  PATIENCE_MS,
);

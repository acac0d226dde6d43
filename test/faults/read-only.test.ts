/** What only looks needs no write to the book: every call that would change something in it fails here. */
import { mkdirSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf } from "../support/tree.ts";
import { faultyEnvironment, hasTools } from "./faultline.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const rental = (id: string) => `${HEADER}\n${id},u1,kakaopage,2022-10-14,2022-10-31\n`;

async function story(): Promise<SmallCase> {
  const made = await smallCase({ "one.csv": rental("r1"), "two.csv": rental("r2") });
  // By the built program, so that its version is the one that decides again.
  expect(await runBinary(`apply ${RULES} --yes one.csv`, { cwd: made.folder })).toMatchObject({ exit: 0 });
  // As an interrupted command leaves it: there is something to sweep, and it is not swept.
  made.write("compensations/.staging/plan.999999999.0123456789ab/keys", "");
  mkdirSync(made.path("tmp"));
  return made;
}

function surroundings({ folder, path }: SmallCase) {
  const fault = faultyEnvironment(path("compensations"), { calls: "change", at: 1, what: "EACCES", lasts: true });
  return { cwd: folder, env: { ...fault, TMPDIR: path("tmp") } };
}

describe.skipIf(!hasTools("gcc"))("on a book that cannot be written to", () => {
  test.for([
    [`apply ${RULES} --dry-run two.csv`],
    ["revert 1 --dry-run"],
    ["verify --recompute"],
    ["verify"],
    ["history"],
    ["show 1"],
    [`explain ${RULES} r1 one.csv`],
    [`plan ${RULES} --out plan two.csv`],
  ] as const)("%s is done, and leaves nothing behind", async ([line]) => {
    const made = await story();
    const before = contentsOf(made.path("compensations"));
    expect(await runBinary(line, surroundings(made))).toMatchObject({ exit: 0 });
    expect(contentsOf(made.path("compensations"))).toEqual(before);
    expect(readdirSync(made.path("tmp"))).toEqual([]);
  });

  test.for([[`apply ${RULES} --yes two.csv`], ["revert 1 --yes"]] as const)(
    "%s says that it cannot",
    async ([line]) => {
      const made = await story();
      const before = contentsOf(made.path("compensations"));
      const ran = await runBinary(line, surroundings(made));
      expect(ran).toMatchObject({ exit: 6, err: expect.stringContaining("EACCES") });
      expect(contentsOf(made.path("compensations"))).toEqual(before);
    },
  );
});

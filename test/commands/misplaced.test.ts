/** A command that is given something else than it takes says what lies there, and how to go on. */
import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const RENTALS = "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14,2022-10-20\n";
const MAPPING = "# how\nmapping: m\nrecord: rental\n";

/** A plan in `plan`, its run in `compensations/0001`, exports in `exports`. */
async function story(): Promise<SmallCase> {
  const made = await smallCase({ "exports/a.csv": RENTALS, "notes/a.txt": "x", "other.yaml": MAPPING });
  await made.run(`plan ${RULES} --out plan exports`);
  await made.run("apply plan --yes");
  return made;
}

const APPLY_EXPORTS = "compensate apply --outage outage.yaml --policy policy.yaml exports";

describe("tells what lies there:", () => {
  test.for([
    ["apply exports", 2, "exports: this is not a plan: the folder has no manifest.json", APPLY_EXPORTS],
    ["apply exports/a.csv", 2, "exports/a.csv: this is not a plan: it is a file", "compensation-plan unless"],
    ["apply policy.yaml", 2, "this is not a plan: it is a file", "compensation-plan unless"],
    ["apply compensations", 2, "this is not a plan: it is a book, which holds runs", "such as compensations/0001."],
    ["apply compensations/0001", 2, "it is run 1, which is committed already", "compensate revert 1."],
    ["diff exports", 2, "exports: this is not a plan: the folder has no manifest.json", APPLY_EXPORTS],
    ["diff plan exports", 2, "exports: this is not a plan", APPLY_EXPORTS],
    ["diff compensations", 2, "it is a book, which holds runs", "compensations/0001."],
    [`plan ${RULES} --out p plan`, 3, "plan: this is not an export: it is a plan", "compensate apply plan"],
    [`apply ${RULES} --yes plan`, 3, "plan: this is not an export: it is a plan", "compensate apply plan"],
    [`explain r1 ${RULES} plan`, 3, "plan: this is not an export: it is a plan", "compensate apply plan"],
    [`plan ${RULES} --out p compensations/0001`, 3, "this is not an export: it is run 1 of a book", "Name CSV files"],
    [`plan ${RULES} --out p policy.yaml`, 3, "policy.yaml: this is not an export: it is a policy", "with --policy,"],
    [`plan ${RULES} --out p outage.yaml`, 3, "this is not an export: it is an outage", "with --outage,"],
    [`plan ${RULES} --out p other.yaml`, 3, "this is not an export: it is a mapping", "with --mapping,"],
    ["plan exports", 2, "--outage and --policy missing", "compensate init"],
    ["apply --policy policy.yaml exports", 2, "--outage missing", "compensate init"],
    ["apply", 2, "apply takes one plan, or exports with --outage and --policy", "compensate apply compensation-plan"],
    ["apply plan exports", 2, "apply takes one plan, or exports with", "compensate apply --help"],
    ["verify plan", 2, '"plan" names no run', "compensate history lists the runs"],
    ["show exports", 2, '"exports" names no run', "such as 3 or 0003"],
    ["init policy.yaml", 3, "policy.yaml/outage.yaml: cannot be read: a part of its path is a file", "Check the path."],
  ] as const)("%s", async ([line, exit, says, next]) => {
    const ran = await (await story()).run(line);
    expect(ran.exit).toBe(exit);
    expect(ran.message).toContain(says);
    expect(ran.message).toContain(next);
  });

  test("a plan whose manifest is gone is a damaged plan", async () => {
    const made = await smallCase({ "exports/a.csv": RENTALS, "plan/keys": "", "plan/summary.json": "{}" });
    expect(await made.run("apply plan --yes")).toMatchObject({ exit: 5, failure: "plan-damaged" });
  });

  test("an empty folder", async () => {
    const made = await story();
    mkdirSync(made.path("empty"));
    expect((await made.run("apply empty")).message).toContain("empty: this is not a plan: the folder is empty");
  });
});

describe("an outage that is", () => {
  const plan = (outage: string) => `plan --outage ${outage} --policy policy.yaml --out p exports`;

  test.for(["2022-10-15..2022-10-20", "outage", "2022-10-15T15:30+09:00", "yesterday"])(
    "neither a file nor a window shows both forms: %s",
    async (outage) => {
      const ran = await (await story()).run(plan(outage));
      expect([ran.exit, ran.failure]).toEqual([3, "file-missing"]);
      expect(ran.message).toContain(`${outage}: there is no file of this name, and it is not a window`);
      expect(ran.message).toContain("--outage outage.yaml");
      expect(ran.message).toContain("--outage 2022-10-15T15:30+09:00/2022-10-20T23:00+09:00");
    },
  );

  test("a policy, and a policy that is an outage, are told in one round", async () => {
    const ran = await (await story()).run("plan --outage policy.yaml --policy outage.yaml --out p exports");
    expect(ran.exit).toBe(4);
    expect(ran.message).toContain(
      "outage.yaml:2:1: this file is an outage, and a policy is meant here; it begins with policy:",
    );
    expect(ran.message).toContain(
      "policy.yaml:2:1: this file is a policy, and an outage is meant here; it begins with outage:",
    );
    expect(ran.message).toContain(": 2 problems\n");
  });

  test("a policy without its name is still a policy", async () => {
    const made = await smallCase({ "exports/a.csv": RENTALS, "policy.yaml": POLICY.replace("policy:", "name:") });
    const ran = await made.run(`plan ${RULES} --out p exports`);
    expect(ran.message).toContain('unknown key "name"; did you mean "policy"?');
  });
});

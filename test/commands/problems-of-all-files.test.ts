/** What is wrong with the policy, the outage and the mapping of a command is told in one round. */
import { describe, expect, test } from "vitest";
import { OUTAGE, POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const MAPPING = "mapping: m\nrecord: rental\ncolumns:\n  rental_id: rental_id\n";
const RENTALS = "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14,2022-10-20\n";

const BAD_POLICY = POLICY.replace("zone: Asia/Seoul", "timezone: KST");
const BAD_OUTAGE = OUTAGE.replace("outage:", "name:");
const BAD_MAPPING = MAPPING.replace("record: rental", "record: rentl");

const OF_POLICY = [
  'policy.yaml:4:1: unknown key "timezone"; did you mean "zone"?',
  'policy.yaml:4:11: "KST" is not a time zone; write Asia/Seoul',
];
const OF_OUTAGE = ['outage.yaml:2:1: unknown key "name"; did you mean "outage"?'];
const OF_MAPPING = ['mapping.yaml:2:9: "record" cannot be "rentl"; did you mean "rental"?'];

const COMMANDS = [
  ["plan", `plan ${RULES} --out plan a.csv`],
  ["apply", `apply ${RULES} --yes a.csv`],
  ["explain", `explain r1 ${RULES} a.csv`],
  ["whatif", "whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml a.csv"],
] as const;

const bad = (files: { readonly [file: string]: string } = {}): Promise<SmallCase> =>
  smallCase({ "a.csv": RENTALS, "policy.yaml": BAD_POLICY, ...files });

const problemsIn = (message: string) =>
  message.split("\n").filter((line) => /^\S+\.yaml:(?!.*: 1 problem$)/.test(line));

describe.for(COMMANDS)("%s tells, in the order in which files are read, the problems of", ([, line]) => {
  test("policy, outage and mapping", async () => {
    const made = await bad({ "outage.yaml": BAD_OUTAGE, "mapping.yaml": BAD_MAPPING });
    const ran = await made.run(line);
    expect([ran.exit, ran.failure]).toEqual([4, "policy-invalid"]);
    expect(problemsIn(ran.message)).toEqual([...OF_POLICY, ...OF_OUTAGE, ...OF_MAPPING]);
    expect(ran.message).toContain(": 4 problems\n");
  });

  test("policy and mapping, where the outage is sound", async () => {
    const ran = await (await bad({ "mapping.yaml": BAD_MAPPING })).run(line);
    expect(problemsIn(ran.message)).toEqual([...OF_POLICY, ...OF_MAPPING]);
  });

  test("outage and mapping, where the policy is sound", async () => {
    const made = await bad({ "policy.yaml": POLICY, "outage.yaml": BAD_OUTAGE, "mapping.yaml": BAD_MAPPING });
    expect(problemsIn((await made.run(line)).message)).toEqual([...OF_OUTAGE, ...OF_MAPPING]);
  });

  test("the mapping alone", async () => {
    const ran = await (await bad({ "policy.yaml": POLICY, "mapping.yaml": BAD_MAPPING })).run(line);
    expect([problemsIn(ran.message), ran.exit]).toEqual([OF_MAPPING, 4]);
  });

  test("the policy, and only these where no export is there", async () => {
    const ran = await (await bad()).run(line.replace("a.csv", "nothing.csv"));
    expect([problemsIn(ran.message), ran.exit]).toEqual([OF_POLICY, 4]);
  });
});

test("lint tells the problems of the policy and of the outage", async () => {
  const made = await bad({ "outage.yaml": BAD_OUTAGE });
  const ran = await made.run("lint --policy policy.yaml --outage=outage.yaml");
  expect(problemsIn([ran.message, ran.out, ...ran.said].join("\n"))).toEqual([...OF_POLICY, ...OF_OUTAGE]);
});

test("a window of the command line is told beside the policy", async () => {
  const ran = await (await bad()).run("plan --policy policy.yaml --outage 2022-10-20Z/2022-10-15Z --out plan a.csv");
  expect(problemsIn(ran.message)).toEqual(OF_POLICY);
  expect(ran.message).toContain('--outage: "2022-10-20Z/2022-10-15Z" ends before it starts');
});

test("a list that a mapping describes wrongly is told once", async () => {
  const listing = BAD_POLICY.replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: vip.csv }");
  const made = await bad({ "policy.yaml": listing, "vip.csv": "user_id\nu1\n", "mapping.yaml": BAD_MAPPING });
  const found = problemsIn((await made.run(`plan ${RULES} --out plan a.csv`)).message);
  expect(found.filter((problem) => problem === OF_MAPPING[0]).length).toBe(1);
});

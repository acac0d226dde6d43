/** A run keeps tables for every service, so that they are bounded: to the service, with any number of threads. */
import { expect, test } from "vitest";
import { createServicesSeen, MOST_SERVICES } from "../../src/run/scan/services-seen.ts";
import { runBinary } from "../support/binary.ts";
import { POLICY, RULES, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const ANY_SERVICE = POLICY.replace("record: rental, service: kakaopage", "record: rental");
const row = (id: number, service: string) => `r${id},u${id},${service},2022-10-14T10:00,2022-10-20T10:00\n`;

/** So many rows of so many services, each of which stands as often as the others, and then these. */
function exportOf(rows: number, services: number, last: readonly string[]): string {
  const usual = Array.from({ length: rows }, (_, index) => row(index, `s-${index % services}`));
  return [`${HEADER}\n`, ...usual, ...last.map((service, index) => row(rows + index, service))].join("");
}

const PATIENCE = { timeout: 60_000 };
const REFUSED = `a.csv: the exports name more than 10,000 different services: the first that is too many is "one-more"`;

test.for([
  ["a rule for each, few rows, 1 thread", ANY_SERVICE, MOST_SERVICES, 1],
  ["a rule for none, few rows, 1 thread", POLICY, MOST_SERVICES, 1],
  ["a rule for none, many rows, 1 thread", POLICY, 150_000, 1],
  ["a rule for none, many rows, 2 threads", POLICY, 150_000, 2],
  ["a rule for none, many rows, 3 threads", POLICY, 150_000, 3],
] as const)("one more is refused: %s", PATIENCE, async ([, policy, rows, jobs]) => {
  const made = await smallCase({
    "a.csv": exportOf(rows, MOST_SERVICES, ["s-0", "one-more", "another"]),
    "policy.yaml": policy,
  });
  const ran = await runBinary(`plan ${RULES} --jobs ${jobs} --out plan a.csv`, { cwd: made.folder });
  expect(ran).toMatchObject({ exit: 3, out: "" });
  expect(ran.err).toContain(REFUSED);
});

test("as many as may be are decided, and whatif has the same bound", PATIENCE, async () => {
  const made = await smallCase({
    "a.csv": exportOf(MOST_SERVICES, MOST_SERVICES, ["s-0"]),
    "b.csv": exportOf(0, 1, ["one-more"]),
    "policy.yaml": ANY_SERVICE,
  });
  const whatif = "whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml";
  for (const line of [`plan ${RULES} --out plan`, whatif]) {
    const [few, many] = [
      await runBinary(`${line} a.csv`, { cwd: made.folder }),
      await runBinary(`${line} a.csv b.csv`, { cwd: made.folder }),
    ];
    expect([line, few.exit, many.exit]).toEqual([line, 0, 3]);
    expect(many.err).toContain(
      'b.csv: the exports name more than 10,000 different services: the first that is too many is "one-more"',
    );
  }
});

test("a service that was met counts once", () => {
  const seen = createServicesSeen();
  const services = Array.from({ length: MOST_SERVICES }, (_, index) => `s${index}`);
  seen.see(services, "a.csv");
  seen.see(services, "b.csv");
  expect(() => seen.see(["s0", "t"], "c.csv")).toThrow("c.csv: the exports name more than 10,000 different services");
});

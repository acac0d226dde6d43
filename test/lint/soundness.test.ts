/**
 * What lint claims of every record holds for records it never saw: random policies against random records.
 *
 * A rule that is said never to be reached, never to match or never to hold gives nothing to any of them; two rules of
 * a `unique` layer of which nothing is said never both apply.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import { recordOf } from "../../src/input/record-of.ts";
import { lintPolicy } from "../../src/lint/lint-policy.ts";
import { readOutageFile } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { compileRules } from "../../src/rules/decide.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

const OUTAGES = [
  "window: 2024-03-12T10:00/2024-03-13T16:00",
  "window: [2024-03-12T10:00/2024-03-12T12:00, 2024-03-12T20:00/2024-03-12T23:00]",
  "window: 2024-03-12T10:00/2024-03-12T11:00\nservices: { films: [{ window: 2024-03-12T10:00/2024-03-14T10:00, where: { plan: a } }, { window: 2024-03-12T10:00/2024-03-12T10:30, where: { plan: [b, c] } }] }",
];

const plan = fc.constantFrom(
  "a",
  "[a, b]",
  "{ not: a }",
  "{ not: [a, b] }",
  "{ empty: true }",
  "{ empty: false }",
  "c",
);
const price = fc.constantFrom(
  "{ at-least: 500 }",
  "{ more-than: 500 }",
  "{ less-than: 500 }",
  "{ at-most: 700 }",
  "{ at-least: 500, less-than: 700 }",
);
const channel = fc.constantFrom("web", "[web, app]", "{ not: app }");
const service = fc.constantFrom("books", "films", "[books, films]", undefined);
const condition = fc.constantFrom(
  "held: during-outage",
  "held: throughout-outage",
  "ended: during-outage",
  "began: during-outage",
  "held-on: 2024-03-12",
  "held-on: 2024-03-13T09:00",
  "lost: { at-least: 2 hours }",
  "lost: { more-than: 2 hours, at-most: 3 hours }",
  "down: { at-least: 5 hours }",
);

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const cellsText = (cells: { readonly [column: string]: string | undefined }) =>
  Object.entries(cells)
    .filter(([, test]) => test !== undefined)
    .map(([column, test]) => `${column}: ${test}`)
    .join(", ");

const rule = fc
  .record({
    on: fc.record({ service, plan: maybe(plan), price: maybe(price), channel: maybe(channel) }),
    unless: fc.option(fc.record({ plan: maybe(plan), price: maybe(price) }), { nil: undefined, freq: 3 }),
    conditions: fc.option(condition, { nil: undefined, freq: 4 }),
  })
  .map(({ on, unless = {}, conditions }) => {
    const excluded = cellsText(unless);
    return [
      `for: { record: rental, ${cellsText(on)} }`,
      excluded === "" ? "" : `unless: { ${excluded} }`,
      conditions === undefined ? "" : `if: { ${conditions} }`,
      "give: { credit: 100 KRW }",
    ]
      .filter((part) => part !== "")
      .join(", ")
      .replace("rental,  }", "rental }");
  });

const time = fc.constantFrom(
  "2024-03-01T00:00",
  "2024-03-12",
  "2024-03-12T10:00:00",
  "2024-03-12T10:00:01",
  "2024-03-12T10:30:00",
  "2024-03-12T11:59:59",
  "2024-03-12T12:00:00",
  "2024-03-12T12:00:01",
  "2024-03-12T13:00:00",
  "2024-03-12T13:00:01",
  "2024-03-12T21:00:00",
  "2024-03-12T22:00:00",
  "2024-03-13",
  "2024-03-13T09:00",
  "2024-03-13T09:00:01",
  "2024-03-13T13:30:00",
  "2024-03-13T16:00",
  "2024-03-14T10:00",
  "2024-04-01T00:00",
);
const record = fc.record({
  rental_id: fc.constant("r"),
  user_id: fc.constant("u"),
  service: fc.constantFrom("books", "films", "games"),
  plan: fc.constantFrom("a", "b", "c", "d", ""),
  price: fc.constantFrom("", "0", "499", "500", "501", "699", "700", "701", "9000"),
  currency: fc.constant("KRW"),
  channel: fc.constantFrom("web", "app", "tv", ""),
  started_at: fc.option(time, { nil: "" }),
  expires_at: fc.option(time, { nil: "" }),
});

const NEVER = new Set(["unreachable", "never-matches", "never-holds"]);

test(
  "what lint claims of every record holds for records that it never saw",
  () => {
    const claims = { never: 0, apart: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...OUTAGES),
        fc.constantFrom("first", "unique"),
        fc.array(rule, { minLength: 2, maxLength: 4 }),
        fc.array(record, { maxLength: 60, size: "max" }),
        (window, hit, rules, rows) => {
          const lines = rules.map((text, index) => `  - { rule: r${index}, ${text} }`);
          const text = `policy: p\nrevision: 1\nzone: Asia/Seoul\nhit: ${hit}\nrules:\n${lines.join("\n")}\n`;
          const policyFile = readPolicy(text, "policy.yaml");
          const outageFile = readOutageFile(`outage: o\nzone: Asia/Seoul\n${window}\n`, "outage.yaml");
          const { findings } = lintPolicy(policyFile, outageFile);
          const never = new Set(findings.filter(({ check }) => NEVER.has(check)).map(({ about }) => about));
          const overlapping = findings.some(({ check }) => check === "overlap");
          claims.never += never.size;
          if (hit === "unique" && !overlapping) claims.apart += 1;
          const { policy } = policyFile;
          const compiled = compileRules(policy, outageFile.outage, instantAt(Date.parse("2024-03-14T10:00+09:00")));
          for (const cells of rows) {
            const read = recordOf("rental", cells, policy);
            if (!("record" in read)) continue;
            const decision = compiled.decide(read.record);
            if (decision.kind === "overlapping") expect(overlapping, `${text} ${JSON.stringify(cells)}`).toBe(true);
            if (decision.kind !== "affected") continue;
            const giving = decision.outcomes.flatMap(({ rule: by }) => (by !== undefined && never.has(by) ? [by] : []));
            expect(giving, `${text} ${JSON.stringify(cells)}`).toEqual([]);
          }
        },
      ),
      sampling(1 / 40),
    );
    // Otherwise nothing was tried.
    expect(claims.never).toBeGreaterThan(20);
    expect(claims.apart).toBeGreaterThan(5);
  },
  patienceMs,
);

import { describe, expect, test } from "vitest";
import type { PolicyParts } from "../policy/written.ts";
import { type Cells, decisionText, record, rulesOf, type Surroundings } from "./ground.ts";

interface Given extends PolicyParts {
  readonly cells?: Cells;
  readonly around?: Surroundings & { readonly rest?: string };
}

/** What a rental of the service melon gets, from 1 to 18 October. */
function decided({ cells = {}, around, ...parts }: Given): string {
  return decisionText(rulesOf(parts, around).decide(record("rental", { channel: "", status: "", ...cells })));
}

/** Each line is a rule: its name, for, the rest. */
function rulesText(...lines: readonly string[]): PolicyParts {
  return { rules: `rules:\n${lines.map((line) => `  - { rule: ${line} }`).join("\n")}` };
}

function layersText(...layers: readonly (readonly [string, ...string[]])[]): PolicyParts {
  const blocks = layers.map(
    ([head, ...rules]) => `  - { layer: ${head}, rules: [${rules.map((rule) => `{ rule: ${rule} }`).join(", ")}] }`,
  );
  return { rules: `layers:\n${blocks.join("\n")}` };
}

describe("within a layer", () => {
  const three = "three, for: { service: melon }, give: { extend: 3 days }";
  const five = "five, for: { service: melon }, give: { extend: 5 days }";
  test.for<readonly [string, PolicyParts, string]>([
    ["the first rule that applies wins", rulesText(three, five), "default/three 2022-10-21 (3 days)"],
    ["also over a larger one", rulesText(five, three), "default/five 2022-10-23 (5 days)"],
    [
      "a rule for others is passed over",
      rulesText("other, for: { service: page }, give: { extend: 9 days }", three),
      "default/three 2022-10-21 (3 days)",
    ],
    [
      "a rule whose conditions do not hold is passed over",
      rulesText("late, for: {}, if: { began: during-outage }, give: { extend: 9 days }", three),
      "default/three 2022-10-21 (3 days)",
    ],
    [
      "one that excludes ends the layer",
      rulesText("out, for: {}, unless: { status: { empty: true } }, give: { extend: 9 days }", three),
      "excluded",
    ],
    ["nothing on purpose ends the layer", rulesText("none, for: {}, give: nothing", three), "excluded"],
    [
      "what comes to nothing ends the layer",
      rulesText("early, for: {}, give: { move: 2022-10-17 }", three),
      "already-later",
    ],
  ])("%s", ([, parts, expected]) => {
    expect(decided(parts)).toBe(expected);
  });
});

describe("layers add up", () => {
  const time = "a, for: {}, give: { extend: 3 days }";
  const more = "b, for: {}, give: { extend: 5 days }";
  test.for<readonly [string, PolicyParts, string]>([
    [
      "each from the end that the one before gave",
      layersText(["time", time], ["apology", more]),
      "time/a 2022-10-21 (3 days) + apology/b 2022-10-26 (5 days)",
    ],
    [
      "an exclusion ends only its own",
      layersText(["time", "a, for: {}, give: nothing"], ["apology", more]),
      "apology/b 2022-10-23 (5 days)",
    ],
    [
      "a move does not take back what was given",
      layersText(["time", time], ["apology", "b, for: {}, give: { move: 2022-10-21 }"]),
      "time/a 2022-10-21 (3 days)",
    ],
    [
      "two payments are two",
      layersText(
        ["time", "a, for: {}, give: { credit: 63 JPY }"],
        ["apology", "b, for: {}, give: { credit: 200 JPY }"],
      ),
      "time/a 63 JPY + apology/b 200 JPY",
    ],
  ])("%s", ([, parts, expected]) => {
    expect(decided(parts)).toBe(expected);
  });

  test("and may be left out, as if the policy did not have them", () => {
    const rules = rulesOf(layersText(["time", time], ["apology", more]));
    const one = record("rental");
    expect(decisionText(rules.decide(one, { without: new Set(["time"]) }))).toBe("apology/b 2022-10-23 (5 days)");
    expect(decisionText(rules.decide(one, { without: new Set(["apology"]) }))).toBe("time/a 2022-10-21 (3 days)");
  });
});

describe("ceilings per record over layers", () => {
  const days = (limit: string) => ({
    top: `limits: [{ per: record, extend: ${limit} }]`,
    ...layersText(
      ["time", "a, for: {}, give: { extend: 3 days }"],
      ["apology", "b, for: {}, give: { extend: 5 days }"],
    ),
  });
  const credit = (limit: string) => ({
    top: `limits: [{ per: record, credit: ${limit} KRW }]`,
    ...layersText(
      ["time", "a, for: {}, give: { credit: 300 KRW }"],
      ["apology", "b, for: {}, give: { credit: 500 KRW }"],
    ),
  });
  test.for<readonly [string, PolicyParts, string]>([
    ["exactly both", days("8 days"), "time/a 2022-10-21 (3 days) + apology/b 2022-10-26 (5 days)"],
    ["a part of the second", days("7 days"), "time/a 2022-10-21 (3 days) + apology/b 2022-10-25 (4 days) capped"],
    ["nothing of the second", days("3 days"), "time/a 2022-10-21 (3 days)"],
    ["a part of the first", days("2 days"), "time/a 2022-10-20 (2 days) capped dead-on-arrival"],
    ["credit for both", credit("800"), "time/a 300 KRW + apology/b 500 KRW"],
    ["credit for a part of the second", credit("799"), "time/a 300 KRW + apology/b 499 KRW capped"],
    ["credit for the first", credit("300"), "time/a 300 KRW"],
    ["credit for a part of the first", credit("299"), "time/a 299 KRW capped"],
  ])("%s", ([, parts, expected]) => {
    expect(decided(parts)).toBe(expected);
  });
});

describe("hit: unique", () => {
  const layer = (...rules: string[]) => layersText(["l, hit: unique", ...(rules as [string])]);
  test.for<readonly [string, PolicyParts, string]>([
    [
      "the only one that applies",
      layer("a, for: { service: page }, give: { extend: 1 day }", "b, for: {}, give: { extend: 3 days }"),
      "l/b 2022-10-21 (3 days)",
    ],
    [
      "two that apply contradict",
      layer("a, for: {}, give: { extend: 1 day }", "b, for: {}, give: { extend: 3 days }"),
      "overlapping in l: a, b",
    ],
    [
      "so does one that comes to nothing",
      layer("a, for: {}, give: { move: 2022-10-17 }", "b, for: {}, give: { extend: 3 days }"),
      "overlapping in l: a, b",
    ],
    [
      "conditions tell them apart",
      layer(
        "a, for: {}, if: { began: during-outage }, give: { extend: 1 day }",
        "b, for: {}, give: { extend: 3 days }",
      ),
      "l/b 2022-10-21 (3 days)",
    ],
    [
      "an exclusion leaves nothing",
      layer(
        "a, for: {}, give: { extend: 1 day }",
        "b, for: {}, unless: { status: { empty: true } }, give: { extend: 3 days }",
      ),
      "excluded",
    ],
    ["none", layer("a, for: {}, if: { began: during-outage }, give: { extend: 1 day }"), "not-begun"],
  ])("%s", ([, parts, expected]) => {
    expect(decided(parts)).toBe(expected);
  });
});

describe("hit: best", () => {
  const layer = (...gives: string[]) =>
    layersText(["l, hit: best", ...(gives.map((give, index) => `r${index + 1}, for: {}, give: ${give}`) as [string])]);
  test.for<readonly [string, PolicyParts, string]>([
    [
      "the later end",
      layer("{ extend: 1 day }", "{ extend: 3 days }", "{ extend: 2 days }"),
      "l/r2 2022-10-21 (3 days)",
    ],
    ["the first of the same", layer("{ extend: 3 days }", "{ extend: 72 hours }"), "l/r1 2022-10-21 (3 days)"],
    ["the higher amount", layer("{ credit: 100 KRW }", "{ credit: 101 KRW }"), "l/r2 101 KRW"],
    ["the first of the same amount", layer("{ credit: 100 KRW }", "{ credit: 100 KRW }"), "l/r1 100 KRW"],
    ["not what comes to nothing", layer("{ move: 2022-10-17 }", "{ extend: 3 days }"), "l/r2 2022-10-21 (3 days)"],
    ["for a person: days against money", layer("{ extend: 1 day }", "{ credit: 1 KRW }"), "l/r1 ? not-comparable"],
    ["for a person: two currencies", layer("{ credit: 1 USD }", "{ credit: 1 KRW }"), "l/r1 ? not-comparable"],
    ["for a person: against a question", layer("{ credit: 1 KRW }", "{ review: true }"), "l/r1 ? not-comparable"],
    ["nothing on purpose leaves nothing", layer("{ extend: 3 days }", "nothing"), "excluded"],
    ["nothing at all", layer("{ move: 2022-10-17 }", "{ move: 2022-10-16 }"), "already-later"],
  ])("%s", ([, parts, expected]) => {
    expect(decided(parts)).toBe(expected);
  });
});

describe("of several reasons the first in order is given", () => {
  const reasons = (...rules: readonly string[]) => rulesText(...rules.map((rule, index) => `r${index + 1}, ${rule}`));
  test.for<readonly [string, PolicyParts, string]>([
    ["no rule for the service", reasons("for: { service: page }, give: { extend: 1 day }"), "no-rule"],
    ["no rule for the kind", reasons("for: { record: coupon }, give: { extend: 1 day }"), "no-rule"],
    [
      "no rule for any service but one",
      reasons("for: { service: { not: melon } }, give: { extend: 1 day }"),
      "no-rule",
    ],
    ["a rule that does not match", reasons("for: { status: used }, give: { extend: 1 day }"), "not-matched"],
    [
      "not-matched only where no rule is about it",
      reasons("for: { status: used }, give: nothing", "for: {}, if: { began: during-outage }, give: { extend: 1 day }"),
      "not-begun",
    ],
    [
      "excluded before any condition",
      reasons(
        "for: {}, if: { began: during-outage }, give: { extend: 1 day }",
        "for: {}, unless: { status: { empty: true } }, give: nothing",
      ),
      "excluded",
    ],
    [
      "not-begun before a threshold, in whatever order the rules stand",
      reasons(
        "for: {}, if: { lost: { at-least: 99 hours } }, give: { extend: 1 day }",
        "for: {}, if: { began: during-outage }, give: { extend: 1 day }",
      ),
      "not-begun",
    ],
    [
      "a threshold before a zero amount",
      reasons(
        "for: {}, if: { lost: { at-least: 99 hours } }, give: { extend: 1 day }",
        "for: {}, give: { move: 2022-10-01 }",
      ),
      "below-threshold",
    ],
  ])("%s", ([, parts, expected]) => {
    expect(decided(parts)).toBe(expected);
  });

  test("no-expiry before what must hold in time", () => {
    const rules = rulesOf(rulesText("a, for: {}, if: { ended: during-outage }, give: { extend: 1 day }"));
    const open = record("coupon", { expires_at: "" });
    expect(decisionText(rules.decide(open))).toBe("no-expiry");
    expect(decisionText(rules.decide(record("coupon")))).toBe("not-ended");
  });

  test("an open end asks for money all the same, and ends the layer only where all holds", () => {
    const money = "b, for: {}, give: { credit: 5 KRW }";
    const held = rulesOf(rulesText("a, for: {}, if: { held: during-outage }, give: { extend: 1 day }", money));
    const ended = rulesOf(rulesText("a, for: {}, if: { ended: during-outage }, give: { extend: 1 day }", money));
    const open = record("coupon", { expires_at: "" });
    expect(decisionText(held.decide(open))).toBe("no-expiry");
    expect(decisionText(ended.decide(open))).toBe("default/b 5 KRW");
  });
});

describe("a value that nobody thought of", () => {
  const web = "web, for: { service: melon, channel: web }, give: { extend: 3 days }";
  test.for<readonly [string, PolicyParts, Cells, string]>([
    ["a channel no rule names", rulesText(web), { channel: "toaster" }, "/ ? unknown-channel"],
    ["an empty channel", rulesText(web), { channel: "" }, "/ ? unknown-channel"],
    ["the channel of a rule", rulesText(web), { channel: "web" }, "default/web 2022-10-21 (3 days)"],
    [
      "one named by not",
      rulesText("a, for: { service: melon, channel: { not: apple } }, give: { extend: 3 days }"),
      { channel: "apple" },
      "not-matched",
    ],
    [
      "one that not does not name",
      rulesText("a, for: { service: melon, channel: { not: apple } }, give: { extend: 3 days }"),
      { channel: "web" },
      "/ ? unknown-channel",
    ],
    [
      "one named by unless",
      rulesText(web, "b, for: { service: melon }, unless: { channel: apple }, give: { extend: 1 day }"),
      { channel: "apple" },
      "excluded",
    ],
    [
      "unless alone tells no channels apart",
      rulesText("b, for: { service: melon }, unless: { channel: apple }, give: { extend: 1 day }"),
      { channel: "toaster" },
      "default/b 2022-10-19 (1 day) dead-on-arrival",
    ],
    [
      "channels of another service are not meant",
      rulesText(web.replace("melon", "page"), "b, for: { service: melon }, give: { extend: 3 days }"),
      { channel: "toaster" },
      "default/b 2022-10-21 (3 days)",
    ],
    [
      "nor those of another kind",
      rulesText(
        "a, for: { record: coupon, channel: web }, give: { extend: 1 day }",
        "b, for: { record: rental }, give: { extend: 3 days }",
      ),
      { channel: "toaster" },
      "default/b 2022-10-21 (3 days)",
    ],
    [
      "a declared column's undeclared value",
      {
        top: "columns: { status: [active, used] }",
        ...rulesText("a, for: { status: active }, give: { extend: 3 days }"),
      },
      { status: "toaster" },
      "/ ? unknown-value",
    ],
    [
      "a declared value that no rule names",
      {
        top: "columns: { status: [active, used] }",
        ...rulesText("a, for: { status: active }, give: { extend: 3 days }"),
      },
      { status: "used" },
      "not-matched",
    ],
    [
      "a declared column that no rule for it selects on",
      { top: "columns: { status: [active, used] }", ...rulesText("a, for: {}, give: { extend: 3 days }") },
      { status: "toaster" },
      "default/a 2022-10-21 (3 days)",
    ],
  ])("%s", ([, parts, cells, expected]) => {
    expect(decided({ ...parts, cells })).toBe(expected);
  });
});

describe("the window of a record", () => {
  const held: PolicyParts = { if: "{ held: during-outage }", give: "{ credit: 5 KRW }" };
  const rest = (text: string) => ({ rest: `services: { melon: ${text} }` });
  const pc =
    "[{ window: 2022-10-17/2022-10-17, where: { status: pc } }, { window: 2022-10-20/2022-10-20, where: { status: [mobile, tv] } }]";
  const TWO_COLUMNS =
    "[{ window: 2022-10-15/2022-10-15, where: { status: pc, channel: eu } }, { window: 2022-10-15/2022-10-15, where: { status: mobile, channel: us } }]";
  test.for<readonly [string, Given["around"], Cells, string]>([
    ["the general one", {}, {}, "default/base 5 KRW"],
    ["only its own, when it is listed", rest("2022-10-20/2022-10-21"), {}, "not-held"],
    ["its own", rest("2022-10-18/2022-10-21"), {}, "default/base 5 KRW"],
    ["that of its column's value", rest(pc), { status: "pc" }, "default/base 5 KRW"],
    ["that of a list of values", rest(pc), { status: "tv" }, "not-held"],
    ["a value no window names is for a person", rest(pc), { status: "toaster" }, "/ ? unknown-value"],
    [
      "the union of those that fit",
      rest(`[2022-10-18T23:00/2022-10-19, ${pc.slice(1)}`),
      { status: "tv" },
      "default/base 5 KRW",
    ],
    ["of two columns both must fit", rest(TWO_COLUMNS), { status: "pc", channel: "eu" }, "default/base 5 KRW"],
    ["two values that no window has together", rest(TWO_COLUMNS), { status: "pc", channel: "us" }, "/ ? unknown-value"],
    ["none is left when all is excluded", { rest: "exclude: [2022-10-15/2022-10-16]" }, {}, "not-held"],
    ["a part is left", { rest: "exclude: [2022-10-15T15:30/2022-10-16T06:59:59]" }, {}, "default/base 5 KRW"],
  ])("%s", ([, around, cells, expected]) => {
    expect(decided({ ...held, cells, ...(around === undefined ? {} : { around }) })).toBe(expected);
  });

  test("over: month is the month in which the record's own window began", () => {
    const parts = { give: "{ credit: { share: 1 day, over: month, round: up } }" };
    const cells = { price: "3100", currency: "KRW" };
    expect(decided({ ...parts, cells })).toBe("default/base 100 KRW");
    const september = { window: "2022-10-15/2022-10-15", rest: "services: { page: 2022-09-30/2022-10-01 }" };
    expect(decided({ ...parts, cells, around: september })).toBe("default/base 100 KRW");
    const own = { window: "2022-10-15/2022-10-15", rest: "services: { melon: 2022-09-30/2022-10-01 }" };
    expect(decided({ ...parts, cells, around: own })).toBe("default/base 104 KRW");
    const none = { window: "2022-10-15/2022-10-15", rest: "exclude: [2022-10-15/2022-10-15]" };
    expect(decided({ ...parts, cells, around: none })).toBe("default/base ? period-unknown");
  });
});

/**
 * Files that are no YAML, or more of it than a policy needs: each is refused with a place, and none takes the reader
 * down, hangs it or gets further than its text.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { runs } from "../domain/runs.ts";
import { complaintsOf, failureOf, marked, wordsUnderCarets } from "./marked.ts";
import { outageText, policyText } from "./written.ts";

const FILE = "policy.yaml";

function complaints(text: string): readonly string[] {
  return complaintsOf(() => readPolicy(text, FILE), FILE);
}

describe("refuses, under the wrong word,", () => {
  test.for<readonly [string, string, string]>([
    ["a tab that indents", policyText({ rules: "rules:\n§\t- rule: x" }), "not valid YAML"],
    ["a bracket that is never closed", policyText({ for: "{ service: [a, b }" }), "not valid YAML"],
    ["a quote that is never closed", policyText({ give: '{ extend: "3 days }' }), "not valid YAML"],
    ["a key twice", policyText({ top: "§zone: UTC" }), "this key stands in its block already; every key stands once"],
    [
      "a key twice in a rule",
      policyText({ give: "{ extend: 3 days, §extend: 4 days }" }),
      "this key stands in its block already; every key stands once",
    ],
    [
      "a key twice in a selector",
      policyText({ for: "{ service: a, §service: b }" }),
      "this key stands in its block already; every key stands once",
    ],
    ["a wrong indentation", policyText({ rules: "rules:\n  - rule: x\n§   for: {}\n" }), "not valid YAML"],
    ["two colons in a line", policyText({ policy: "§a: b" }), "not valid YAML"],
    ["an anchor", policyText({ for: "&all §{ service: kakaopage }" }), 'the anchor "&all" is not allowed'],
    [
      "an anchor that is used",
      policyText({ top: "columns: { tier: &tiers §[a], type: §*tiers }" }),
      'the anchor "&tiers" is not allowed',
    ],
    ["an alias to nothing", policyText({ for: "§*nobody" }), ""],
    ["a tag of somebody's", policyText({ give: "!benefit §{ extend: 3 days }" }), 'the tag "!benefit" is not allowed'],
    ["a tag that makes code", policyText({ policy: "!!js/function §x" }), ""],
    ["a tag that makes a number", policyText({ revision: "!!int §3" }), ""],
    ["a tag that makes bytes", policyText({ revision: "!!binary §eA==" }), ""],
    [
      "a merge key",
      policyText({ top: "base: &base §{ decimals: 0 }\nunits: { CASH: { <<: §*base } }" }),
      'the anchor "&base" is not allowed',
    ],
    ["two documents", policyText({ give: "nothing\n§---\npolicy: q" }), "not valid YAML"],
    ["a directive of somebody's", `§%FANCY 1\n---\n${policyText()}`, "not valid YAML"],
    ["a key that is a list", policyText({ top: "? §[a]\n: b" }), ""],
    ["a key that is a block", policyText({ top: "? §{ a: b }\n: c" }), ""],
  ])("%s", ([, source, message]) => {
    const { text, places } = marked(source);
    const [first = "", ...more] = complaints(text);
    expect(first).toContain(message);
    const found = [first, ...more].map((line) => line.split(" ")[0]);
    for (const place of places) expect(found).toContain(place);
  });

  test("an empty file, and one of comments alone", () => {
    expect(complaints("").length).toBe(1);
    expect(complaints("# later\n").length).toBe(1);
    expect(complaints("---\n").length).toBe(1);
  });
});

test("one slip of the pen is not told of hundreds of times", () => {
  const rules = Array.from({ length: 100 }, (_, index) => `  - { rule: r${index}, for: {}, give: nothing }`);
  expect(
    complaints(policyText({ rules: `rules:\n${rules.join("\n").replace("give: nothing }", "give: nothing }}")}` }))
      .length,
  ).toBeLessThan(10);
});

describe("takes no harm from", () => {
  test("a billion laughs", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `  l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}*l${level}]`,
    );
    const found = complaints(`policy: p\nunits:\n  l0: &l0 [ha, ha]\n${levels.join("\n")}\nzone: *l30\n`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((line) => /the (alias|anchor)/.test(line))).toBe(true);
  });

  test("an alias to its own block", () => {
    expect(complaints("policy: &p\n  again: *p\n").join()).toMatch(/alias|anchor/);
  });

  test("2 MiB of comments, or of one word", () => {
    const tooLarge = [expect.stringContaining("is larger than 1 MiB")];
    const big = (text: string) =>
      failureOf(() => readPolicy(text, FILE))
        ?.message.split("\n")
        .slice(1, 2);
    expect(big(`${policyText()}\n${"# more\n".repeat(300_000)}`)).toEqual(tooLarge);
    expect(big(policyText({ rule: "x".repeat(2 * 1024 * 1024) }))).toEqual(tooLarge);
  });

  test("100 MB", () => {
    const failure = failureOf(() => readPolicy("x".repeat(100_000_000), FILE));
    expect(failure?.message).toContain("is larger than 1 MiB");
    expect((failure?.message ?? "").length).toBeLessThan(1000);
  });

  test("1 MiB exactly, which is read, and a byte more, which is not", () => {
    const text = `${policyText()}\n#`;
    const largest = text.padEnd(1024 * 1024, "x");
    expect(complaints(largest)).toEqual([]);
    expect(failureOf(() => readPolicy(`${largest}x`, FILE))?.exit).toBe(4);
  });

  test.for([
    ["brackets", "[".repeat(20_000)],
    ["braces", "{a: ".repeat(20_000)],
    ["brackets that are closed", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["dashes", "- ".repeat(20_000)],
    ["question marks", "? ".repeat(20_000)],
  ] as const)("%s many thousand deep", ([, text]) => {
    expect(failureOf(() => readPolicy(text, FILE))?.exit).toBe(4);
    expect(failureOf(() => readPolicy(policyText({ for: text }), FILE))?.exit).toBe(4);
  });

  test("a thousand rules that are all wrong", () => {
    const rules = Array.from(
      { length: 1000 },
      (_, index) => `  - { rule: r${index}, for: {}, give: { extend: 0 days } }`,
    );
    expect(complaints(policyText({ rules: `rules:\n${rules.join("\n")}` })).length).toBe(1000);
  });

  test("a word of half a million letters that is wrong", () => {
    const failure = failureOf(() => readPolicy(policyText({ give: `{ extend: ${"x".repeat(500_000)} }` }), FILE));
    expect(failure?.message).toContain("is not a length of time");
  });

  test("a long key that resembles nothing", () => {
    expect(complaints(policyText({ top: `${"y".repeat(800)}: 1` })).length).toBe(1);
  });
});

describe("control characters", () => {
  test.for([
    ["a NUL", "\0"],
    ["an escape", "\u001b[31m"],
    ["a bell", "\u0007"],
    ["a text that turns around", "\u202e"],
    ["a byte order mark inside", "\ufeff"],
    ["a next-line mark", "\u0085"],
    ["a single surrogate", "\ud800"],
  ] as const)("%s in a name is refused and not shown as it is", ([, mark]) => {
    const failure = failureOf(() => readPolicy(policyText({ rule: JSON.stringify(`a${mark}b`) }), FILE));
    expect(failure?.exit).toBe(4);
    const [said = ""] = failure === undefined ? [] : problemsOf(failure.message);
    expect(said).not.toContain(mark);
  });

  test.for([
    ["a NUL", "\0"],
    ["an escape", "\u001b[31m"],
  ] as const)("%s written as it is never reaches the terminal", ([, mark]) => {
    const failure = failureOf(() => readPolicy(policyText({ zone: `Asia/${mark}Seoul` }), FILE));
    expect(failure?.exit).toBe(4);
    expect(failure?.message).not.toContain(mark);
  });

  test("a byte order mark at the beginning is none of the text", () => {
    expect(complaints(`\ufeff${policyText()}`)).toEqual([]);
  });

  test.for(["\r\n", "\n"])("places are the same with every line ending", (ending) => {
    const { text, places } = marked(policyText({ if: "{ held-on: §2022-02-30 }", give: "{ extend: §0 days }" }));
    const failure = failureOf(() => readPolicy(text.replaceAll("\n", ending), FILE));
    const found = complaints(text.replaceAll("\n", ending)).map((line) => line.split(" ")[0]);
    expect(found).toEqual(places);
    expect(failure === undefined ? [] : wordsUnderCarets(failure)).toEqual(["2022-02-30", "0"]);
    expect(failure?.message).not.toContain("\r");
  });
});

function problemsOf(message: string): readonly string[] {
  return message.split("\n").filter((line, index) => index > 0 && !line.startsWith(" "));
}

describe("whatever is written", () => {
  const word = fc.constantFrom(
    "policy",
    "rules",
    ":",
    "-",
    " ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "&a",
    "*a",
    "!!t",
    "'",
    '"',
    "|",
    ">",
    "#",
    "?",
    "%",
    "---",
    "\t",
    "\0",
    "가",
    "3 days",
  );
  const soup = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(word, { maxLength: 80 }).map((words) => words.join("")),
  );

  test("is read, or refused as a policy or an outage that is invalid", () => {
    fc.assert(
      fc.property(soup, (text) => {
        complaints(text);
        complaintsOf(() => readOutage(text, "outage.yaml"), "outage.yaml");
      }),
      runs(400),
    );
  });

  test("as any value of a policy or an outage is read, or refused the same way", () => {
    fc.assert(
      fc.property(soup, fc.constantFrom("zone", "rule", "for", "unless", "if", "give", "top"), (text, part) => {
        complaints(policyText({ [part]: text }));
        complaints(policyText({ [part]: JSON.stringify(text) }));
        complaintsOf(() => readOutage(outageText({ window: JSON.stringify(text) }), "outage.yaml"), "outage.yaml");
      }),
      runs(400),
    );
  });
});

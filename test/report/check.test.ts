/** The outcome of a check in every form: nothing is lost, the worst is first, and no form can be broken by what is shown. */
import { describe, expect, test } from "vitest";
import type { PolicyCoverage } from "../../src/domain/case-coverage.ts";
import type { CaseDifference, CaseResult } from "../../src/domain/case-result.ts";
import {
  type CheckReport,
  caseDifferenceText,
  checkHeadline,
  coverageFaults,
  coverageHeadline,
  isGood,
  maskedCase,
  worstFirst,
} from "../../src/report/check.ts";
import { gapsIn } from "../../src/report/check-coverage.ts";
import { checkGithub } from "../../src/report/check-github.ts";
import { checkJson } from "../../src/report/check-json.ts";
import { checkJunit } from "../../src/report/check-junit.ts";
import { checkMarkdown } from "../../src/report/check-markdown.ts";
import { checkText } from "../../src/report/check-text.ts";
import { checkEn } from "../../src/report/sentences/check-en.ts";

const passes: CaseResult = { name: "a/passes", failure: undefined, differences: [], notes: [], updated: [] };

function differing(name: string, count: number): CaseResult {
  return { ...passes, name, differences: Array.from({ length: count }, (_, index) => cell(name, `r${index + 1}`)) };
}

function cell(name: string, record: string, expected = "1", found = "2"): CaseDifference {
  const line = Number(record.slice(1)) + 1;
  return {
    kind: "differs",
    file: `${name}/expected/refund-credit.csv`,
    line,
    record,
    cells: [{ column: "amount", expected, found }],
  };
}

const broken: CaseResult = {
  ...passes,
  name: "b/broken",
  failure: { message: "b/broken/policy.yaml:3:1: wrong\n  Mend it.", place: { file: "b/broken/policy.yaml", line: 3 } },
};

const missing: CaseDifference = { kind: "missing", file: "f.csv", line: 4, record: "r9", because: "it gets nothing" };
const unexpected: CaseDifference = {
  kind: "unexpected",
  file: "f.csv",
  line: 9,
  record: "r8 by days",
  cells: [
    { column: "record_id", value: "r8" },
    { column: "user_id", value: "user-000042" },
    { column: "notes", value: 'a, "b"' },
  ],
  source: "rentals.csv:7",
};

const rule = { layer: "default", reached: true, outOfReach: false, tests: [], tiers: [] };
const policies: readonly PolicyCoverage[] = [
  {
    policy: "p.yaml",
    rules: [
      {
        ...rule,
        rule: "seen",
        tests: [
          { text: "for channel: web", seenTrue: true, seenFalse: true },
          { text: "if held: during-outage", seenTrue: true, seenFalse: false },
        ],
        tiers: [{ text: "tier at-most 10", reached: false }],
      },
      { ...rule, rule: "excused", reached: false, outOfReach: true },
      {
        ...rule,
        rule: "unseen",
        reached: false,
        tests: [
          { text: "for channel: web", seenTrue: true, seenFalse: true },
          { text: "unless status: refunded", seenTrue: false, seenFalse: true },
          { text: "if held: during-outage", seenTrue: false, seenFalse: true },
        ],
      },
    ],
  },
];
const noThresholds = { rules: undefined, conditions: undefined };

function reportOf(cases: readonly CaseResult[], coverage?: CheckReport["coverage"]): CheckReport {
  return { cases, coverage };
}

const same = (text: string) => text;
const plain = { strong: same, faint: same, good: same, warning: same, bad: same };

describe("the headline counts", () => {
  test.for([
    ["what passes", [passes], "1 case: 1 passes"],
    ["what differs", [passes, passes, differing("x", 3)], "3 cases: 2 pass, 1 differs (3 differences)"],
    ["what cannot run", [broken, differing("x", 1)], "2 cases: 1 differs (1 difference), 1 cannot run"],
    ["what was rewritten", [{ ...passes, updated: ["f.csv"] }], "1 case: 1 passes, 1 expected file rewritten"],
  ] as const)("%s", ([, cases, expected]) => {
    expect(checkHeadline(reportOf(cases), checkEn)).toBe(expected);
  });
});

test("the worst comes first: what cannot run, then the most differences; a missing row before one that differs", () => {
  const both = { ...differing("x", 1), differences: [cell("x", "r1"), unexpected, missing] };
  const ordered = worstFirst([differing("y", 2), passes, both, broken]);
  expect(ordered.map(({ name }) => name)).toEqual(["b/broken", "x", "y"]);
  expect(ordered[1]?.differences.map(({ kind }) => kind)).toEqual(["missing", "unexpected", "differs"]);
});

describe("a difference says enough to mend it", () => {
  test.for([
    [cell("x", "r1", "2022-11-14", "2022-11-13"), ["r1: amount  2022-11-14 → 2022-11-13"]],
    [cell("x", "r1", "", "\u202e3"), ["r1: amount  (empty) → \\u202e3"]],
    [missing, ["r9 is missing: it gets nothing"]],
    [unexpected, ['r8 by days is not expected (rentals.csv:7); if it is right, add: r8,user-000042,"a, ""b"""']],
  ] as const)("%#", ([difference, expected]) => {
    expect(caseDifferenceText(difference, checkEn).lines).toEqual(expected);
  });

  test("but not who it is about", () => {
    const mine = { ...cell("x", "r1"), cells: [{ column: "user_id", expected: "user-000042", found: "user-000043" }] };
    const shown = maskedCase({ ...passes, differences: [mine as CaseDifference, unexpected] }).differences;
    const text = shown.flatMap((difference) => caseDifferenceText(difference, checkEn).lines).join("\n");
    expect(text).toContain("••••42 → ••••43");
    expect(text).toContain("add: r8,••••42,");
    expect(text).not.toContain("user-0");
  });
});

describe("coverage", () => {
  const coverage = (rules?: number, conditions?: number) => ({ policies, thresholds: { rules, conditions } });

  test("names what no case reaches, whole rules first, and leaves out what cases show to be out of reach", () => {
    expect(gapsIn(policies, checkEn).map((gap) => `${gap.rule}: ${gap.text}`)).toEqual([
      "unseen: no case reaches it: if held: during-outage never holds",
      "seen: if held: during-outage: never seen to fail",
      "seen: tier at-most 10: no record falls into it",
    ]);
    expect(coverageHeadline(coverage(), checkEn)).toBe(
      "1 of 2 rules (50 %), and 1 that cases show to be out of reach; 7 of 11 outcomes (63 %) of conditions and tiers",
    );
  });

  test.for([
    ["none is set", undefined, undefined, []],
    ["exactly reached", 50, 63, []],
    [
      "just missed",
      51,
      64,
      ["coverage of rules is 50 %, and 51 % are wanted", "coverage of conditions is 63 %, and 64 % are wanted"],
    ],
  ] as const)("a threshold: %s", ([, rules, conditions, expected]) => {
    expect(coverageFaults(coverage(rules, conditions), checkEn)).toEqual(expected);
    expect(isGood(reportOf([passes], coverage(rules, conditions)))).toBe(expected.length === 0);
  });
});

describe("text", () => {
  test("ends with the headline, the worst case just above it", () => {
    const lines = checkText(reportOf([broken, differing("x", 1), passes]), { language: "en", palette: plain })
      .trimEnd()
      .split("\n");
    expect(lines.at(-1)).toBe("3 cases: 1 passes, 1 differs (1 difference), 1 cannot run");
    expect(lines).toContain("  x/expected/refund-credit.csv:2: r1: amount  1 → 2");
    expect(lines.indexOf("b/broken")).toBeGreaterThan(lines.indexOf("x"));
    expect(lines.join("\n")).toContain("compensate check --update x");
  });

  test("shows notes, rewritten files, and the rules that no case reaches", () => {
    const noted = { ...passes, notes: ["review.csv has 1 row"], updated: ["a/f.csv"] };
    const text = checkText(reportOf([noted], { policies, thresholds: noThresholds }), {
      language: "en",
      palette: plain,
    });
    for (const part of ["a/passes: review.csv has 1 row", "rewritten: a/f.csv", "p.yaml\n  rule unseen: no case"]) {
      expect(text).toContain(part);
    }
  });
});

test("json is one document with everything in it", () => {
  const report = reportOf([broken, differing("x", 2), passes], {
    policies,
    thresholds: { rules: 100, conditions: undefined },
  });
  const document = JSON.parse(checkJson(report));
  expect(document).toMatchObject({
    good: false,
    totals: { cases: 3, passes: 1, differs: 1, cannot_run: 1, differences: 2 },
    cases: [{ outcome: "cannot_run", failure: broken.failure }, { case: "x" }, { outcome: "passes", failure: null }],
    coverage: { rules: { reached: 1, all: 2, percent: 50 }, below: [expect.stringContaining("100 %")] },
  });
  expect(document.coverage.unreached[0]).toMatchObject({ policy: "p.yaml", rule: "unseen", whole_rule: true });
  expect(JSON.parse(checkJson(reportOf([passes]))).coverage).toBe(null);
});

describe("junit", () => {
  test("has a test per case, a failure where it differs, an error where it cannot run", () => {
    const xml = checkJunit(reportOf([broken, differing("a/x", 1), passes]));
    expect(xml).toContain('<testsuites name="compensate check" tests="3" failures="1" errors="1">');
    expect(xml).toContain('<testcase classname="a" name="passes"/>');
    expect(xml).toContain(
      '<testcase classname="a" name="x"><failure message="1 difference" type="differs">a/x/expected/refund-credit.csv:2: r1: amount  1 → 2</failure></testcase>',
    );
    expect(xml).toContain('<testcase classname="b" name="broken"><error message="b/broken/policy.yaml:3:1: wrong"');
  });

  test("has one for the thresholds, where there are any", () => {
    const withThreshold = (rules?: number) =>
      checkJunit(reportOf([passes], { policies, thresholds: { rules, conditions: undefined } }));
    expect(withThreshold()).not.toContain("coverage");
    expect(withThreshold(50)).toContain('<testcase classname="coverage" name="thresholds"/>');
    expect(withThreshold(100)).toContain('tests="2" failures="1"');
  });

  test("is well-formed whatever a cell says", () => {
    const evil = `<&">'\u0000\u001b\ud800\uffff]]>`;
    const xml = checkJunit(reportOf([{ ...broken, name: evil, failure: { message: evil, place: undefined } }]));
    expect(xml).toContain("&lt;&amp;&quot;&gt;'\ufffd\ufffd\ufffd\ufffd]]&gt;");
  });
});

/** The commands that GitHub would read out of a log, by its own rules: at the start of a line, `::name properties::text`. */
function commandsIn(
  log: string,
): readonly { readonly name: string; readonly properties: string; readonly text: string }[] {
  return log.split("\n").flatMap((line) => {
    const [, name = "", properties = "", text = ""] = /^\s*::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    return name === "" ? [] : [{ name, properties, text }];
  });
}

describe("github", () => {
  test("has a group per failing case, and annotations on the lines that differ", () => {
    const log = checkGithub(reportOf([passes, differing("x", 1), broken]), "sub/");
    const commands = commandsIn(log);
    expect(commands.map(({ name }) => name)).toEqual(["group", "error", "endgroup", "group", "error", "endgroup"]);
    expect(commands[1]?.properties).toBe("file=sub/b/broken/policy.yaml,line=3,title=b/broken cannot run");
    expect(commands[1]?.text).toBe("b/broken/policy.yaml:3:1: wrong%0A  Mend it.");
    expect(commands[4]?.properties).toBe("file=sub/x/expected/refund-credit.csv,line=2,title=x%3A r1 differs");
    expect(log.trimEnd().split("\n").at(-1)).toBe("3 cases: 1 passes, 1 differs (1 difference), 1 cannot run");
  });

  test.for([
    ["ten differences", [differing("x", 10)], [10], false],
    ["eleven", [differing("x", 11)], [10], true],
    ["many in one case and few in another", [differing("x", 30), differing("y", 2)], [8, 2], true],
    [
      "more cases than annotations",
      Array.from({ length: 12 }, (_, n) => differing(`c${n}`, 1)),
      Array(10).fill(1),
      true,
    ],
  ] as const)("shares ten annotations fairly: %s", ([, cases, expected, more]) => {
    const log = checkGithub(reportOf(cases), "");
    const errors = commandsIn(log).filter(({ name }) => name === "error");
    expect(errors).toHaveLength(10);
    const perCase = cases.map(
      ({ name }) => errors.filter(({ properties }) => properties.startsWith(`file=${name}/`)).length,
    );
    expect(perCase.filter((count) => count > 0)).toEqual(expected);
    expect(log.includes("more in the groups above")).toBe(more);
    // The log has every one of them.
    for (const { differences } of cases) {
      for (const difference of differences)
        expect(log).toContain(`\n${caseDifferenceText(difference, checkEn).place}: `);
    }
  });

  test("warns of whole rules that no case reaches, and fails where a threshold is missed", () => {
    const log = checkGithub(reportOf([passes], { policies, thresholds: { rules: 100, conditions: undefined } }), "");
    const kinds = commandsIn(log).map(({ name, properties }) => `${name} ${properties}`.trim());
    expect(kinds).toEqual(["group", "endgroup", "warning file=p.yaml,title=rule unseen", "error title=coverage"]);
  });

  test("takes nothing for a command that a file says", () => {
    const evil = "::error::mine\n::stop-commands::x\n  ::set-output name=a::b\n##[error]old";
    const log = checkGithub(reportOf([{ ...broken, failure: { message: evil, place: undefined } }]), "");
    expect(commandsIn(log).map(({ name }) => name)).toEqual(["group", "error", "endgroup"]);
    expect(log.split("\n").filter((line) => line.includes("##["))).toHaveLength(1);
  });

  test("escapes what would end a property or a line", () => {
    const name = "a,b:c%\r\nd";
    const [, error] = commandsIn(checkGithub(reportOf([differing(name, 1)]), ""));
    expect(error?.properties).toContain("file=a%2Cb%3Ac%25%0D%0Ad/expected");
  });
});

describe("markdown", () => {
  test("has the headline, every failing case and what no case reaches", () => {
    const text = checkMarkdown(
      reportOf([broken, differing("x", 1)], { policies, thresholds: { rules: 100, conditions: undefined } }),
    );
    expect(text).toContain("## 2 cases: 1 differs (1 difference), 1 cannot run");
    expect(text).toContain("**coverage of rules is 50 %, and 100 % are wanted**");
    expect(text).toContain("### `b/broken`\n\n    b/broken/policy.yaml:3:1: wrong");
    expect(text).toContain("- `x/expected/refund-credit.csv:2` `r1: amount  1 → 2`");
    expect(text).toContain("- `p.yaml`, rule `unseen`: ");
  });

  test("shows a value as it is, with any backticks, and stays below what GitHub takes", () => {
    const text = checkMarkdown(reportOf([{ ...passes, differences: [cell("x", "r1", "``", "<b>")] }]));
    expect(text).toContain("``` r1: amount  `` → <b> ```");
    const long = "x".repeat(100_000);
    const cases = [{ ...passes, differences: Array.from({ length: 2000 }, () => cell("x", "r1", long, "")) }];
    const most = checkMarkdown(reportOf(cases));
    expect(Buffer.byteLength(most)).toBeLessThan(1024 * 1024);
    expect(most).toContain("lines more in the log");
  });
});

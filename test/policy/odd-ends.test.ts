/** Values that look like a cell and equal none: refused at their place, with what stands there and what to write. */
import { describe, expect, test } from "vitest";
import { readCase } from "../../src/policy/read-case.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { complaintsOf, marked } from "./marked.ts";
import { outageText, policyText } from "./written.ts";

const policyComplaints = (text: string) => complaintsOf(() => readPolicy(text, "p.yaml"), "p.yaml");
const outageComplaints = (text: string) => complaintsOf(() => readOutage(text, "o.yaml"), "o.yaml");

/** `for` of a rule, its value on lines of its own. */
const inBlock = (mark: string, ...lines: readonly string[]) =>
  policyText({ for: `\n      service: §${mark}\n${lines.map((line) => `        ${line}`).join("\n")}` });
const service = (written: string) => policyText({ for: `{ service: §${written} }` });

const NO_BREAK =
  'with a no-break space (U+00A0); remove it, or write it as "\\u00a0" in double quotes where it is meant';

describe("a policy is refused for", () => {
  test.for([
    [
      "a block with its line break",
      inBlock("|", "melon"),
      '"melon\\n" ends with a line break, as a block behind | does; write |- instead',
    ],
    [
      "a folded block with its line break",
      inBlock(">", "melon", "web"),
      '"melon web\\n" ends with a line break, as a block behind > does; write >- instead',
    ],
    [
      "a block that keeps several",
      inBlock("|+", "melon", ""),
      "ends with a line break, as a block behind | does; write |- instead",
    ],
    [
      "a block of two values",
      inBlock("|-", "melon", "web"),
      "has a line break in it, and so has no cell; write >- to join the lines, or a list",
    ],
    ["a no-break space behind a value", service("melon\u00a0"), `ends ${NO_BREAK}`],
    ["a no-break space before a value", service("\u00a0melon"), `begins ${NO_BREAK}`],
    ["a no-break space in double quotes", service('"melon\u00a0"'), `ends ${NO_BREAK}`],
    ["a no-break space in single quotes", service("'melon\u00a0'"), `ends ${NO_BREAK}`],
    ["an ideographic space", service("멜론\u3000"), "ends with an ideographic space (U+3000); remove it"],
    ["a zero-width space", service("melon\u200b"), "ends with a zero-width space (U+200B); remove it"],
    ["a Hangul filler", service("멜론\u3164"), "ends with an invisible character (U+3164); remove it"],
    ["a word joiner", service("\u2060melon"), "begins with an invisible character (U+2060); remove it"],
    ["a tab in quotes", service("'melon\t'"), "ends with a tab (U+0009); remove it"],
    ["nothing but a no-break space", service('"\u00a0"'), `begins ${NO_BREAK}`],
    ["a value in a list", policyText({ for: "{ service: [melon, §web\u00a0] }" }), `ends ${NO_BREAK}`],
    ["a column", policyText({ for: "{ §plan\u00a0: gold }" }), `"plan\u00a0" ends ${NO_BREAK}`],
    ["an amount", policyText({ give: "{ credit: §5 KRW\u00a0 }" }), `ends ${NO_BREAK}`],
    ["a revision", policyText({ revision: "§r1\u00a0" }), `ends ${NO_BREAK}`],
    ["a column that is named as prose is", policyText({ for: "{ why: §gold\u00a0 }" }), `ends ${NO_BREAK}`],
    ["a column because", policyText({ for: "{ because: §gold\u00a0 }" }), `ends ${NO_BREAK}`],
  ] as const)("%s", ([, source, message]) => {
    const { text, places } = marked(source);
    const [first = "", ...more] = policyComplaints(text);
    expect(more).toEqual([]);
    expect(first.split(" ")[0]).toBe(places[0]);
    expect(first).toContain(message);
  });
});

describe("an outage is refused for", () => {
  test.for([
    ["an id", outageText({ outage: "§o\u00a0" })],
    ["a service", outageText({ rest: 'services: { §"melon\u00a0": 2022-10-15/2022-10-16 }' })],
    [
      "a value of a column",
      outageText({ rest: "services: { a: { window: 2022-10-15/2022-10-16, where: { title: §x\u00a0 } } }" }),
    ],
  ] as const)("a no-break space behind %s", ([, source]) => {
    const { text, places } = marked(source);
    expect(outageComplaints(text)).toEqual([expect.stringContaining(`${places[0]} `)]);
    expect(outageComplaints(text)[0]).toContain(`ends ${NO_BREAK}`);
  });

  test("and so is a case.yaml", () => {
    expect(complaintsOf(() => readCase("policy: |\n  p.yaml\n", "c.yaml"), "c.yaml")).toEqual([
      '1:9 "p.yaml\\n" ends with a line break, as a block behind | does; write |- instead',
    ]);
  });
});

describe("nothing is said of", () => {
  test.for([
    ["a block without its line break", inBlock("|-", "melon")],
    ["a folded block of two lines", inBlock(">-", "melon", "web")],
    ["a plain blank in quotes", service('"melon "')],
    ["a no-break space inside", service("melon\u00a0web")],
    ["an escape", service('"melon\\u00a0"')],
    ["the escape of a line break", service('"melon\\n"')],
    ["a sign at the end", service("멜론🎵")],
    ["a heart with its variation", service("melon❤️")],
    ["why, in a block", policyText({ rule: "base\n    why: |\n      because\n      of it" })],
    ["because, in a block", policyText({ give: "\n      review:\n        because: |\n          ask\n          them" })],
  ] as const)("%s", ([, source]) => {
    expect(policyComplaints(marked(source).text)).toEqual([]);
  });

  test.for([["title"], ["source"]] as const)("the %s of an outage, in a block", ([key]) => {
    expect(outageComplaints(outageText({ rest: `${key}: |\n  down\n  for long` }))).toEqual([]);
  });
});

describe("of tags", () => {
  test.for([
    ["a text", policyText({ policy: "!!str §p" }), '"!!str"'],
    ["a list", policyText({ for: "{ service: !!seq §[a] }" }), '"!!seq"'],
    ["a block", policyText({ for: "!!map §{ service: a }" }), '"!!map"'],
    ["none in particular", policyText({ policy: "! §p" }), '"!"'],
  ] as const)("not even that of %s is taken", ([, source, tag]) => {
    const { text, places } = marked(source);
    expect(policyComplaints(text)).toEqual([`${places[0]} the tag ${tag} is not allowed; write the value alone`]);
  });
});

describe("an empty file", () => {
  test.for([
    ["nothing", ""],
    ["a comment", "# later\n"],
    ["a document without anything", "---\n"],
  ] as const)("%s", ([, text]) => {
    const place = text.startsWith("#") ? "1:1" : expect.stringMatching(/^1:\d/);
    expect(policyComplaints(text)).toEqual([expect.stringContaining("the file is empty; it begins with policy:")]);
    expect(outageComplaints(text)).toEqual([expect.stringContaining("the file is empty; it begins with outage:")]);
    expect(policyComplaints(text)[0]?.split(" ")[0]).toEqual(place);
    expect(readCase(text, "c.yaml").policy).toBe("policy.yaml");
  });
});

/**
 * The guides against the tool: what docs/POLICY.md shows is what the cases under fixtures/guide prove, every mapping that
 * docs/MAPPING.md shows is read, and no page leaves out a word of a language, a reason, a code or a column.
 *
 * A shown file stands in a fenced block, with `<!-- fixtures/guide/… -->` in the line above. After a case's policy comes
 * a table with one line per record: its id, what it is like, and what it gets.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { NOTES, REVIEW_REASONS, UNAFFECTED_REASONS } from "../src/domain/decision.ts";
import { canonicalColumns, RECORD_KINDS } from "../src/domain/record.ts";
import { REJECT_CODES } from "../src/domain/reject.ts";
import { jsonSchemas } from "../src/policy/json-schema.ts";
import { readMapping } from "../src/policy/read-mapping.ts";
import { WARNINGS } from "../src/report/summary.ts";
import { OUTPUT_COLUMNS } from "../src/run/decide/render.ts";
import { failureOf } from "./policy/marked.ts";

const GUIDE = "fixtures/guide";
const policyPage = readFileSync("docs/POLICY.md", "utf8");
const exportsPage = readFileSync("docs/EXPORTS.md", "utf8");
const recipesPage = readFileSync("docs/RECIPES.md", "utf8");
const mappingPage = readFileSync("docs/MAPPING.md", "utf8");
const cases = readdirSync(GUIDE).sort();
const blocks = blocksIn(policyPage);

describe("docs/POLICY.md", () => {
  test("every YAML block names its file in the line above", () => {
    expect(blocks.filter(({ language, file }) => language === "yaml" && file === undefined)).toEqual([]);
  });

  test.for(blocks.flatMap(({ file, content }) => (file === undefined ? [] : [[file, content] as const])))(
    "%s is shown byte for byte",
    ([file, content]) => {
      expect(content).toBe(readFileSync(file, "utf8"));
    },
  );

  test.for(cases)(
    "the case %s is shown with its policy, and with its outage and its date where they differ",
    (name) => {
      const shown = blocks.map(({ file }) => file);
      expect(shown).toContain(join(GUIDE, name, "policy.yaml"));
      const isUsual = (file: string) => read(name, file) === read("smallest", file);
      if (!isUsual("outage.yaml")) expect(shown).toContain(join(GUIDE, name, "outage.yaml"));
      if (asOfIn(name) !== asOfIn("smallest")) expect(sectionOf(name)).toContain(asOfIn(name));
    },
  );

  test.for(cases)("the table of %s has every record, with what the case expects for it", (name) => {
    const lines = new Map(tableIn(sectionOf(name)).map((cells) => [cells[0], cells.join(" | ")]));
    for (const id of recordsOf(name)) expect([...lines.keys()]).toContain(id);
    for (const { id, gets } of expectedOf(name)) expect(lines.get(id)).toContain(`\`${gets}\``);
  });

  test.for(["policy", "outage"])("every key and every fixed value of the %s schema is explained", (schema) => {
    expect(missing(wordsIn(schemaOf(schema)), policyPage)).toEqual([]);
  });

  test.for(["policy", "outage"])("every key of the %s schema stands in an example", (schema) => {
    const examples = cases.flatMap((name) => ["policy.yaml", "outage.yaml"].map((file) => read(name, file))).join("\n");
    expect(unwritten(schema, examples)).toEqual([]);
  });

  test("every reason, note and warning is explained", () => {
    expect(missing([...UNAFFECTED_REASONS, ...REVIEW_REASONS, ...NOTES, ...WARNINGS], policyPage)).toEqual([]);
  });
});

describe("docs/MAPPING.md", () => {
  const examples = blocksIn(mappingPage).filter(({ language }) => language === "yaml");

  test.for(examples.map(({ content }) => [/^mapping: (.*)/.exec(content)?.[1], content] as const))(
    "the mapping %s is read",
    ([name, content]) => {
      expect(readMapping(content, "mapping.yaml").name).toBe(name);
    },
  );

  test("every key and every fixed value is explained", () => {
    expect(missing(wordsIn(schemaOf("mapping")), mappingPage)).toEqual([]);
  });

  test("every key stands in an example", () => {
    expect(unwritten("mapping", examples.map(({ content }) => content).join("\n"))).toEqual([]);
  });

  test("the mistakes that are shown are told like that", () => {
    const columns = ["rental_id: 번호", "expire_at: { from: 만료일, time: yyyyMMdd }", STARTED];
    const text = ["mapping: m", "record: rental", "columns:", ...columns.map((line) => `  ${line}`)].join("\n");
    expect(mappingPage).toContain(`\n${failureOf(() => readMapping(text, "mapping.yaml"))?.message}\n`);
  });
});

describe("docs/RECIPES.md", () => {
  const examples = blocksIn(recipesPage).filter(({ language }) => language === "yaml");

  test.for(examples.map(({ content }) => [/^mapping: (.*)/m.exec(content)?.[1], content] as const))(
    "the mapping %s is read",
    ([name, content]) => {
      expect(readMapping(content, "mapping.yaml").name).toBe(name);
    },
  );

  test("every recipe has one", () => {
    // The first section is about all of them.
    const recipes = recipesPage.split(/^## /m).slice(2);
    const without = recipes.filter((recipe) => !blocksIn(recipe).some(({ content }) => /^mapping: /m.test(content)));
    expect(recipes.length).toBeGreaterThan(0);
    expect(without.map((recipe) => recipe.split("\n")[0])).toEqual([]);
  });
});

const STARTED = 'started_at: { from: 시작일시, time: "yyyy-MM-dd hh:mm" }';

test("every schema has its page", () => {
  expect([...jsonSchemas.keys()].sort()).toEqual(["mapping", "outage", "policy"]);
});

describe("docs/EXPORTS.md", () => {
  test("every column of every kind of export is explained", () => {
    expect(missing(RECORD_KINDS.flatMap(canonicalColumns), exportsPage)).toEqual([]);
  });

  test("every reject code is explained", () => {
    expect(missing(REJECT_CODES, exportsPage)).toEqual([]);
  });

  test("every column of every output is explained", () => {
    expect(missing(Object.values(OUTPUT_COLUMNS).flat(), exportsPage)).toEqual([]);
  });
});

interface Block {
  readonly language: string;
  /** The file that the line above names. */
  readonly file: string | undefined;
  readonly content: string;
}

function blocksIn(page: string): readonly Block[] {
  return [...page.matchAll(/(?:^<!-- (\S+) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, file, language = "", content = ""]) => ({ language, file, content }),
  );
}

function schemaOf(name: string): unknown {
  return JSON.parse(jsonSchemas.get(name)?.() ?? "");
}

/** The keys of a schema that stand in no example. */
function unwritten(schema: string, examples: string): readonly string[] {
  const written = new Set(examples.match(/[\w-]+(?=:)/g));
  return keysIn(schemaOf(schema)).filter((key) => !written.has(key));
}

/** From a case's policy to the next policy. */
function sectionOf(name: string): string {
  const [, after = ""] = policyPage.split(`<!-- ${GUIDE}/${name}/policy.yaml -->`);
  return after.split(/^<!-- \S+\/policy\.yaml -->/m)[0] ?? "";
}

function tableIn(section: string): readonly (readonly string[])[] {
  return [...section.matchAll(/^\| (.+) \|$/gm)].map(([, line = ""]) => line.split("|").map((cell) => cell.trim()));
}

function read(name: string, file: string): string {
  return readFileSync(join(GUIDE, name, file), "utf8");
}

function asOfIn(name: string): string | undefined {
  return /^as-of: (\S+)/m.exec(read(name, "case.yaml"))?.[1];
}

function recordsOf(name: string): readonly string[] {
  return readdirSync(join(GUIDE, name, "exports")).flatMap((file) => {
    const [, ...rows]: string[][] = parse(read(name, join("exports", file)));
    return rows.map(([id = ""]) => id);
  });
}

/** What each record of a case gets, in one word: a new end, an amount, or a reason. */
function expectedOf(name: string): readonly { readonly id: string; readonly gets: string }[] {
  const files = readdirSync(join(GUIDE, name, "expected")).filter((file) => file.endsWith(".csv"));
  return files.flatMap((file) => {
    const rows: Record<string, string>[] = parse(read(name, join("expected", file)), { columns: true });
    return rows.map((row) => ({
      id: row.record_id ?? "",
      gets: row.new_value ?? row.reason ?? `${row.amount} ${row.currency}`,
    }));
  });
}

/** The property names and the fixed values of a JSON Schema. */
function wordsIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(wordsIn);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === "properties" && typeof value === "object" && value !== null)
      return [...Object.keys(value), ...wordsIn(Object.values(value))];
    if (key === "enum" || key === "const") return [value].flat().map(String);
    return wordsIn(value);
  });
}

/** The property names alone. */
function keysIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => [
    ...(key === "properties" && typeof value === "object" && value !== null ? Object.keys(value) : []),
    ...keysIn(value),
  ]);
}

/** Words that do not stand as code in a page's text, outside its blocks. */
function missing(words: readonly string[], page: string): readonly string[] {
  const text = page.replaceAll(/^```[\s\S]*?^```$/gm, "");
  const explained = new Set([...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = ""]) => code.split(/[^\w-]+/)));
  return [...new Set(words)].filter((word) => !explained.has(word));
}

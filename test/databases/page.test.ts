/** What every section of docs/RECIPES.md has, also those of systems that are not run here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readRecipe, recipeTitles } from "./recipe.ts";

/** The columns of a subscription that every recipe exports, in order. */
const COLUMNS = [
  "subscription_id",
  "user_id",
  "service",
  "channel",
  "price",
  "currency",
  "started_at",
  "expires_at",
  "auto_renew",
];
const RUN = ["PostgreSQL", "MariaDB and MySQL", "SQLite"];
const WRITTEN = ["BigQuery", "Snowflake", "SQL Server"];
const EXPORTS = "fixtures/recipes/other-systems/exports";

interface WrittenMapping {
  readonly record: string;
  readonly columns: { readonly [column: string]: string | { readonly from?: string; readonly always?: string } };
}

test("the page has these sections", () => {
  expect(recipeTitles()).toEqual(["What every recipe does", ...RUN, ...WRITTEN, "Excel"]);
});

describe.for([...RUN, ...WRITTEN].map((title) => [title] as const))("%s", ([title]) => {
  const { files, commands } = readRecipe(title);

  test("has a table, its export under our names, a load and a mapping", () => {
    expect([...files.keys()].filter((name) => name !== "into-outfile.sql").sort()).toEqual([
      "export.sql",
      "load.sql",
      "mapping.yaml",
      "once.sql",
      "table.sql",
    ]);
    const exported = files.get("export.sql") ?? "";
    expect(COLUMNS.filter((name) => !exported.includes(name))).toEqual([]);
  });

  test("is begun by one block of commands and loaded by another, which verifies first", () => {
    expect(commands).toHaveLength(2);
    expect(commands[1]).toMatch(/^compensate verify 1 && [^\n]*\n$/);
  });

  test("loads in one transaction, compares old values and counts, and remembers ids", () => {
    const load = [...files]
      .filter(([name]) => ["once.sql", "load.sql"].includes(name))
      .map(([, content]) => content)
      .join("");
    expect(load).toMatch(/\b(?:BEGIN|START TRANSACTION|BEGIN TRANSACTION|BEGIN IMMEDIATE);/);
    for (const part of [
      "COMMIT",
      "old_value",
      "INSERT INTO",
      "compensation_loaded",
      "manifest.json counts",
      "load each run once, in order",
    ]) {
      expect(load).toContain(part);
    }
  });

  test("the mapping names every column, each from one of the table", () => {
    const { record, columns } = parse(files.get("mapping.yaml") ?? "") as WrittenMapping;
    const table = (files.get("table.sql") ?? "").toLowerCase();
    expect([record, Object.keys(columns)]).toEqual(["subscription", COLUMNS]);
    const sources = Object.values(columns).map((column) => (typeof column === "string" ? column : (column.from ?? "")));
    expect(sources.filter((source) => !new RegExp(`^  ${source.toLowerCase()} `, "m").test(table))).toEqual([]);
  });
});

test("the mapping of a Korean list names every column", () => {
  const { record, columns } = parse(readRecipe("Excel").files.get("mapping.yaml") ?? "") as WrittenMapping;
  expect([record, Object.keys(columns)]).toEqual(["subscription", COLUMNS]);
});

test.for(readdirSync(EXPORTS).map((name) => [name] as const))("%s has the header that its recipe writes", ([name]) => {
  const [header = ""] = readFileSync(join(EXPORTS, name), "utf8").split(/\r?\n/);
  expect(header.replace("\ufeff", "").replaceAll('"', "").split(/[,;]/)).toEqual(COLUMNS);
});

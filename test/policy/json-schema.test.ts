/** The JSON Schemas that editors use are those that the reader checks with, and they know all that is ever written. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchemas } from "../../src/policy/json-schema.ts";

/** As much of JSON Schema as zod writes. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: { readonly [key: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minItems?: number;
}

const schemas = new Map([...jsonSchemas].map(([name, text]) => [name, JSON.parse(text()) as Schema]));

function schemaOf(name: string): Schema {
  const schema = schemas.get(name);
  if (schema === undefined) throw new Error(`no schema ${name}`);
  return schema;
}

/** Where a value differs from a schema: `/rules/0/give: no form fits`; empty when it does not. */
function differences(value: unknown, schema: Schema, path = ""): readonly string[] {
  if (schema.anyOf !== undefined) {
    const tried = schema.anyOf.map((form) => differences(value, form, path));
    const best = tried.toSorted((a, b) => a.length - b.length)[0] ?? [];
    return best.length === 0 ? [] : [`${path}: no form fits; ${best[0]}`];
  }
  if (schema.enum !== undefined)
    return schema.enum.includes(value) ? [] : [`${path}: ${String(value)} is not a choice`];
  if (Array.isArray(value)) {
    if (schema.type !== "array") return [`${path}: a list`];
    return value.flatMap((item, index) => differences(item, schema.items ?? {}, `${path}/${index}`));
  }
  if (typeof value === "object" && value !== null) return differencesOfBlock(value, schema, path);
  const types = [schema.type ?? []].flat();
  return types.includes(typeof value) ? [] : [`${path}: a ${typeof value} where ${types.join(" or ")} is meant`];
}

function differencesOfBlock(value: object, schema: Schema, path: string): readonly string[] {
  if (schema.type !== "object") return [`${path}: a block`];
  const missing = (schema.required ?? [])
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => `${path}: lacks ${key}`);
  const wrong = Object.entries(value).flatMap(([key, inner]) => {
    const known = schema.properties?.[key] ?? schema.additionalProperties;
    if (known === undefined || known === false) return [`${path}: unknown key ${key}`];
    return known === true ? [] : differences(inner, known, `${path}/${key}`);
  });
  return [...missing, ...wrong];
}

/** Every key of every block, with the path that leads to it, that has no description. */
function undescribed(schema: Schema, path = ""): readonly string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    ...(isDescribed(inner) ? [] : [`${path}/${key}`]),
    ...undescribed(inner, `${path}/${key}`),
  ]);
  const { items, additionalProperties } = schema;
  const values = typeof additionalProperties === "object" ? undescribed(additionalProperties, `${path}/*`) : [];
  const elements = items === undefined ? [] : undescribed(items, `${path}/[]`);
  return [...own, ...values, ...elements, ...(schema.anyOf ?? []).flatMap((form) => undescribed(form, path))];
}

/** By itself, or by each of the forms that it may have. */
function isDescribed({ description, anyOf }: Schema): boolean {
  return (description ?? "") !== "" || (anyOf?.every(isDescribed) ?? false);
}

const written = readdirSync("fixtures", { recursive: true, encoding: "utf8" });

describe.for(["policy", "outage", "mapping"])("the schema of a %s", (name) => {
  test("is current", () => {
    expect(readFileSync(`schema/${name}.schema.json`, "utf8")).toBe(jsonSchemas.get(name)?.());
  });

  test("describes every key", () => {
    expect([...new Set(undescribed(schemaOf(name)))]).toEqual([]);
  });

  test("says what it is", () => {
    expect(schemaOf(name)).toMatchObject({ title: `compensate ${name}`, type: "object", additionalProperties: false });
    expect(JSON.stringify(schemaOf(name))).not.toContain('"scalar"');
  });

  test.for(written.filter((path) => path.endsWith(`${name}.yaml`)))("knows all of fixtures/%s", (path) => {
    const value: unknown = parse(readFileSync(join("fixtures", path), "utf8"));
    expect(differences(value, schemaOf(name))).toEqual([]);
  });
});

describe("an editor that knows YAML's own types", () => {
  const rule = { rule: "x", for: {}, give: "nothing" };
  const policy = { policy: "p", revision: 3, zone: "Asia/Seoul", rules: [rule] };

  test.for<readonly [string, object, number]>([
    ["a number as the revision", {}, 0],
    ["a boolean as a value", { rules: [{ ...rule, for: { paid: true } }] }, 0],
    ["a number among values", { rules: [{ ...rule, for: { plan: [1, "a", false] } }] }, 0],
    ["review: true", { rules: [{ ...rule, give: { review: true } }] }, 0],
    ["empty: false", { rules: [{ ...rule, for: { status: { empty: false } } }] }, 0],
    ["decimals as a number", { units: { CASH: { decimals: 0 } } }, 0],
    ["an unknown key", { extras: 1 }, 1],
    ["an unknown benefit", { rules: [{ ...rule, give: { refund: "5 KRW" } }] }, 1],
    ["an unknown hit", { hit: "last" }, 1],
    ["a rule without a name", { rules: [{ for: {}, give: "nothing" }] }, 1],
  ])("is told the right thing about %s", ([, change, wrong]) => {
    expect(differences({ ...policy, ...change }, schemaOf("policy")).length).toBe(wrong);
  });
});

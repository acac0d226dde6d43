/**
 * Holds a written value against a zod schema and says what differs, in the words of the person who wrote it.
 *
 * zod tells everything it tried; for a value that may have several forms, only the form that was meant is reported:
 * the one that already has the right outer type.
 */
import type { core, z } from "zod";
import { quoted } from "../domain/failure.ts";
import { complaintsAbout, type Document } from "./document.ts";
import type { Complain, Path, Problem } from "./problem.ts";
import { didYouMean } from "./suggest.ts";

export type Shaped<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

/** @param path where in the document the value stands; the whole of it unless given. */
export function shapeOf<Schema extends z.ZodType>(
  schema: Schema,
  document: Document,
  path: Path = [],
): Shaped<z.infer<Schema>> {
  const value = valueAt(document.value, path);
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const { problems, complain } = complaintsAbout(document);
  const context: Context = {
    start: path,
    base: [],
    value,
    schema,
    complain: (at, text, part) => complain([...path, ...at], text, part),
  };
  for (const issue of result.error.issues) report(issue, context);
  return { problems };
}

interface Context {
  /** Where the checked value stands in the document; every other path is inside that value. */
  readonly start: Path;
  readonly base: Path;
  readonly value: unknown;
  readonly schema: z.ZodType;
  readonly complain: Complain;
}

function report(issue: core.$ZodIssue, context: Context): void {
  const path = [...context.base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  const found = valueAt(context.value, path);
  const name = nameOf([...context.start, ...path]);
  switch (issue.code) {
    case "invalid_union": {
      const meant = formMeant(issue.errors);
      for (const inner of meant) report(inner, { ...context, base: path });
      return;
    }
    case "unrecognized_keys": {
      const known = knownKeys(context.schema, path);
      for (const key of issue.keys) {
        context.complain([...path, key], `unknown key ${quoted(key)}${didYouMean(key, known)}`, "key");
      }
      return;
    }
    case "invalid_value": {
      const known = issue.values.map(String);
      const choices = known.length > 12 ? "" : `; it is one of ${known.join(", ")}`;
      const near = typeof found === "string" ? didYouMean(found, known) : "";
      context.complain(path, `${name} cannot be ${shown(found)}${near || choices}`);
      return;
    }
    case "invalid_type":
      if (found === undefined) context.complain(path, `${name} is missing`);
      else
        context.complain(
          path,
          `${name} must be ${TYPE_WORDS.get(issue.expected) ?? issue.expected}, not ${shown(found)}`,
        );
      return;
    default:
      context.complain(path, `${name}: ${issue.message}`);
  }
}

const TYPE_WORDS = new Map<string, string>([
  ["string", "a single value"],
  ["array", "a list"],
  ["object", "a block of keys"],
  ["record", "a block of keys"],
]);

/** The alternative whose outer type is right, or else the first. */
function formMeant(forms: readonly (readonly core.$ZodIssue[])[]): readonly core.$ZodIssue[] {
  const isOuter = (issue: core.$ZodIssue) =>
    issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
  return (
    forms.find((issues) => !issues.some(isOuter)) ??
    forms.find((issues) => issues.some(({ code }) => code === "invalid_value")) ??
    forms[0] ??
    []
  );
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, step) ? Reflect.get(found, step) : undefined;
  }
  return found;
}

function nameOf(path: Path): string {
  const keys = path.filter((step) => typeof step === "string");
  const last = keys.at(-1);
  return last === undefined ? "the file" : quoted(String(last));
}

function shown(value: unknown): string {
  if (value === "") return "empty";
  if (typeof value === "string") return quoted(value);
  return Array.isArray(value) ? "a list" : "a block of keys";
}

/** Every key that any form of the schema at a path knows. */
function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let reached: readonly unknown[] = [schema];
  for (const step of path) reached = reached.flatMap(formsOf).flatMap((form) => childrenOf(form, step));
  return [...new Set(reached.flatMap(formsOf).flatMap((form) => Object.keys(shapeIn(form) ?? {})))];
}

interface SchemaDefinition {
  readonly innerType?: unknown;
  readonly options?: readonly unknown[];
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly shape?: { readonly [key: string]: unknown };
}

function definitionOf(schema: unknown): SchemaDefinition {
  return (typeof schema === "object" && schema !== null && "def" in schema ? schema.def : {}) as SchemaDefinition;
}

function formsOf(schema: unknown): readonly unknown[] {
  const { innerType, options } = definitionOf(schema);
  if (innerType !== undefined) return formsOf(innerType);
  return options === undefined ? [schema] : options.flatMap(formsOf);
}

function childrenOf(schema: unknown, step: string | number): readonly unknown[] {
  const { element, valueType } = definitionOf(schema);
  const child = typeof step === "number" ? element : (shapeIn(schema)?.[step] ?? valueType);
  return child === undefined ? [] : [child];
}

function shapeIn(schema: unknown): { readonly [key: string]: unknown } | undefined {
  return definitionOf(schema).shape;
}

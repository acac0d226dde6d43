/**
 * Holds a written value against a zod schema and says what differs, in the words of the person who wrote it.
 *
 * zod tells everything that it tried; for a value that may have several forms, only the form that was meant is reported:
 * the form that already has the right outer type.
 */
import type { core, z } from "zod";
import { quoted } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import { complaintsAbout, type Document } from "./document.ts";
import type { Complain, Path, Problem } from "./problem.ts";

export type Shaped<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

/** @param path where in the document the value stands; the whole of it unless given. */
export function shapeOf<Schema extends z.ZodType>(
  schema: Schema,
  document: Document,
  path: Path = [],
): Shaped<z.infer<Schema>> {
  const value = valueAt(document.value, path);
  // A schema is used once or twice, so that compiling it is not worth the time.
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return { value: result.data };
  const { problems, complain } = complaintsAbout(document);
  const context: Context = {
    start: path,
    base: [],
    value,
    schema,
    complain: (at, text, part) => complain([...path, ...at], text, part),
  };
  for (const issue of withoutEchoes(result.error.issues)) report(issue, context);
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

/** A value of the wrong type is not also called too short. */
function withoutEchoes(issues: readonly core.$ZodIssue[]): readonly core.$ZodIssue[] {
  const mistyped = new Set(issues.filter(({ code }) => code === "invalid_type").map(({ path }) => path.join("\0")));
  return issues.filter(({ code, path }) => code !== "too_small" || !mistyped.has(path.join("\0")));
}

function report(issue: core.$ZodIssue, context: Context): void {
  const path = [...context.base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  const found = valueAt(context.value, path);
  const name = nameOf([...context.start, ...path]);
  switch (issue.code) {
    case "invalid_union":
      if (found === undefined) context.complain(path, `${name} is missing`);
      else reportForms(issue.errors, path, context);
      return;
    case "unrecognized_keys": {
      const known = knownKeys(context.schema, path);
      for (const key of issue.keys) {
        context.complain([...path, key], `unknown key ${quoted(key)}${didYouMean(key, known)}`, "key");
      }
      return;
    }
    case "invalid_value": {
      if (found === undefined) context.complain(path, `${name} is missing`);
      else context.complain(path, `${name} cannot be ${shown(found)}${choicesFor(found, issue.values, path, context)}`);
      return;
    }
    case "too_small":
      context.complain(path, `${name} must not be empty`);
      return;
    case "invalid_type":
      if (found === undefined) context.complain(path, `${name} is missing`);
      else if (context.start.length + path.length === 0 && (found === null || found === ""))
        context.complain(path, `the file is empty; it begins with ${knownKeys(context.schema, [])[0]}:`);
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

type Issues = readonly core.$ZodIssue[];

function reportForms(forms: readonly Issues[], path: Path, context: Context): void {
  for (const issue of formMeant(forms)) report(issue, { ...context, base: path });
}

/**
 * The faults against the form that was meant: a form whose outer type is right, and among several such forms one that knows
 * every key; where none does, only the unknown keys are told. Where no form has the right type, the form with choices is named.
 */
function formMeant(forms: readonly Issues[]): Issues {
  const rightTypes = forms.filter((issues) => !issues.some(isOuter));
  const knowing = rightTypes.find((issues) => !issues.some(isUnknownKey));
  if (knowing !== undefined) return withoutEchoes(knowing);
  const [nearest] = rightTypes.toSorted((a, b) => unknownKeys(a) - unknownKeys(b));
  if (nearest !== undefined) return rightTypes.length > 1 ? nearest.filter(isUnknownKey) : nearest;
  return forms.find((issues) => issues.some(({ code }) => code === "invalid_value")) ?? forms[0] ?? [];
}

function isOuter({ path, code }: core.$ZodIssue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

function isUnknownKey({ path, code }: core.$ZodIssue): boolean {
  return path.length === 0 && code === "unrecognized_keys";
}

function unknownKeys(issues: Issues): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 0), 0);
}

/** The nearest choice, or all of them with the keys of a block that may stand there instead. */
function choicesFor(found: unknown, values: readonly unknown[], path: Path, { schema }: Context): string {
  const known = values.map(String);
  const keys = knownKeys(schema, path);
  const near = typeof found === "string" ? didYouMean(found, [...known, ...keys]) : "";
  if (near !== "") return near;
  const block = keys.length === 0 ? "" : `, or a block with ${keys.length > 1 ? "one of " : ""}${keys.join(", ")}`;
  return known.length > 12 ? "" : `; it is ${known.length > 1 ? "one of " : ""}${known.join(", ")}${block}`;
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

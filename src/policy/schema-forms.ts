/** What a zod schema allows at a path: the keys of its blocks, and a value that can stand in for one that it refuses. */
import { z } from "zod";
import type { Path } from "./problem.ts";

/** Every key that any form of the schema at a path knows. */
export function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  return [...new Set(formsAt(schema, path).flatMap((form) => Object.keys(definitionOf(form).shape ?? {})))];
}

/** Blocks that have one of several keys, and never two of them. */
export const rivalKeys = z.registry<{ readonly keys: readonly string[] }>();

/** The key of a block beside which one more key cannot stand; undefined where it can. */
export function findRival(schema: z.ZodType, path: Path, key: string, taken: ReadonlySet<string>): string | undefined {
  const rivals = formsAt(schema, path).flatMap(
    (form) => (form instanceof z.ZodType && rivalKeys.get(form)?.keys) || [],
  );
  return rivals.includes(key) ? rivals.find((each) => each !== key && taken.has(each)) : undefined;
}

/**
 * A value that the schema at a path takes. It means nothing: it stands where a value was told to be wrong, so that its
 * neighbors can be understood.
 */
export function standInAt(schema: z.ZodType, path: Path): unknown {
  return standInFor(formsAt(schema, path)[0]);
}

const STAND_IN = "?";

function standInFor(schema: unknown): unknown {
  const { type, innerType, options, element, shape, entries } = definitionOf(schema);
  if (innerType !== undefined) return standInFor(innerType);
  if (options !== undefined) return standInFor(options[0]);
  if (type === "array") return [standInFor(element)];
  if (type === "record") return {};
  if (entries !== undefined) return Object.values(entries)[0];
  if (shape === undefined) return STAND_IN;
  const needed = Object.entries(shape).filter(([, value]) => definitionOf(value).type !== "optional");
  return Object.fromEntries(needed.map(([key, value]) => [key, standInFor(value)]));
}

interface SchemaDefinition {
  readonly type?: string;
  readonly innerType?: unknown;
  readonly options?: readonly unknown[];
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly shape?: { readonly [key: string]: unknown };
  readonly entries?: { readonly [value: string]: string };
}

function definitionOf(schema: unknown): SchemaDefinition {
  return (typeof schema === "object" && schema !== null && "def" in schema ? schema.def : {}) as SchemaDefinition;
}

function formsAt(schema: z.ZodType, path: Path): readonly unknown[] {
  const reached = path.reduce<readonly unknown[]>(
    (forms, step) => forms.flatMap(formsOf).flatMap((form) => childrenOf(form, step)),
    [schema],
  );
  return reached.flatMap(formsOf);
}

function formsOf(schema: unknown): readonly unknown[] {
  const { innerType, options } = definitionOf(schema);
  if (innerType !== undefined) return formsOf(innerType);
  return options === undefined ? [schema] : options.flatMap(formsOf);
}

function childrenOf(schema: unknown, step: string | number): readonly unknown[] {
  const { element, valueType, shape } = definitionOf(schema);
  const child = typeof step === "number" ? element : (shape?.[step] ?? valueType);
  return child === undefined ? [] : [child];
}

/**
 * The faults that zod finds in a written value, in the words of the person who wrote it.
 *
 * zod tells everything that it tried; for a value that may have several forms, only the form that was meant is told: the
 * form that already has the right outer type.
 */
import type { core, z } from "zod";
import { quoted } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import { meantKey, unknownKeySays } from "./meant-key.ts";
import type { Path } from "./problem.ts";
import { findRival, knownKeys } from "./schema-forms.ts";

/** One fault, at a path inside the checked value. */
export type ShapeFault =
  | {
      readonly kind: "value";
      readonly path: Path;
      readonly message: string;
      /** Whether the value lacks something that a refused key may have been. */
      readonly isLack: boolean;
    }
  | {
      readonly kind: "unknown-key";
      readonly path: Path;
      readonly message: string;
      /** The key that was meant, where the block has neither it nor a key that excludes it. */
      readonly meant: string | undefined;
    };

/** A value that was held against a schema. */
export interface CheckedValue {
  /** Where the value stands in the document; every other path is inside the value. */
  readonly start: Path;
  readonly value: unknown;
  readonly schema: z.ZodType;
}

/** Every fault that there is to tell of at once; more may come out when these are mended. */
export function faultsIn(issues: Issues, checked: CheckedValue): readonly ShapeFault[] {
  const faults = faultsBelow(issues, [], checked);
  const meant = new Set(
    faults.flatMap((fault) =>
      fault.kind === "unknown-key" && fault.meant !== undefined
        ? [pathKey([...fault.path.slice(0, -1), fault.meant])]
        : [],
    ),
  );
  return faults.filter(({ path }) => !meant.has(pathKey(path)));
}

/** The value at a path of written values; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, step) ? Reflect.get(found, step) : undefined;
  }
  return found;
}

type Issues = readonly core.$ZodIssue[];

function faultsBelow(issues: Issues, base: Path, checked: CheckedValue): readonly ShapeFault[] {
  return withoutEchoes(issues).flatMap((issue) => faultsOf(issue, base, checked));
}

/** A value of the wrong type is not also called too short. */
function withoutEchoes(issues: Issues): Issues {
  const mistyped = new Set(issues.filter(({ code }) => code === "invalid_type").map(({ path }) => path.join("\0")));
  return issues.filter(({ code, path }) => code !== "too_small" || !mistyped.has(path.join("\0")));
}

function faultsOf(issue: core.$ZodIssue, base: Path, checked: CheckedValue): readonly ShapeFault[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  const found = valueAt(checked.value, path);
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, path, checked);
  const name = nameOf([...checked.start, ...path]);
  if (issue.code === "invalid_union" && found !== undefined) {
    const keys = knownKeys(checked.schema, path);
    if (isEmptyBlock(found) && hasSeveralBlocks(issue.errors))
      return [{ kind: "value", path, message: `${name} is empty; its keys are ${keys.join(", ")}`, isLack: true }];
    return faultsBelow(formMeant(issue.errors), path, checked);
  }
  return [{ kind: "value", path, message: wrongValueSays(issue, { name, path, found, checked }), isLack: false }];
}

function unknownKeys(keys: readonly string[], path: Path, { value, schema }: CheckedValue): readonly ShapeFault[] {
  const known = knownKeys(schema, path);
  const taken = new Set(Object.keys(valueAt(value, path) ?? {}));
  return keys.map((key) => {
    const meant = meantKey(key, known);
    const rival = meant === undefined ? undefined : findRival(schema, path, meant, taken);
    const isFree = meant !== undefined && rival === undefined && !taken.has(meant);
    if (isFree) taken.add(meant);
    const message = unknownKeySays(key, known, meant, rival);
    return { kind: "unknown-key", path: [...path, key], message, meant: isFree ? meant : undefined };
  });
}

interface WrongValue {
  readonly name: string;
  readonly path: Path;
  readonly found: unknown;
  readonly checked: CheckedValue;
}

function wrongValueSays(issue: core.$ZodIssue, { name, path, found, checked }: WrongValue): string {
  if (found === undefined) return `${name} is missing`;
  switch (issue.code) {
    case "invalid_value":
      return `${name} cannot be ${shown(found)}${choicesFor(found, issue.values, path, checked)}`;
    case "too_small":
      return `${name} must not be empty`;
    case "invalid_type":
      if (checked.start.length + path.length === 0 && (found === null || found === ""))
        return `the file is empty; it begins with ${knownKeys(checked.schema, [])[0]}:`;
      return `${name} must be ${TYPE_WORDS.get(issue.expected) ?? issue.expected}, not ${shown(found)}`;
    default:
      return `${name}: ${issue.message}`;
  }
}

const TYPE_WORDS = new Map<string, string>([
  ["string", "a single value"],
  ["array", "a list"],
  ["object", "a block of keys"],
  ["record", "a block of keys"],
]);

/**
 * The faults against the form that was meant: a form whose outer type is right, and among several such forms one that knows
 * every key; where none does, only the unknown keys are told. Where no form has the right type, the form with choices is named.
 */
function formMeant(forms: readonly Issues[]): Issues {
  const rightTypes = forms.filter((issues) => !issues.some(isOuter));
  const knowing = rightTypes.find((issues) => !issues.some(isUnknownKey));
  if (knowing !== undefined) return knowing;
  const [nearest] = rightTypes.toSorted((a, b) => countUnknown(a) - countUnknown(b));
  if (nearest !== undefined) return rightTypes.length > 1 ? nearest.filter(isUnknownKey) : nearest;
  return forms.find((issues) => issues.some(({ code }) => code === "invalid_value")) ?? forms[0] ?? [];
}

function hasSeveralBlocks(forms: readonly Issues[]): boolean {
  return forms.filter((issues) => !issues.some(isOuter)).length > 1;
}

function isEmptyBlock(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function isOuter({ path, code }: core.$ZodIssue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

function isUnknownKey({ path, code }: core.$ZodIssue): boolean {
  return path.length === 0 && code === "unrecognized_keys";
}

function countUnknown(issues: Issues): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 0), 0);
}

/** The nearest choice, or all of them with the keys of a block that may stand there instead. */
function choicesFor(found: unknown, values: readonly unknown[], path: Path, { schema }: CheckedValue): string {
  const known = values.map(String);
  const keys = knownKeys(schema, path);
  const near = typeof found === "string" ? didYouMean(found, [...known, ...keys]) : "";
  if (near !== "") return near;
  const block = keys.length === 0 ? "" : `, or a block with ${keys.length > 1 ? "one of " : ""}${keys.join(", ")}`;
  return known.length > 12 ? "" : `; it is ${known.length > 1 ? "one of " : ""}${known.join(", ")}${block}`;
}

function nameOf(path: Path): string {
  const last = path.findLast((step) => typeof step === "string");
  return last === undefined ? "the file" : quoted(String(last));
}

function shown(value: unknown): string {
  if (value === "") return "empty";
  if (typeof value === "string") return quoted(value);
  return Array.isArray(value) ? "a list" : "a block of keys";
}

function pathKey(path: Path): string {
  return JSON.stringify(path);
}

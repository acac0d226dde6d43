/**
 * Holds a written value against a zod schema, tells what differs, and mends it: what is wrong is replaced by a stand-in, and a
 * key that is nearly right gets its right name. So all the rest can be understood in the same round.
 */
import type { z } from "zod";
import type { Complaints } from "./complaints.ts";
import type { Part, Path } from "./problem.ts";
import { standInAt } from "./schema-forms.ts";
import { faultsIn, type ShapeFault, valueAt } from "./shape-faults.ts";

/** zod passes over some faults of a value that has others; no file needs as many rounds as this. */
const MOST_ROUNDS = 50;

/**
 * @param path where in the document the value stands.
 * @returns the value as the schema says. Where a path was told, it is a stand-in that means nothing.
 */
export function shapeOf<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  complaints: Complaints,
  path: Path = [],
): z.infer<Schema> {
  let mended = value;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    // A schema is used once or twice, so that compiling it is not worth the time.
    const result = schema.safeParse(mended, { jitless: true });
    if (result.success) return result.data;
    for (const fault of faultsIn(result.error.issues, { start: path, value: mended, schema })) {
      const at = [...path, ...fault.path];
      complaints.tell(at, fault.message, partOf(fault));
      if (fault.kind === "unknown-key" && fault.meant !== undefined)
        complaints.rename([...at.slice(0, -1), fault.meant], String(at.at(-1)));
      mended = withMended(mended, fault, schema);
    }
  }
  throw new Error(`a schema refuses its own stand-ins at ${path.join(".")}`);
}

function partOf(fault: ShapeFault): Part {
  if (fault.kind === "unknown-key") return "key";
  return fault.isLack ? "lack" : "value";
}

function withMended(value: unknown, fault: ShapeFault, schema: z.ZodType): unknown {
  const { path } = fault;
  if (fault.kind === "value") return withValue(value, path, standInAt(schema, path));
  const block = path.slice(0, -1);
  const entries = Object.entries(valueAt(value, block) ?? {});
  return withValue(value, block, Object.fromEntries(entries.flatMap(([key, each]) => renamedEntry(key, each, fault))));
}

/** A key that is not known goes, or takes the name that was meant. */
function renamedEntry(key: string, value: unknown, fault: ShapeFault): readonly (readonly [string, unknown])[] {
  if (key !== fault.path.at(-1)) return [[key, value]];
  return fault.kind === "unknown-key" && fault.meant !== undefined ? [[fault.meant, value]] : [];
}

function withValue(value: unknown, [step, ...below]: Path, standIn: unknown): unknown {
  if (step === undefined) return standIn;
  if (typeof step === "number" && Array.isArray(value))
    return value.map((each, index) => (index === step ? withValue(each, below, standIn) : each));
  const block: object = typeof value === "object" && value !== null ? value : {};
  return { ...block, [step]: withValue(valueAt(block, [step]), below, standIn) };
}

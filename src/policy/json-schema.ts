/**
 * JSON Schemas of the files that people write, made from the schemas that check them.
 *
 * Files are read as text throughout, but an editor reads YAML's own types: where we take any single value, the JSON
 * Schema allows a string, number or boolean.
 */
import { z } from "zod";
import { jsonText } from "../domain/json.ts";
import { writtenMapping } from "./written-mapping.ts";
import { writtenOutage } from "./written-outage.ts";
import { writtenPolicy } from "./written-policy.ts";

const SCHEMAS = { policy: writtenPolicy, outage: writtenOutage, mapping: writtenMapping } as const;

/** The text of each schema, by name. */
export const jsonSchemas: ReadonlyMap<string, () => string> = new Map(
  Object.entries(SCHEMAS).map(([name, schema]) => [name, () => schemaText(name, schema)]),
);

function schemaText(name: string, schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.scalar === true) {
        jsonSchema.type = ["string", "number", "boolean"] as never;
        delete jsonSchema.scalar;
        delete jsonSchema.minLength;
      }
      if (Array.isArray(jsonSchema.enum) && jsonSchema.enum.includes("true")) widenBooleans(jsonSchema);
    },
  });
  return jsonText({ ...json, title: `compensate ${name}` });
}

/** `review: true` is a boolean to an editor. */
function widenBooleans(jsonSchema: { type?: unknown; enum?: unknown[] }): void {
  delete jsonSchema.type;
  jsonSchema.enum = (jsonSchema.enum ?? []).map((value) =>
    value === "true" ? true : value === "false" ? false : value,
  );
}

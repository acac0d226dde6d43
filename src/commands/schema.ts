/** `compensate schema`: the JSON Schema of the files that people write, for editors and reviewers. */
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import { jsonSchemas } from "../policy/json-schema.ts";
import type { World } from "./steps/world.ts";

export const SCHEMA_NAMES: readonly string[] = [...jsonSchemas.keys()];

export async function printSchema(name: string, world: World): Promise<ExitCode> {
  const schema = jsonSchemas.get(name);
  if (schema === undefined) throw new Failure("usage", { found: `there is no schema "${name}"` });
  await world.out(schema());
  return EXIT.done;
}

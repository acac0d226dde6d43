/** `compensate schema`: the JSON Schema of the files that people write, for editors and reviewers. */
import { EXIT, type ExitCode, Failure } from "../domain/failure.ts";
import { jsonSchemas } from "../policy/json-schema.ts";
import type { SchemaName } from "./steps/choices.ts";
import type { World } from "./steps/world.ts";

export async function printSchema(name: SchemaName, world: World): Promise<ExitCode> {
  const schema = jsonSchemas.get(name);
  if (schema === undefined) throw new Failure("usage", { found: `there is no schema "${name}"` });
  await world.out(schema());
  return EXIT.done;
}

/** Why a command could not go on, as the one JSON document that it prints with `--json`. */
import type { Failure } from "../domain/failure.ts";
import { jsonText } from "../domain/json.ts";

/** @param code `bug` or `usage` for what is no failure of ours: a defect, or a command line that cannot be read. */
export function errorJson(code: "bug" | "usage", exit: number, message: string): string {
  return jsonText({ failure: { code, exit, message, place: null, problems: [] } });
}

/** Places have `line` and `column` where these are known; `problems` are those of files that people write. */
export function failureJson({ code, exit, message, place, details }: Failure): string {
  const problems = (details.problems ?? []).map((problem) => ({ ...problem.place, message: problem.message }));
  return jsonText({ failure: { code, exit, message, place: place ?? null, problems } });
}

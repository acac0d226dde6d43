/** An empty folder that goes away with the test that asked for it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export async function tempFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "compensate-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

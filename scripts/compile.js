// Keeps what V8 compiles of the bundle while it plans the demo, so that nobody has to wait for it (bin/bundle.js).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runBundle } from "../bin/bundle.js";

const kakao = fileURLToPath(new URL("../fixtures/kakao-2022", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "compensate-build-"));
try {
  const { bundle, writeCache } = runBundle();
  const words = `--jobs 1 --as-of 2022-10-21T11:00:00+09:00 --out ${join(folder, "plan")} --book ${join(folder, "book")}`;
  const rules = ["--outage", join(kakao, "outage.yaml"), "--policy", join(kakao, "policy.yaml")];
  await bundle.main(["node", "compensate", "plan", ...words.split(" "), ...rules, join(kakao, "exports")]);
  if (process.exitCode !== 0) throw new Error(`the demo ended with ${process.exitCode}`);
  writeCache();
  if (!runBundle().wasCompiled) throw new Error("what was compiled cannot be used");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

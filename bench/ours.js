// How we are started for a shape of the bench.
import { spawnSync } from "node:child_process";
import { BENCH, emptyOutput } from "./data.js";
import { planFindings } from "./findings.js";

const AS_OF = "2022-10-21T11:00:00+09:00";

/** Us, with so many threads. */
export function ours(jobs) {
  return {
    key: "ours",
    name: `compensate --jobs ${jobs}`,
    findings: planFindings,
    makesFolder: true,
    start: ({ shape, file, out, book }) =>
      compensate("plan", ["--jobs", String(jobs), "--book", book ?? `${out}-no-book`, "--out", out], shape, file),
  };
}

/** A book that holds all that a plan of the file gives. */
export function bookOf(shape, file) {
  const book = emptyOutput("book");
  const { command, args } = compensate("apply", ["--yes", "--max-rejects", "100%", "--book", book], shape, file);
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`no book could be made\n${stderr}`);
  return book;
}

function compensate(name, args, { shape, policy = "some", isMapped }, file) {
  return {
    command: process.execPath,
    args: [
      ...[
        `${BENCH}../bin/compensate.js`,
        name,
        "--quiet",
        ...args,
        "--as-of",
        AS_OF,
        "--outage",
        `${BENCH}outage.yaml`,
      ],
      ...["--policy", policy === "some" ? `${BENCH}policy.yaml` : `${BENCH}shapes/${policy}.yaml`],
      ...(isMapped ? ["--mapping", `${BENCH}shapes/${shape}.yaml`] : []),
      file,
    ],
  };
}

/**
 * Paths that name something else than a command takes, such as exports for `apply` or a plan for `plan`: what lies there is told,
 * and how it is meant to be used.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { KEYS } from "../../book/keys.ts";
import { MANIFEST, readManifest } from "../../book/manifest.ts";
import { SUMMARY } from "../../book/written-summary.ts";
import { Failure } from "../../domain/failure.ts";
import { join } from "../../domain/path.ts";
import type { ExportFile } from "../../input/discover.ts";
import { readOrdinary } from "../../input/ordinary-file.ts";
import { optionText } from "./next-command.ts";

/** A plan or a run has at least one of these files, even after somebody took some of its files away. */
const PARTS = [MANIFEST, KEYS, SUMMARY, "adjusted-expiry.csv", "refund-credit.csv"];

/** @throws Failure `not-a-plan` where a path is neither a plan nor a run, not even a damaged one. */
export function assertPlanOrRun(named: string, cwd: string): void {
  const path = resolve(cwd, named);
  if (!existsSync(path) || PARTS.some((part) => existsSync(join(path, part)))) return;
  const [found, next] = statSync(path).isDirectory() ? folderInPlace(path, named) : ["it is a file", undefined];
  throw new Failure("not-a-plan", { place: { file: named }, found, next });
}

function folderInPlace(path: string, named: string): readonly [found: string, next: string | undefined] {
  const names = readdirSync(path);
  const run = names
    .filter((name) => /^\d{4,}$/.test(name))
    .toSorted()
    .at(-1);
  if (run !== undefined)
    return ["it is a book, which holds runs", `Name one of its runs, such as ${join(named, run)}.`];
  if (names.length === 0) return ["the folder is empty", undefined];
  const apply = optionText(["compensate", "apply", "--outage", "outage.yaml", "--policy", "policy.yaml", named]);
  return [`the folder has no ${MANIFEST}`, `If it holds exports, name their rules, too: ${apply}`];
}

/** @throws Failure `not-a-plan` where a folder is a committed run. */
export function assertNoRun(named: string, cwd: string): void {
  const run = readManifest(resolve(cwd, named))?.manifest.run;
  if (run === undefined) return;
  throw new Failure("not-a-plan", {
    place: { file: named },
    found: `it is run ${run.number}, which is committed already`,
    next: `See it with compensate show ${run.number}, or take it back with compensate revert ${run.number}.`,
  });
}

/** @throws Failure `not-an-export` where a path of a command line is a plan, a run, or a file of rules. */
export function assertNoRules(exports: readonly ExportFile[], cwd: string): void {
  for (const { path } of exports) {
    const found = path === "-" ? undefined : (planAt(path, cwd) ?? rulesAt(path, cwd));
    if (found !== undefined) throw new Failure("not-an-export", { place: { file: path }, ...found });
  }
}

interface Found {
  readonly found: string;
  readonly next?: string;
}

function planAt(path: string, cwd: string): Found | undefined {
  if (!existsSync(resolve(cwd, path, MANIFEST))) return undefined;
  const manifest = readManifest(resolve(cwd, path))?.manifest;
  if (manifest === undefined) return undefined;
  if (manifest.run !== undefined) return { found: `it is run ${manifest.run.number} of a book` };
  return { found: "it is a plan", next: `To commit it: ${optionText(["compensate", "apply", path])}` };
}

/** A file of rules begins, after comments, with the key that says what it is. */
function rulesAt(path: string, cwd: string): Found | undefined {
  if (!/\.ya?ml$/i.test(path) || !existsSync(resolve(cwd, path))) return undefined;
  const text = readOrdinary(resolve(cwd, path))?.toString("utf8") ?? "";
  const [, kind] = /^(policy|outage|mapping):/m.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return {
    found: `it is ${kind === "outage" ? "an" : "a"} ${kind}`,
    next: `Name it with --${kind}, and name exports beside it.`,
  };
}

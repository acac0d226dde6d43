/** A project of a user's, in which the built program is installed and a fixture case lies. */
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BINARY } from "./binary.ts";
import { OUTAGE, POLICY } from "./small-case.ts";
import { tempFolder } from "./temp-folder.ts";

export interface Project {
  readonly folder: string;
  write(file: string, content: string): void;
  /** Runs a script in bash with these variables besides the usual ones, and `bin/` of the project before the usual path. */
  bash(script: string, env: { readonly [name: string]: string }): Promise<Ended>;
}

export interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

const RENTALS = "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";
export const RIGHT = "record_id,new_value\nr1,2022-10-24T10:00\n";
export const WRONG = RIGHT.replace("10-24", "10-25");

/** @param expected what the case in `fixtures/one` expects. */
export async function userProject(expected: string): Promise<Project> {
  const folder = await tempFolder();
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  write("package.json", '{ "private": true }\n');
  write("fixtures/one/outage.yaml", OUTAGE);
  write("fixtures/one/policy.yaml", POLICY);
  write("fixtures/one/exports/rentals.csv", RENTALS);
  write("fixtures/one/expected/adjusted-expiry.csv", expected);
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(BINARY, join(folder, "node_modules/.bin/compensate"));
  return { folder, write, bash: (script, env) => bash(script, folder, env) };
}

/** A program of this name that only says how it was called, in `bin/` of a project. */
export function writeStub(project: Project, name: string): void {
  project.write(`bin/${name}`, '#!/usr/bin/env bash\nprintf "[%s]" "$@"\n');
  chmodSync(join(project.folder, "bin", name), 0o755);
}

function bash(script: string, cwd: string, env: { readonly [name: string]: string }): Promise<Ended> {
  const { CI: _ci, GITHUB_STEP_SUMMARY: _summary, GITHUB_WORKSPACE: _workspace, ...usual } = process.env;
  const path = `${join(cwd, "bin")}:${usual.PATH ?? ""}`;
  return new Promise((resolve) => {
    execFile("bash", ["-c", script], { cwd, env: { ...usual, ...env, PATH: path } }, (error, out, err) => {
      resolve({ exit: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

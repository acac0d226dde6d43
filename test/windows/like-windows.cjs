/**
 * Loaded before the built program. It makes wine as strict as Windows is about a folder that is in use, and does what
 * befalls a program from outside at a certain call:
 *
 *     KILL_AT=7          ends the process before the seventh call that changes a file, without any notice
 *     COUNT_TO=FILE      writes how many such calls there were
 *     EVENTS_TO=FILE     writes which folders were flushed, and which were renamed to what, a line each
 *     SCANNED=3          the first three renames of a folder find it in use, as while a virus scanner looks into it
 *     RIVAL=FOLDER       a copy of this folder takes the place of the first committed run a moment before it is renamed
 */
const fs = require("node:fs");
const { join } = require("node:path");
const { isMainThread } = require("node:worker_threads");

const { KILL_AT, COUNT_TO, EVENTS_TO, SCANNED = "0", RIVAL } = process.env;
const CHANGES = ["mkdirSync", "openSync", "writeSync", "fsyncSync", "closeSync", "chmodSync", "renameSync", "rmSync"];

/** Opens a file that nobody else may have open. */
const EXCLUSIVELY = 0x10000000;

if (isMainThread) {
  const { cpSync, existsSync, openSync, closeSync, fsyncSync, readdirSync, renameSync, statSync, writeFileSync } = {
    ...fs,
  };
  const events = [];
  const opened = new Map();
  let toScan = Number(SCANNED);

  const refuse = (from, to) => {
    const error = new Error(`EPERM: operation not permitted, rename '${from}' -> '${to}'`);
    throw Object.assign(error, { code: "EPERM", errno: -4048, syscall: "rename" });
  };
  const isOpen = (path) => {
    try {
      closeSync(openSync(path, EXCLUSIVELY));
      return false;
    } catch (error) {
      return error.code === "EBUSY";
    }
  };
  fs.renameSync = (from, to) => {
    if (RIVAL !== undefined && /[\\/]0001$/.test(to)) cpSync(RIVAL, to, { recursive: true });
    if (toScan > 0 && !existsSync(to)) {
      toScan -= 1;
      refuse(from, to);
    }
    const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    if (files.some(({ parentPath, name }) => isOpen(join(parentPath, name)))) refuse(from, to);
    renameSync(from, to);
    events.push(`rename ${from} ${to}`);
  };
  fs.openSync = (path, ...words) => {
    const descriptor = openSync(path, ...words);
    opened.set(descriptor, path);
    return descriptor;
  };
  fs.fsyncSync = (descriptor) => {
    fsyncSync(descriptor);
    const path = opened.get(descriptor);
    if (statSync(path).isDirectory()) events.push(`flush ${path}`);
  };

  let calls = 0;
  for (const name of CHANGES) {
    const call = fs[name];
    fs[name] = (...words) => {
      calls += 1;
      if (calls === Number(KILL_AT)) process.kill(process.pid, "SIGKILL");
      return call(...words);
    };
  }
  if (COUNT_TO !== undefined) process.on("exit", () => writeFileSync(COUNT_TO, String(calls)));
  if (EVENTS_TO !== undefined) process.on("exit", () => writeFileSync(EVENTS_TO, events.join("\n")));
}

#!/usr/bin/env node
// Before anything is loaded: a signal that comes meanwhile waits until the program, which is then there, says what it does.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
const { runBundle } = require("./bundle.js");

runBundle("main").exports.main();

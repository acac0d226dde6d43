#!/usr/bin/env node
const { runBundle } = require("./bundle.js");

runBundle("main").exports.main();

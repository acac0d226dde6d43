// What a thread of compensate runs.
const { runBundle } = require("./bundle.js");

runBundle("worker");

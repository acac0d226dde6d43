// What the thread runs that makes the text of a file ahead of its reader.
const { runBundle } = require("./bundle.js");

runBundle("ahead");

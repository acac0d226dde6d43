// What the thread runs that unpacks.
const { runBundle } = require("./bundle.js");

runBundle("unpacker");

/** Another program on Windows that has something open: a folder as its own, as a terminal has, or a file. Says so in a file. */
const fs = require("node:fs");

const [kind, place, saysIn] = process.argv.slice(2);
if (kind === "folder") process.chdir(place);
else fs.openSync(place, "r");
fs.writeFileSync(saysIn, "");
setInterval(() => {}, 1 << 30);

// Brings the peers that are written for Python into a virtual environment of the bench's own: npm run bench:peers
//
// Its folder is new each time. The list of what is in it is written last: without the list the bench takes nothing from there.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { BENCH, DATA } from "../data.js";
import { VENV } from "../peers.js";

const inherited = { stdio: ["ignore", "inherit", "inherit"] };
mkdirSync(DATA, { recursive: true });
rmSync(VENV, { recursive: true, force: true });
try {
  execFileSync("python3", ["-m", "venv", VENV], inherited);
} catch {
  console.error("python3 can make no virtual environment; on Debian: apt-get install python3-venv");
  process.exit(1);
}
execFileSync(`${VENV}/bin/pip`, ["install", "--quiet", "-r", `${BENCH}peers/requirements.txt`], inherited);
const installed = execFileSync(`${VENV}/bin/pip`, ["freeze"], { encoding: "utf8" });
writeFileSync(`${VENV}/installed`, installed);
console.log(`${VENV} has\n${installed}`);

// Runs command lines, one after another, in what was built: what each writes ends with a zero byte, on standard output
// after the exit code.
import { runBundle } from "../../bin/bundle.js";

const { main } = runBundle("main").exports;
for (const emitter of [process, process.stdout, process.stderr]) emitter.setMaxListeners(0);
for (const line of JSON.parse(process.argv[2])) {
  await main([process.execPath, "compensate", ...line.split(" ").filter((word) => word !== "")]);
  process.stdout.write(`${process.exitCode}\0`);
  process.stderr.write("\0");
}
process.exitCode = 0;

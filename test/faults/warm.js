/**
 * The built program, kept warm: runs one command after another in one process, for the many re-runs of the fault tests.
 * `node warm.js DIST` takes lines of `{ cwd, words }` and answers each with `{ exit, said }`.
 */
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { argv, stdin, stdout } = process;
const load = (file) => import(pathToFileURL(`${argv[2]}/${file}`).href);
const { createProgram } = await load("cli/program.js");
const { createProcessWorld } = await load("cli/process-world.js");
const { Failure } = await load("domain/failure.js");
const { version } = JSON.parse(argv[3]);

for await (const line of createInterface({ input: stdin })) {
  const { cwd, words } = JSON.parse(line);
  process.chdir(cwd);
  stdout.write(`${JSON.stringify(await runWords(words))}\n`);
}

async function runWords(words) {
  const said = [];
  let exit = 0;
  const program = createProgram({
    version,
    makeWorld: (options) => ({
      ...createProcessWorld(options, version, { onInterrupt: () => () => {}, hold: async () => {} }),
      out: async () => {},
      say: (text) => said.push(text),
    }),
    onExit: (code) => {
      exit = code;
    },
  });
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    exit = error instanceof Failure ? error.exit : 70;
    said.push(error.stack ?? String(error));
  }
  return { exit, said: said.join("\n") };
}

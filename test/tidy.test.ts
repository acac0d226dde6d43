/** Keeps the house in order: who may import whom, one door for each library, sizes, and docs that name everything. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { REVIEW_REASONS, UNAFFECTED_REASONS } from "../src/domain/decision.ts";
import { EXIT } from "../src/domain/failure.ts";
import { REJECT_CODES } from "../src/domain/reject.ts";
import { CHECKS } from "../src/lint/finding.ts";

/** What each room may import besides itself. */
const MAY_IMPORT: { readonly [room: string]: readonly string[] } = {
  domain: [],
  rules: ["domain"],
  policy: ["rules", "domain"],
  kernel: ["domain"],
  input: ["kernel", "domain"],
  report: ["rules", "domain"],
  lint: ["policy", "rules", "input", "domain"],
  book: ["input", "kernel", "domain"],
  run: ["book", "input", "kernel", "rules", "domain"],
  "fixture-cases": ["run", "book", "input", "kernel", "policy", "rules", "domain"],
  diff: ["run", "book", "input", "kernel", "policy", "rules", "domain"],
  commands: ["diff", "lint", "fixture-cases", "run", "book", "report", "input", "kernel", "policy", "rules", "domain"],
  cli: ["commands", "run", "report", "input", "domain"],
  "": ["input", "kernel", "policy", "rules", "domain"],
};

/** What each part of a room may import of the other parts; modules that stand beside the parts may import them all. */
const PARTS: { readonly [room: string]: { readonly [part: string]: readonly string[] } } = {
  run: { rows: [], scan: ["rows"], decide: ["scan", "rows"], repeats: ["rows"], settle: ["decide", "repeats", "rows"] },
  commands: { steps: [] },
  input: { table: [], "json-lines": ["table"], workbook: ["table"], parquet: ["table"] },
};

/** The only modules, or rooms, that may import each library. */
const DOORS: { readonly [library: string]: readonly string[] } = {
  luxon: ["domain/zone.ts"],
  "dinero.js/currencies": ["domain/currency.ts"],
  yaml: ["policy/document.ts"],
  zod: ["policy/"],
  "fastest-levenshtein": ["domain/suggest.ts"],
  "@exodus/bytes/multi-byte.js": ["input/encoding-advice.ts", "input/open-decoder.ts"],
  "@exodus/bytes/single-byte.js": ["input/open-decoder.ts"],
  "@zip.js/zip.js": ["input/workbook/archive.ts", "input/zip-library.ts", "report/sheets/workbook-file.ts"],
  saxen: ["input/workbook/xml-part.ts"],
  "parquet-wasm/node": ["input/parquet/"],
  "csv-parse": ["input/csv-reader.ts"],
  "csv-parse/sync": ["input/csv-reader.ts"],
  "csv-stringify/sync": ["input/csv-writer.ts"],
  tinyglobby: ["input/discover.ts"],
  "fast-string-width": ["report/table.ts"],
  commander: ["cli/"],
  chalk: ["cli/process-world.ts"],
  ora: ["cli/progress.ts"],
  "node:fs": ["kernel/instance.ts", "input/", "run/", "book/", "fixture-cases/", "diff/", "commands/", "cli/"],
  "node:fs/promises": ["input/"],
  "node:worker_threads": ["input/ahead-thread.ts", "input/ahead-worker.ts", "run/thread.ts", "run/worker.ts"],
};

/** Folders that hold the modules of one task; the modules around them may import each other. */
const FOLDERS = [
  ...["commands/help", "input/inspect", "input/mapped", "kernel/wasm"],
  ...["report/page", "report/page/charts", "report/report-words", "report/sentences", "report/sheets"],
];

const LONGEST_MODULE = 250;

interface Module {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const modules: readonly Module[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => {
    const text = readFileSync(join("src", path), "utf8");
    const imports = [
      ...text.matchAll(
        /^(?:import|export) [^"]*?from "([^"]+)";|^import "([^"]+)";|^} from "([^"]+)";|\bimport\("([^"]+)"\)/gms,
      ),
    ].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? "");
    return { path, room: path.includes("/") ? (path.split("/")[0] ?? "") : "", text, imports };
  });

const byPath = new Map(modules.map((module) => [module.path, module]));

/** Paths of our modules that a module imports. AssemblyScript leaves the ending out. */
function importedBy({ path, imports }: Module): readonly string[] {
  return imports
    .filter((name) => name.startsWith("."))
    .map((name) => normalize(join(dirname(path), name)))
    .map((target) => (target.endsWith(".ts") ? target : `${target}.ts`));
}

/** Groups of modules that all import each other, directly or over others of the group. */
function circles(): readonly string[] {
  const reached = new Map(modules.map((module) => [module.path, reachedFrom(module)]));
  const groups = modules
    .filter(({ path }) => reached.get(path)?.has(path))
    .map(({ path }) => [...(reached.get(path) ?? [])].filter((other) => reached.get(other)?.has(path)));
  return [...new Set(groups.map((group) => group.sort().join(", ")))].sort();
}

function reachedFrom(module: Module): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [module];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const path of importedBy(next)) {
      const target = byPath.get(path);
      if (target === undefined || reached.has(path)) continue;
      reached.add(path);
      waiting.push(target);
    }
  }
  return reached;
}

describe("the rooms", () => {
  test.for(Object.entries(MAY_IMPORT))("%s imports only what lies to its right", ([room, allowed]) => {
    const strays = modules
      .filter((module) => module.room === room)
      .flatMap(({ path, imports }) =>
        imports
          .filter((name) => name.startsWith("."))
          .map((name) => normalize(join(dirname(path), name)))
          .filter((target) => ![room, ...allowed].includes(target.split("/")[0] ?? "") && target.includes("/"))
          .map((target) => `${path} -> ${target}`),
      );
    expect(strays).toEqual([]);
  });

  test.for(Object.entries(PARTS).flatMap(([room, parts]) => Object.keys(parts).map((part) => [room, part] as const)))(
    "%s/%s imports of its room only the parts to its right",
    ([room, part]) => {
      const allowed = [part, ...(PARTS[room]?.[part] ?? [])].map((name) => `${room}/${name}/`);
      const own = modules.filter(({ path }) => path.startsWith(`${room}/${part}/`));
      const strays = own.flatMap((module) =>
        importedBy(module)
          .filter((path) => path.startsWith(`${room}/`) && !allowed.some((place) => path.startsWith(place)))
          .map((path) => `${module.path} -> ${path}`),
      );
      expect(own.length).toBeGreaterThan(0);
      expect(strays).toEqual([]);
    },
  );

  test("every folder in a room is one of its parts", () => {
    const folders = modules.filter(({ path }) => path.split("/").length > 2).map(({ path }) => dirname(path));
    const known = Object.entries(PARTS).flatMap(([room, parts]) => Object.keys(parts).map((part) => `${room}/${part}`));
    expect([...new Set(folders)].sort()).toEqual([...known, ...FOLDERS].sort());
  });

  test("the AssemblyScript imports nothing but itself, and nobody imports it", () => {
    const isWithin = ({ path }: Module) => path.startsWith("kernel/wasm/");
    const strays = modules.flatMap((module) =>
      module.imports
        .filter((name) => name.startsWith("."))
        .map((name) => normalize(join(dirname(module.path), name)))
        .filter((target) => target.startsWith("kernel/wasm/") !== isWithin(module))
        .map((target) => `${module.path} -> ${target}`),
    );
    expect(modules.filter(isWithin).length).toBeGreaterThan(5);
    expect(strays).toEqual([]);
  });

  test("WebAssembly is loaded by one module", () => {
    const strays = modules.filter(({ text }) => /\bWebAssembly\./.test(text)).map(({ path }) => path);
    expect(strays).toEqual(["kernel/instance.ts"]);
  });

  test("every room is in the table", () => {
    expect([...new Set(modules.map(({ room }) => room))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  test("no module imports itself over others, for types neither", () => {
    expect(circles()).toEqual([]);
  });

  test.for(Object.entries(DOORS))("%s enters by its own door", ([library, doors]) => {
    const strays = modules
      .filter(({ imports }) => imports.includes(library))
      .filter(({ path }) => !doors.some((door) => path === door || (door.endsWith("/") && path.startsWith(door))))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  test("every outside library has a door", () => {
    const outside = modules
      .flatMap(({ imports }) => imports)
      .filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
    expect(outside.filter((name) => !(name in DOORS))).toEqual([]);
  });
});

describe("the modules", () => {
  test.for(modules.map(({ path, text }) => [path, text] as const))("%s is one thing, and says which", ([, text]) => {
    expect(text.split("\n").length).toBeLessThanOrEqual(LONGEST_MODULE + 1);
    expect(text.startsWith("/**")).toBe(true);
  });

  test("whatever is read is opened as an ordinary file, but for exports, our own scratch files and the program itself", () => {
    const own = [
      "run/rows/scratch-file.ts",
      "diff/partitions.ts",
      "diff/change-store.ts",
      "book/staging.ts",
      "book/id-places.ts",
    ];
    const program = ["kernel/instance.ts", "cli/main.ts", "input/parquet/library.ts"];
    const allowed = ["input/ordinary-file.ts", "input/source.ts", ...own, ...program];
    const strays = modules
      .filter(({ path }) => !allowed.includes(path))
      .filter(({ text }) =>
        /\breadFileSync\(|\bopenSync\((?!path, constants\.(?:O_RDONLY \| constants\.O_DIRECTORY|O_RDWR\)\);))/.test(
          text,
        ),
      )
      .map(({ path }) => path);
    expect(strays).toEqual([]);
    const streams = modules
      .filter(({ text }) => /createReadStream\((?!path, \{ fd:)/.test(text))
      .map(({ path }) => path);
    expect(streams).toEqual([]);
  });

  test("a name is exported by one module alone", () => {
    const names = modules
      .filter(({ path }) => !path.startsWith("kernel/wasm/"))
      .flatMap(({ text }) =>
        [...text.matchAll(/^export (?:async )?(?:function\*?|const|let|type|interface|class) (\w+)/gm)].map(
          ([, name = ""]) => name,
        ),
      );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("modules and folders that comments and pages name are there", () => {
    const pages = ["docs/ARCHITECTURE.md", "docs/GLOSSARY.md", "CONTRIBUTING.md"];
    const texts = [
      ...modules.map(({ path, text }) => [path, text] as const),
      ...pages.map((path) => [path, readFileSync(path, "utf8")] as const),
    ];
    // Folders of a fixture case are named as they are seen from the case, modules of a room as they are seen from the room.
    const places = [
      "src",
      ".",
      "fixtures/kakao-2022",
      "src/run",
      "src/commands",
      "src/input",
      "src/kernel",
      "src/report",
    ];
    const strays = texts.flatMap(([path, text]) =>
      [...text.matchAll(/`([\w-]+\/(?:[\w/-]+\.ts)?)`/g)]
        .map(([, named = ""]) => named)
        .filter((named) => !places.some((place) => existsSync(join(place, named))))
        .map((named) => `${path}: ${named}`),
    );
    expect(strays).toEqual([]);
  });

  test("only cli/ touches the process, the clock and the terminal", () => {
    const strays = modules
      .filter(({ room }) => room !== "cli")
      .filter(({ text }) => /Date\.now|new Date\(\)|process\.(env|argv|exit|std)|console\./.test(text))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  test("paths that are shown or written down are joined with forward slashes", () => {
    // These two are given absolute paths.
    const strays = modules
      .filter(({ room, path }) => !["book", "run"].includes(room) && path !== "domain/path.ts")
      .filter(({ text }) => /^import \{[^}]*\b(join|relative|sep)\b[^}]*\} from "node:path"/m.test(text))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  test("nothing is written as any, asserted away or left for later", () => {
    const strays = modules
      .filter(({ text }) => /\bas any\b|: any\b|@ts-|biome-ignore|TODO|FIXME/.test(text))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });
});

test("the package has the bundles, what the library entry may import, and no other module", () => {
  const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { files: readonly string[] };
  const modules = ["bin", "index.d.ts", "index.js", ...(MAY_IMPORT[""] ?? [])].map((part) => `dist/${part}`);
  expect(files).toEqual(["bin", ...modules.sort(), "schema", "docs", "CHANGELOG.md"]);
});

describe("the docs", () => {
  const readme = readFileSync("README.md", "utf8");
  const policyGuide = readFileSync("docs/POLICY.md", "utf8");
  const exportsGuide = readFileSync("docs/EXPORTS.md", "utf8");

  test.for(Object.values(EXIT).map((code) => [code] as const))("README names exit code %i", ([code]) => {
    expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
  });

  test.for(REJECT_CODES.map((code) => [code] as const))("EXPORTS names the reject code %s", ([code]) => {
    expect(exportsGuide).toContain(`\`${code}\``);
  });

  test.for([...UNAFFECTED_REASONS, ...REVIEW_REASONS].map((reason) => [reason] as const))(
    "POLICY names the reason %s",
    ([reason]) => {
      expect(policyGuide).toContain(`\`${reason}\``);
    },
  );

  test.for(Object.entries(CHECKS))("LINT names the check %s with its severity", ([check, severity]) => {
    const sections = { error: "## Errors", warning: "## Warnings", info: "## Notes" };
    const section = readFileSync("docs/LINT.md", "utf8").split(sections[severity])[1]?.split("\n## ")[0];
    expect(section).toMatch(new RegExp(`^\\| \`${check}\` `, "m"));
  });

  test("every run-time dependency has its line in DECISIONS", () => {
    const decisions = readFileSync("docs/DECISIONS.md", "utf8");
    const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object };
    expect(Object.keys(dependencies).filter((name) => !decisions.includes(`\`${name}\``))).toEqual([]);
  });
});

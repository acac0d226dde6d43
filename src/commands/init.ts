/** `compensate init`: a starting point that already runs, made from exports or from a small example. Gives nothing to anybody. */
import { isAboutPeople } from "../domain/column-words.ts";
import { EXIT, type ExitCode, Failure, visible } from "../domain/failure.ts";
import { instantText } from "../domain/format-timestamp.ts";
import type { InspectedFile } from "../domain/inspection.ts";
import { join } from "../domain/path.ts";
import { COLUMNS, canonicalColumns, type RecordKind } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import { canonicalCell } from "../input/inspect/canonical-cell.ts";
import { type Combination, findCombinations } from "../input/inspect/find-combinations.ts";
import { inDialect } from "../input/inspect/find-dialect.ts";
import { storedSource } from "../input/source.ts";
import { isCanonicalFile, mappingDraft } from "../report/mapping-draft.ts";
import { type FoundGroup, startingFiles } from "../report/starting-point.ts";
import { type InspectedExport, inspectFiles } from "./inspect.ts";
import { MAPPING } from "./steps/find-mapping.ts";
import { refuseExisting, writeNew } from "./steps/new-files.ts";
import { optionText } from "./steps/next-command.ts";
import type { World } from "./steps/world.ts";

export interface InitOptions {
  /** Where the files are written. */
  readonly folder: string;
  /** Exports to look at; none for a small example. */
  readonly from: readonly string[];
  readonly quiet: boolean;
  /** The number of threads; more than two are of no use. */
  readonly jobs: number;
}

/** @throws Failure `file-exists` with every file that is there already; nothing is written then. */
export async function init({ folder, from, quiet, jobs }: InitOptions, world: World): Promise<ExitCode> {
  if (from.includes("-"))
    throw new Failure("usage", {
      found: "init reads exports twice, and standard input only once",
      next: "Write it to a file first, and name that.",
    });
  const inspected = from.length === 0 ? [] : await inspectFiles(from, { encoding: undefined, jobs }, world);
  const files = inspected.map(({ facts }) => facts);
  const groups = files.length === 0 ? EXAMPLES : await groupsIn(inspected, world.cwd);
  const today = instantText(world.now(), openZone(ZONE)).slice(0, "2022-10-21".length);
  const version = world.tool.tool.split(" ")[1] ?? "";
  const texts = new Map(startingFiles({ groups, exports: files.map(({ path }) => path), today, version }));
  const needsMapping = files.some((file) => !isCanonicalFile(file));
  if (needsMapping) texts.set(MAPPING, mappingDraft(files, "exports"));
  const written = [...texts].map(([path, text]) => ({ path: folder === "." ? path : join(folder, path), text }));
  refuseExisting(
    written.map(({ path }) => path),
    world.cwd,
  );
  for (const { path, text } of written) writeNew(path, text, world.cwd);
  if (!quiet) await world.out(nextSteps(written, { folder, exports: files, needsMapping }));
  return EXIT.done;
}

const ZONE = "Asia/Seoul";
/** Stands for a service that no column says. */
const UNNAMED = "my-service";

const EXAMPLES: readonly FoundGroup[] = [
  exampleGroup("music", "web", { price: "10900", currency: "KRW", started_at: "2024-03-01", expires_at: "2024-03-31" }),
  exampleGroup("music", "apple", {
    price: "10900",
    currency: "KRW",
    started_at: "2024-03-05",
    expires_at: "2024-04-05",
  }),
  exampleGroup("cloud", "web", { price: "2900", currency: "KRW", started_at: "2024-02-20", expires_at: "2024-03-20" }),
];

function exampleGroup(service: string, channel: string, cells: { readonly [column: string]: string }): FoundGroup {
  const example = new Map(Object.entries({ service, channel, ...cells }));
  return { kind: "subscription", service, channel, rows: 1, example };
}

async function groupsIn(files: readonly InspectedExport[], cwd: string): Promise<readonly FoundGroup[]> {
  const groups = new Map<string, FoundGroup>();
  for (const file of files) {
    for (const group of await groupsOf(file, cwd)) {
      const key = [group.kind, group.service, group.channel ?? "\n"].join("\0");
      const known = groups.get(key);
      groups.set(key, known === undefined ? group : { ...known, rows: known.rows + group.rows });
    }
  }
  const found = [...groups.values()].toSorted((a, b) => b.rows - a.rows);
  return found.length === 0 ? EXAMPLES : found;
}

async function groupsOf({ file: stored, facts: file }: InspectedExport, cwd: string): Promise<readonly FoundGroup[]> {
  const kind = kindIn(file);
  const placeOf = (column: string) => file.columns.findIndex(({ meaning }) => meaning?.column === column);
  const service = placeOf("service");
  const channel = placeOf("channel");
  const source = inDialect(storedSource(stored, cwd), file.dialect);
  const combinations = await findCombinations(source, file, [service, channel]);
  return combinations.flatMap((combination): FoundGroup[] => {
    const example = exampleOf(file, kind, combination);
    const name = service < 0 ? UNNAMED : (example.get("service") ?? "");
    // A row without a service is no record, and a total is none.
    if (name === "") return [];
    const sold = channel < 0 ? undefined : (example.get("channel") ?? "");
    return [{ kind, service: name, channel: sold, rows: combination.rows, example: example.set("service", name) }];
  });
}

function kindIn({ columns }: InspectedFile): RecordKind {
  const kinds = columns.flatMap(({ meaning }) => (meaning?.record === undefined ? [] : [meaning]));
  return (kinds.find(({ known }) => known === "name") ?? kinds[0])?.record ?? "subscription";
}

/** The cells of the first row, without ids and people, and without what cannot be read. */
function exampleOf(file: InspectedFile, kind: RecordKind, { examples: [row = []] }: Combination): Map<string, string> {
  const own = canonicalColumns(kind);
  const cells = file.columns.flatMap((column, index): (readonly [string, string])[] => {
    const target = column.meaning?.column;
    if (target === undefined || !own.includes(target) || target.endsWith("_id") || isAboutPeople(target)) return [];
    const text = row[index] ?? "";
    const isNothing = column.missing.some((missing) => missing.text === text);
    return [[target, isNothing ? "" : canonicalCell(column, target, text)]];
  });
  return withoutDoubts(new Map(cells), kind);
}

/** Leaves out amounts without a currency, and periods that end before they begin. */
function withoutDoubts(example: Map<string, string>, kind: RecordKind): Map<string, string> {
  const isCode = /^[A-Z]{3}$/.test(example.get("currency") ?? "");
  for (const column of COLUMNS[kind].money)
    if (!isCode || !/^\d+(?:\.\d{1,2})?$/.test(example.get(column) ?? "")) example.delete(column);
  if (!isCode) example.delete("currency");
  if (!/^(?:true|false|)$/.test(example.get("auto_renew") ?? "")) example.delete("auto_renew");
  const start = example.get("started_at") ?? "";
  for (const column of ["expires_at", "next_billing_at"])
    if ((example.get(column) ?? "").slice(0, 10) < start.slice(0, 10)) example.delete(column);
  return example;
}

interface Made {
  readonly folder: string;
  readonly exports: readonly InspectedFile[];
  readonly needsMapping: boolean;
}

function nextSteps(written: readonly { readonly path: string }[], { folder, exports, needsMapping }: Made): string {
  const at = (path: string) => (folder === "." ? path : join(folder, path));
  const mapping = needsMapping ? ["--mapping", at(MAPPING)] : [];
  const paths = exports.length === 0 ? [at("fixtures/first-records/exports")] : exports.map(({ path }) => path);
  const plan = [
    "compensate",
    "plan",
    "--outage",
    at("outage.yaml"),
    "--policy",
    at("policy.yaml"),
    ...mapping,
    ...paths,
  ];
  const steps = [
    `Write into ${visible(at("outage.yaml"))} what happened, and when.`,
    ...(needsMapping ? [`Take the marks of right guesses away in ${visible(at(MAPPING))}.`] : []),
    `Write into ${visible(at("policy.yaml"))} what each rule gives. Every rule asks a person for now.`,
    `Hold it to the case: ${optionText(["compensate", "check", at("fixtures")])}`,
    `Look at what it comes to: ${optionText(plan)}`,
    `Copy ${visible(at("ci.yaml"))} to .github/workflows, so that every change is checked.`,
  ];
  const lines = steps.map((step, index) => `  ${index + 1}. ${step}`);
  const files = written.map(({ path }) => `  ${visible(path)}`);
  return `Wrote\n${files.join("\n")}\n\nWhat to do next\n${lines.join("\n")}\n`;
}

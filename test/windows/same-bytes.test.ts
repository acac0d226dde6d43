/** What the built program does on Windows, and that it comes to the same bytes as here. */
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Ended, runBinary } from "../support/binary.ts";
import { KAKAO } from "../support/kakao-book.ts";
import { OUTAGE, POLICY } from "../support/small-case.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { contentsOf, treeOf } from "../support/tree.ts";
import { LEFT_OUT, runOnWindows } from "./wine.ts";

const RULES = "--outage outage.yaml --policy policy.yaml";
const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";
const RENTALS = "rental_id,user_id,service,started_at,expires_at";
const GOOD = "R-1,u-1,kakaopage,2022-10-14T10:00,2022-10-20T10:00";
const BAD = "R-2,u-2,kakaopage,soon,2022-10-20T10:00";

/** The same files in two folders, one for each system. */
async function twice(files: { readonly [file: string]: string }): Promise<{ here: string; windows: string }> {
  const folder = await tempFolder();
  const places = { here: join(folder, "here"), windows: join(folder, "windows") };
  for (const place of Object.values(places)) {
    for (const [file, content] of Object.entries({ "outage.yaml": OUTAGE, "policy.yaml": POLICY, ...files })) {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      writeFileSync(join(place, file), content);
    }
  }
  return places;
}

/** Runs a command line on both, with the slashes of each; `/` stands in paths only. */
async function runTwice(line: string, { here, windows }: { here: string; windows: string }): Promise<Ended> {
  const ran = await runBinary(line, { cwd: here });
  const onWindows = await runOnWindows(line.replaceAll("/", "\\"), { cwd: windows });
  // Shells differ in their quotes.
  expect(onWindows).toEqual({ ...ran, out: ran.out.replaceAll("'", '"') });
  expect(treeOf(windows)).toEqual(treeOf(here));
  expect(contentsOf(windows)).toEqual(contentsOf(here));
  return ran;
}

describe.skipIf(LEFT_OUT !== "")(`on Windows, as here${LEFT_OUT}`, { timeout: 120_000 }, () => {
  test("the Kakao case from plan to revert", async () => {
    const places = await twice({});
    for (const place of Object.values(places)) cpSync(KAKAO, place, { recursive: true });
    const steps = [
      `plan ${RULES} ${AS_OF} exports/`,
      "apply --yes compensation-plan",
      "verify",
      "verify --recompute",
      "apply --yes compensation-plan",
      "history",
      "diff 1 --format csv",
      `explain GG-01 ${RULES} ${AS_OF} exports`,
      "check --coverage .",
      "lint",
      `revert 1 --yes ${AS_OF}`,
      "verify --recompute",
      "verify ./compensations/0002 --json",
    ];
    for (const line of steps) expect([line, (await runTwice(line, places)).exit]).toEqual([line, 0]);
  });

  test("a plan made on one is applied and proved on the other", async () => {
    const { here, windows } = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n` });
    await runBinary(`plan ${RULES} ${AS_OF} in`, { cwd: here });
    await runOnWindows(`plan ${RULES} ${AS_OF} in\\`, { cwd: windows });
    cpSync(join(here, "compensation-plan"), join(windows, "from-here"), { recursive: true });
    cpSync(join(windows, "compensation-plan"), join(here, "from-windows"), { recursive: true });
    expect(await runOnWindows("apply --yes from-here", { cwd: windows })).toMatchObject({ exit: 0 });
    expect(await runBinary("apply --yes from-windows", { cwd: here })).toMatchObject({ exit: 0 });
    cpSync(join(here, "compensations"), join(windows, "book-from-here"), { recursive: true });
    cpSync(join(windows, "compensations"), join(here, "book-from-windows"), { recursive: true });
    const proved = { exit: 0, out: expect.stringContaining("1 run verified.") };
    expect(await runOnWindows("verify --recompute --book book-from-here", { cwd: windows })).toMatchObject(proved);
    expect(await runBinary("verify --recompute --book book-from-windows", { cwd: here })).toMatchObject(proved);
  });

  test.for([
    ["with letters of Korean in every path", "보상/내보내기/대여.csv", "보상/계획", "보상/장부"],
    ["with the name of a device", "in/aux.csv", "plan", "book"],
    ["with another device, and no ending", "in/con", "plan", "book"],
  ] as const)("an export %s", async ([, file, out, book]) => {
    const places = await twice({ [file]: `${RENTALS}\n${GOOD}\n${BAD}\n` });
    expect(await runTwice(`plan ${RULES} ${AS_OF} --out ${out} --book ${book} ${file}`, places)).toMatchObject({
      exit: 0,
    });
    expect(await runTwice(`apply --yes --max-rejects 1 --book ${book} ${out}`, places)).toMatchObject({ exit: 0 });
    expect(await runTwice(`verify --recompute --book ${book}`, places)).toMatchObject({ exit: 0 });
    expect(treeOf(join(places.windows, book, "0001/rejects"))).toHaveLength(1);
  });

  test.for([
    ["a folder, in", ["in/"]],
    ["a glob", ["in/*.csv"]],
    ["a glob over folders", ["./*/r*.csv"]],
    ["an option for a kind", ["--rentals", "in/rentals.csv"]],
    ["a file above", ["in/../in/rentals.csv"]],
  ] as const)("exports named by %s", async ([, words]) => {
    const places = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n` });
    expect(await runTwice(`plan ${RULES} ${AS_OF} ${words.join(" ")}`, places)).toMatchObject({ exit: 0 });
  });

  test.for([
    ["a missing export", "plan RULES --out plan in/none.csv", 3],
    ["a missing folder of a plan", "apply --yes none", 3],
    ["a missing policy", "plan --outage outage.yaml --policy ./none/policy.yaml in", 3],
    ["a policy that is a folder", "plan --outage outage.yaml --policy ./in in", 3],
    ["a row of the control file that names nothing", "plan RULES --control in/control.txt in/rentals.csv", 3],
    ["a plan in the book", "plan RULES --out book/plan --book book in", 2],
    ["a plan in the place of its exports", "plan RULES --out in in", 6],
    ["a book that is a file", "plan RULES --book outage.yaml in", 3],
    ["an empty book", "history --book none", 0],
  ] as const)("%s", async ([, line, exit]) => {
    const control = "file,rows\nin/rentals.csv,1\nin/none.csv,1\n";
    const { here, windows } = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n`, "in/control.txt": control });
    const words = line.replace("RULES", `${RULES} ${AS_OF}`);
    const ran = await runBinary(words, { cwd: here });
    const onWindows = await runOnWindows(words.replaceAll("/", "\\"), { cwd: windows });
    expect([ran.exit, onWindows.exit]).toEqual([exit, exit]);
    expect(treeOf(windows)).toEqual(treeOf(here));
    // Places that a message takes from the system itself are the system's.
    const plain = ({ err }: Ended) => err.replaceAll("\\", "/").replace(/(^|\s)(Z:)?\/\S+\/(here|windows)\//g, "$1");
    expect(plain(onWindows)).toEqual(plain(ran));
  });
});

describe.skipIf(LEFT_OUT !== "")(`on Windows alone${LEFT_OUT}`, { timeout: 120_000 }, () => {
  test.for([
    ["a plan called as a device", `plan ${RULES} ${AS_OF} --out nul in`, "nul"],
    ["a plan in a folder called as a device", `plan ${RULES} ${AS_OF} --out aux.d\\plan in`, "aux.d"],
    ["a plan that ends in a dot", `plan ${RULES} ${AS_OF} --out plan. in`, "plan."],
    ["a book called as a device", `apply ${RULES} ${AS_OF} --yes --book COM1 in`, "COM1"],
    ["a report called as a device", "check --output con.xml .", "con.xml"],
  ] as const)("%s is refused in words", async ([, line, name]) => {
    const { windows } = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n` });
    mkdirSync(join(windows, "expected"));
    const before = treeOf(windows);
    const ran = await runOnWindows(line, { cwd: windows });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining(`Windows keeps the name "${name}" for itself`) });
    expect(treeOf(windows)).toEqual(before);
  });

  test("a file named twice, in another case, is read once", async () => {
    const { windows } = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n` });
    const ran = await runOnWindows(`plan ${RULES} ${AS_OF} in\\rentals.csv IN\\Rentals.CSV`, { cwd: windows });
    expect(ran).toMatchObject({ exit: 0, out: expect.stringContaining("1 row read: 1 compensated") });
  });

  test("a control file and a run are found in another case, too", async () => {
    const control = "file,rows\nIN/RENTALS.CSV,1\n";
    const { windows } = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n`, "control.csv": control });
    const line = `apply ${RULES} ${AS_OF} --yes --control control.csv in`;
    expect(await runOnWindows(line, { cwd: windows })).toMatchObject({ exit: 0 });
    expect(await runOnWindows("verify COMPENSATIONS\\1", { cwd: windows })).toMatchObject({ exit: 0 });
  });

  test("the next command is quoted for its shells", async () => {
    const { windows } = await twice({ "in/rentals.csv": `${RENTALS}\n${GOOD}\n` });
    const ran = await runOnWindows(`plan ${RULES} ${AS_OF} --out 계획 in`, { cwd: windows });
    expect(ran.out).toContain('compensate apply "계획"');
    expect(readdirSync(windows)).toContain("계획");
    expect(existsSync(join(windows, "계획/manifest.json"))).toBe(true);
  });
});

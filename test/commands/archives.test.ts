/** Each file of a zip archive is an export of its own, by its path in the archive; what is wrong with an archive is told with what to do. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type ArchiveEntry, archiveOf, BY_PYTHON, KOREAN_NAME, WITH_BZIP2, WITH_PASSWORD } from "../support/archive.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";
import { zipOf } from "../support/zip.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note\n";
const ROW = "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00,\n";
const RENTALS = `${HEADER}${ROW}${ROW.replace("u1", "u2")}${ROW.replace("r1", "r2")}r3,,kakaopage,2022-10-14,2022-10-20,\n`;
const SUBSCRIPTIONS =
  "subscription_id,user_id,service,channel,price,currency,started_at,expires_at\ns1,u1,emoticon-plus,web,3900,KRW,2022-10-01,2022-10-31\n";
const MANY = HEADER + Array.from({ length: 30_000 }, (_, row) => ROW.replace("r1", `r${row}`)).join("");

const COMMON = `${RULES} --as-of 2022-10-21T11:00:00+09:00`;
const csv = (name: string, content: string | Uint8Array = HEADER + ROW): ArchiveEntry => ({ name, content });

/** The outputs of a plan, and the names of its exports. */
function outputsOf(story: SmallCase, plan: string): unknown {
  const left = ["manifest.json", "summary.json", "summary.html"];
  const exports = story.summary(plan).exports.map(({ file, read, encoding }) => ({ file, read, encoding }));
  return { files: contentsOf(story.path(plan), left), exports };
}

describe("the files of an archive", () => {
  test("give what they give beside each other, by their own names", async () => {
    const archive = await archiveOf(
      csv("b/subscriptions.csv", SUBSCRIPTIONS),
      csv("a/rentals.csv.gz", gzipSync(RENTALS)),
      csv(".hidden.csv", "?"),
      csv("__MACOSX/a/rentals.csv", "?"),
    );
    const story = await smallCase({ "rentals.csv": RENTALS, "subscriptions.csv": SUBSCRIPTIONS, "all.zip": archive });
    await story.run(`plan ${COMMON} --out plain rentals.csv subscriptions.csv`);
    const ran = await story.run(`plan ${COMMON} --out plan all.zip`);
    expect(ran).toMatchObject({ exit: 0, message: "" });
    expect(outputsOf(story, "plan")).toEqual(outputsOf(story, "plain"));
    const sha256 = createHash("sha256").update(archive).digest("hex");
    const facts = { archive: "all.zip", bytes: archive.length, sha256 };
    expect(JSON.parse(story.read("plan/manifest.json")).inputs).toMatchObject([
      { path: "all.zip/a/rentals.csv.gz", name: "rentals.csv", ...facts },
      { path: "all.zip/b/subscriptions.csv", name: "subscriptions.csv", ...facts },
    ]);
  });

  test("are read from an archive in a folder, and named one by one", async () => {
    const archive = await archiveOf(csv("in/rentals.csv", RENTALS), csv("in/other.csv", HEADER));
    const story = await smallCase({ "rentals.csv": RENTALS, "exports/day.zip": archive, "exports/x.csv": HEADER });
    await story.run(`plan ${COMMON} --out plain rentals.csv`);
    expect(await story.run(`plan ${COMMON} --out plan exports/day.zip/in/rentals.csv`)).toMatchObject({ exit: 0 });
    expect(outputsOf(story, "plan")).toEqual(outputsOf(story, "plain"));
    await story.run(`plan ${COMMON} --out folder exports`);
    expect(story.summary("folder").exports.map(({ file }) => file)).toEqual(["other.csv", "rentals.csv", "x.csv"]);
    const missing = await story.run(`plan ${COMMON} --out none exports/day.zip/in/missing.csv`);
    expect(missing.message).toBe(
      "exports/day.zip/in/missing.csv: there is no such file or folder\n  The archive has in/other.csv, in/rentals.csv.",
    );
  });

  test("are found by explain, counted for control totals, applied and verified", async () => {
    const archive = await archiveOf(csv("rentals.csv"), csv("in/subscriptions.csv", SUBSCRIPTIONS));
    const control = "file,rows,sum:price\nrentals.csv,1,\nall.zip/in/subscriptions.csv,1,3900\n";
    const story = await smallCase({ "all.zip": archive, "control.csv": control });
    const explained = await story.run(`explain r1 ${COMMON} all.zip`);
    expect(explained).toMatchObject({ exit: 0 });
    expect(await story.run(`plan ${COMMON} --out plan --control control.csv all.zip`)).toMatchObject({ exit: 0 });
    expect(await story.run("apply plan --control control.csv --yes")).toMatchObject({ exit: 0, message: "" });
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0 });
    const line = `whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml --json all.zip`;
    expect(JSON.parse((await story.run(line)).out)).toMatchObject({ rows: 2 });
  });

  test("make a plan stale where the archive is another one", async () => {
    const story = await smallCase({ "all.zip": await archiveOf(csv("rentals.csv")) });
    await story.run(`plan ${COMMON} --out plan all.zip`);
    story.write("all.zip", await archiveOf(csv("rentals.csv"), csv("more.csv")));
    expect(await story.run("apply plan --yes")).toMatchObject({ failure: "plan-stale" });
  });

  test("are read in the declared encoding, which is that of Korean names, too", async () => {
    const story = await smallCase({ "day.zip": KOREAN_NAME, "py.zip": BY_PYTHON });
    expect(await story.run(`plan ${COMMON} --out plan --encoding cp949 day.zip`)).toMatchObject({ exit: 0 });
    expect(story.summary("plan").exports).toMatchObject([{ file: "멜론.csv", read: 1, encoding: "cp949" }]);
    expect(await story.run(`plan ${COMMON} --skip-others --out py py.zip`)).toMatchObject({ exit: 0 });
    expect(story.summary("py").exports).toMatchObject([{ file: "rentals.csv", read: 1 }]);
  });

  test("of a fixture case are read by check", async () => {
    const story = await smallCase({});
    for (const file of ["policy.yaml", "outage.yaml"]) story.write(`cases/one/${file}`, story.read(file));
    story.write("cases/one/exports/day.zip", await archiveOf(csv("rentals.csv")));
    story.write("cases/one/expected/adjusted-expiry.csv", "record_id\nr1\n");
    story.write("cases/one/expected/unaffected.csv", "record_id,reason\n");
    expect(await story.run("check cases")).toMatchObject({ exit: 0 });
  });
});

/** The archive with a byte changed, searched for from the end or the start. */
function changed(archive: Buffer, at: number): Buffer {
  const copy = Buffer.from(archive);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}

/** @param edit is given the archive and where its end begins, which has the number of files at 8 and again at 10. */
function edited(archive: Buffer, edit: (archive: Buffer, end: number) => void): Buffer {
  edit(archive, archive.lastIndexOf("PK\x05\x06"));
  return archive;
}

describe("is refused:", () => {
  const stored = { level: 0 };
  test.for<readonly [name: string, archive: () => Promise<Buffer>, code: string, message: RegExp]>([
    [
      "an archive that is cut off",
      async () => (await archiveOf(csv("a.csv"))).subarray(0, -30),
      "zip-damaged",
      /^all\.zip: /,
    ],
    [
      "a file with a flipped bit",
      async () => changed(await archiveOf({ ...csv("a.csv", MANY), options: stored }), 1_000_000),
      "zip-damaged",
      /^all\.zip\/a\.csv: /,
    ],
    [
      "a packed file with a flipped bit",
      async () => changed(await archiveOf(csv("a.csv")), 60),
      "zip-damaged",
      /^all\.zip\/a\.csv: /,
    ],
    [
      "an archive that says it has fewer files than it has",
      async () =>
        edited(await archiveOf(csv("a.csv"), csv("b.csv")), (archive, end) => archive.writeUInt32LE(0x10001, end + 8)),
      "zip-damaged",
      /^all\.zip: /,
    ],
    [
      "an archive that says it has no files",
      async () =>
        edited(await archiveOf(csv("a.csv"), csv("b.csv")), (archive, end) => archive.writeUInt32LE(0, end + 8)),
      "zip-damaged",
      /^all\.zip: /,
    ],
    [
      "a file of two names",
      async () =>
        edited(await archiveOf(csv("a.csv")), (archive) => archive.write("b.csv", archive.lastIndexOf("a.csv"))),
      "zip-damaged",
      /^all\.zip\/b\.csv: /,
    ],
    ["a password", async () => WITH_PASSWORD, "zip-unreadable", /^all\.zip\/a\.csv: .*: it has a password\n {2}Unpack/],
    ["bzip2 within", async () => WITH_BZIP2, "zip-unreadable", /^all\.zip\/a\.csv: .*: it is packed in another way/],
    [
      "a file that becomes 40 MB",
      async () => archiveOf(csv("a.csv", Buffer.alloc(40_000_000, "a\n"))),
      "zip-bomb",
      /^all\.zip\/a\.csv: /,
    ],
    [
      "a name that leads up",
      async () => archiveOf(csv("a.csv"), csv("in/../../b.csv")),
      "zip-unsafe",
      /: "in\/\.\.\/\.\.\/b\.csv"/,
    ],
    ["an absolute name", async () => archiveOf(csv("/etc/b.csv")), "zip-unsafe", /"\/etc\/b\.csv"/],
    ["a name with a drive", async () => archiveOf(csv("C:\\b.csv")), "zip-unsafe", /"C:\/b\.csv"/],
    ["a name that leads up in backslashes", async () => archiveOf(csv("..\\b.csv")), "zip-unsafe", /"\.\.\/b\.csv"/],
    [
      "an archive that is called a CSV in an archive",
      async () => archiveOf(csv("a.csv", await archiveOf(csv("b.csv")))),
      "not-a-csv",
      /^all\.zip\/a\.csv: .*a zip archive\n {2}An archive is read where it is a file of its own/,
    ],
    [
      "a damaged workbook",
      async () => zipOf("[Content_Types].xml", "xl/workbook.xml"),
      "workbook-damaged",
      /is damaged/,
    ],
    [
      "an archive without any export",
      async () => archiveOf(csv("a.png"), csv("b.zip")),
      "no-exports",
      /"all\.zip" has only a\.png and b\.zip/,
    ],
    ["an archive without any file", async () => archiveOf(), "no-exports", /"all\.zip"/],
    ["a bad header", async () => archiveOf(csv("a.csv", "note\n")), "kind-unknown", /^all\.zip\/a\.csv:1: /],
  ])("%s", async ([, archive, code, message]) => {
    const story = await smallCase({ "all.zip": await archive(), "b.csv": HEADER });
    const before = treeOf(story.folder);
    for (const line of [`plan ${COMMON} --out plan all.zip`, `explain nothing ${COMMON} all.zip`]) {
      const ran = await story.run(line);
      expect([line, ran.exit, ran.failure]).toEqual([line, 3, code]);
      expect(ran.message).toMatch(message);
    }
    expect(await story.run(`plan ${COMMON} --out plan all.zip b.csv`)).toMatchObject({ failure: code });
    expect(treeOf(story.folder).filter((path) => !path.startsWith("plan/"))).toEqual(before);
  });

  test("more than 10,000 files", async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({
      name: `${index}.md`,
      content: "",
      options: stored,
    }));
    const story = await smallCase({ "all.zip": await archiveOf(...entries) });
    expect(await story.run(`plan ${COMMON} --out plan all.zip`)).toMatchObject({ failure: "zip-crowded", exit: 3 });
  });

  test("an archive through a pipe or in gzip", async () => {
    const archive = await archiveOf(csv("a.csv"));
    const story = await smallCase({ "all.zip.gz": gzipSync(archive) });
    const piped = await story.run(`plan ${COMMON} --out plan -`, { stdin: [archive] });
    const packed = await story.run(`plan ${COMMON} --out plan all.zip.gz`);
    for (const ran of [piped, packed])
      expect(ran.message).toMatch(
        /it is a zip archive\n {2}An archive is read where it is a file of its own, .* Write it to a file/,
      );
  });
});

/** A file that is no CSV in UTF-8 is told by every command with the same words. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POLICY, RULES, smallCase } from "../support/small-case.ts";
import { zipOf } from "../support/zip.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note\n";
const ROW = "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00,\n";
/** Rows that fill the first block and more. */
const FILLING = ROW.repeat(12_000);
/** `멜론` in CP949, one character for each byte. */
const MELON = "\xb8\xe1\xb7\xd0";
const IN_CP949 = `${ROW}r2,u2,kakaopage,2022-10-14,2022-10-20,${MELON}\n`;

const raw = (text: string) => Buffer.from(text, "latin1");
const utf32 = (text: string) => Buffer.from(Uint32Array.from(text, (letter) => letter.codePointAt(0) ?? 0).buffer);

/** The commands; each is told of the export named here. */
const commandsOn = (file: string) => [
  ["plan", `plan ${RULES} --out plan ${file}`],
  ["plan of a known kind", `plan ${RULES} --out plan --rentals ${file}`],
  ["apply", `apply ${RULES} --dry-run ${file}`],
  ["explain", `explain r2 ${RULES} ${file}`],
  ["whatif", `whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml ${file}`],
  ["plan --control", `plan ${RULES} --control control.csv --out plan ${file}`],
];

async function assertSaid(file: string, bytes: Uint8Array, message: string): Promise<void> {
  const story = await smallCase({ [file]: bytes, "control.csv": `file,rows\n${file},1\n` });
  for (const [name, command = ""] of commandsOn(file)) {
    const ran = await story.run(command);
    expect([name, ran.exit, ran.message.slice(0, message.length)]).toEqual([name, 3, message]);
  }
}

const NO_CSV = "this is no CSV in UTF-8: it is";
const THROUGHOUT = "The file reads as cp949, the encoding of Korean Windows, throughout: --encoding cp949 reads it so.";

describe("every command says", () => {
  test.for<readonly [name: string, file: string, bytes: Buffer, message: string]>([
    ["a damaged workbook", "a.csv", zipOf("xl/workbook.xml"), "a.csv: the workbook is damaged: the part "],
    [
      "a packed workbook",
      "a.gz",
      gzipSync(zipOf("xl/workbook.xml")),
      `a.gz: ${NO_CSV} an Excel workbook (.xlsx), packed`,
    ],
    ["a zip in gzip", "a.csv.gz", gzipSync(zipOf("a")), `a.csv.gz: ${NO_CSV} a zip archive\n`],
    ["UTF-32", "a.csv", utf32(`\ufeff${HEADER}${ROW}`), `a.csv: ${NO_CSV} text in UTF-32\n`],
    [
      "UTF-16 in gzip",
      "a.gz",
      gzipSync(Buffer.from(HEADER, "utf16le")),
      `a.gz: ${NO_CSV} text in UTF-16LE without a byte order mark\n`,
    ],
    ["JSON on one line", "a.txt", raw(`[{"rental_id": "r1"}${", {}".repeat(500_000)}]`), `a.txt: ${NO_CSV} JSON\n`],
    ["JSON on many lines", "a.txt", raw('[\n{\n"rental_id": "r1"\n}\n]\n'), `a.txt: ${NO_CSV} JSON\n`],
    ["a page", "a.csv", raw("<!doctype html>\n"), `a.csv: ${NO_CSV} a web page (HTML)\n`],
    ["CP949", "a.csv", raw(HEADER + IN_CP949), `a.csv:3: these bytes are not UTF-8: at byte 142\n  ${THROUGHOUT}`],
    [
      "CP949 in gzip",
      "a.gz",
      gzipSync(raw(HEADER + IN_CP949)),
      `a.gz:3: these bytes are not UTF-8: at byte 142\n  ${THROUGHOUT}`,
    ],
    [
      "CP949 in the header",
      "a.csv",
      raw(`${MELON},${HEADER}`),
      `a.csv:1: these bytes are not UTF-8: at byte 0\n  ${THROUGHOUT}`,
    ],
    [
      "CP949 in a later block",
      "a.csv",
      raw(HEADER + FILLING + IN_CP949),
      `a.csv:12003: these bytes are not UTF-8: at byte 612142\n  ${THROUGHOUT}`,
    ],
    [
      "one bad byte",
      "a.csv",
      raw(`${HEADER}${IN_CP949}\xff\n`),
      "a.csv:3: these bytes are not UTF-8: at byte 142\n  Export the file as UTF-8.",
    ],
  ])("%s", async ([, file, bytes, message]) => {
    await assertSaid(file, bytes, message);
  });

  test("the same of standard input, as far as it was read", async () => {
    const story = await smallCase({});
    const ran = await story.run(`plan ${RULES} --out plan -`, { stdin: [raw(HEADER + IN_CP949)] });
    expect(ran.message).toMatch(
      /^-:3: these bytes are not UTF-8: at byte 142\n {2}The file reads as cp949, .*, as far as /,
    );
  });
});

describe("every command says the same beside another export", () => {
  test.for<readonly [name: string, bytes: Buffer, message: string]>([
    ["of a workbook", zipOf("xl/workbook.xml"), "a.csv: the workbook is damaged: the part "],
    ["of UTF-16", Buffer.from(HEADER, "utf16le"), `a.csv: ${NO_CSV} text in UTF-16LE without a byte order mark\n`],
    ["of JSON", raw("[\n{}\n]\n"), `a.csv: ${NO_CSV} JSON\n`],
    [
      "of a header in CP949",
      raw(`${MELON},${HEADER}`),
      `a.csv:1: these bytes are not UTF-8: at byte 0\n  ${THROUGHOUT}`,
    ],
  ])("%s", async ([, bytes, message]) => {
    const story = await smallCase({ "a.csv": bytes, "b.csv": HEADER, "control.csv": "file,rows\nb.csv,0\na.csv,1\n" });
    for (const [name, command = ""] of commandsOn("a.csv")) {
      const ran = await story.run(command.replace("a.csv", "a.csv b.csv"));
      expect([name, ran.exit, ran.message.slice(0, message.length)]).toEqual([name, 3, message]);
    }
  });
});

test("an export is read whatever its first column is called", async () => {
  const story = await smallCase({ "a.csv": `{note},${HEADER}x,${ROW}`, "b.csv": `PAR1,${HEADER}x,${ROW}` });
  expect(await story.run(`plan ${RULES} --out plan a.csv`)).toMatchObject({ exit: 0 });
  expect(await story.run(`plan ${RULES} --out plan b.csv`)).toMatchObject({ exit: 0 });
});

test("a control file is told like an export, and a list at the rule that names it", async () => {
  const listing = POLICY.replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: vip.csv }");
  const story = await smallCase({
    "a.csv": HEADER + ROW,
    "workbook.csv": zipOf("xl/workbook.xml"),
    "korean.csv": raw(`file,rows\n${MELON}.csv,2\n`),
    "listing.yaml": listing,
    "vip.csv": zipOf("xl/workbook.xml"),
  });
  const workbook = await story.run(`plan ${RULES} --control workbook.csv --out plan a.csv`);
  expect(workbook).toMatchObject({ exit: 3, failure: "workbook-damaged" });
  const korean = await story.run(`plan ${RULES} --control korean.csv --out plan a.csv`);
  expect(korean.message).toContain(`korean.csv:2: these bytes are not UTF-8: at byte 10\n  ${THROUGHOUT}`);
  const list = await story.run("plan --outage outage.yaml --policy listing.yaml --out plan a.csv");
  expect(list).toMatchObject({ exit: 4, failure: "policy-invalid" });
  expect(list.message).toContain("vip.csv: the workbook is damaged: the part ");
});

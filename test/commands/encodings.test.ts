/** An export in another encoding gives what the same rows in UTF-8 give, with every command, and is refused with the place and the remedy. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf } from "../support/tree.ts";

/** The bytes of these letters in CP949, as Python's codec writes them. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["멜", "b8e1"],
  ["론", "b7d0"],
  ["똠", "8c63"],
  ["힣", "c652"],
]);
const inCp949 = (text: string) =>
  Buffer.concat(
    [...text].map((letter) => Buffer.from(LETTERS.get(letter) ?? Buffer.from(letter).toString("hex"), "hex")),
  );
const inUtf16 = (text: string) => Buffer.from(text, "utf16le");

const HEADER = "rental_id,user_id,service,started_at,expires_at,note\n";
/** Among the rows are a duplicate, two that contradict each other, a reject and a cell in quotes with a line end. */
const TEXT = `${HEADER}멜론-1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00,똠
r2,힣,kakaopage,2022-10-14,2022-10-20,"멜
론"
r3,u3,kakaopage,2022-10-14,2022-10-20,멜
r3,u3,kakaopage,2022-10-14,2022-10-20,론
멜론-1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00,똠
r4,u4,kakaopage,멜론,2022-10-20,
`;

const CP949 = inCp949(TEXT);
const MARKED = inUtf16(`\ufeff${TEXT}`);

const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";
const COMMON = `${RULES} ${AS_OF}`;

/** Everything in a plan that does not say how the export lay on disk. */
function outputsOf(story: SmallCase, plan: string): unknown {
  const {
    "manifest.json": manifest = "",
    "summary.json": summary = "",
    "summary.html": _page,
    ...files
  } = Object.fromEntries(contentsOf(story.path(plan)));
  const { inputs: _inputs, request: _request, seal: _seal, outputs, ...facts } = JSON.parse(String(manifest));
  const listed = outputs.filter(({ file }: { file: string }) => !/^summary\.(?:json|html)$/.test(file));
  const { exports, ...totals } = JSON.parse(String(summary));
  const counts = exports.map(({ encoding: _encoding, ...rest }: { encoding: string }) => rest);
  return { files, facts, listed, totals, counts };
}

const FORMS: readonly (readonly [name: string, bytes: Buffer, options: string, encoding: string])[] = [
  ["CP949", CP949, "--encoding cp949", "cp949"],
  ["CP949 by another name", CP949, "--encoding EUC-KR", "cp949"],
  ["CP949 in gzip", gzipSync(CP949), "--encoding cp949", "cp949"],
  ["UTF-16 with a mark, which is not asked", MARKED, "", "utf-16le"],
  ["UTF-16 with a mark, declared", MARKED, "--encoding utf-16", "utf-16le"],
  ["UTF-16 with a mark, the other way", Buffer.from(MARKED).swap16(), "", "utf-16be"],
  ["UTF-16 with a mark, in gzip", gzipSync(MARKED), "", "utf-16le"],
  ["UTF-16 without a mark", inUtf16(TEXT), "--encoding utf-16le", "utf-16le"],
  ["UTF-16 without a mark and without its order", inUtf16(TEXT), "--encoding utf-16", "utf-16"],
  ["UTF-8, declared", Buffer.from(TEXT), "--encoding utf-8", "utf-8"],
  ["UTF-8 with a mark, declared", Buffer.from(`\ufeff${TEXT}`), "--encoding utf-8", "utf-8 with BOM"],
];

describe("the same is given of", () => {
  test.for(FORMS)("%s", async ([, bytes, options, encoding]) => {
    const story = await smallCase({ "rentals.csv": TEXT });
    expect(await story.run(`plan ${COMMON} --out plain rentals.csv`)).toMatchObject({ exit: 0 });
    const explained = await story.run(`explain 멜론-1 ${COMMON} rentals.csv`);
    story.write("rentals.csv", bytes);
    expect(await story.run(`plan ${COMMON} --out other ${options} rentals.csv`)).toMatchObject({ exit: 0 });
    expect(outputsOf(story, "other")).toEqual(outputsOf(story, "plain"));
    expect(story.summary("other").exports).toMatchObject([{ encoding }]);
    expect(await story.run(`explain 멜론-1 ${COMMON} ${options} rentals.csv`)).toEqual(explained);
    const piped = await story.run(`plan ${COMMON} --out piped ${options} -`, { stdin: [bytes] });
    expect(piped).toMatchObject({ exit: 0 });
    expect(outputsOf(story, "piped")).toEqual(outputsOf(story, "plain"));
  });

  test("CP949 beside other exports, whose headers are read first", async () => {
    const story = await smallCase({ "a.csv": CP949, "b.csv": HEADER });
    const wrong = await story.run(`plan ${COMMON} --out plan a.csv b.csv`);
    expect(wrong).toMatchObject({ failure: "bytes-undecodable" });
    expect(wrong.message).toContain("throughout: --encoding cp949 reads it so.");
    expect(await story.run(`plan ${COMMON} --out plan --encoding cp949 a.csv b.csv`)).toMatchObject({ exit: 0 });
    expect(story.summary("plan").totals.read).toBe(6);
  });

  test("CP949 under whatif", async () => {
    const story = await smallCase({ "rentals.csv": TEXT, "other.yaml": POLICY.replace("96 hours", "97 hours") });
    const line = `whatif --policy policy.yaml --policy other.yaml --outage outage.yaml ${AS_OF} --json`;
    const plain = await story.run(`${line} rentals.csv`);
    story.write("rentals.csv", CP949);
    expect(await story.run(`${line} --encoding cp949 rentals.csv`)).toEqual(plain);
  });
});

describe("a plan names the encoding it read", () => {
  test("so that apply, with control totals, and verify read the same, and the next step names it", async () => {
    const story = await smallCase({ "rentals.csv": CP949.subarray(0, CP949.indexOf("r3")) });
    story.write("control.csv", "file,rows\nrentals.csv,2\n");
    expect(await story.run(`plan ${COMMON} --out plan --encoding cp949 rentals.csv`)).toMatchObject({ exit: 0 });
    const manifest = JSON.parse(story.read("plan/manifest.json"));
    expect(manifest).toMatchObject({ request: { encoding: "cp949" }, inputs: [{ encoding: "cp949" }] });
    expect(await story.run("apply plan --control control.csv --yes")).toMatchObject({ exit: 0 });
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0 });
    expect(await story.run(`plan ${COMMON} --out later --encoding cp949 rentals.csv`)).toMatchObject({ exit: 0 });
    story.write("rentals.csv", HEADER);
    expect((await story.run("apply later --yes")).message).toContain("--encoding cp949");
  });

  test("and none where it is UTF-8", async () => {
    const story = await smallCase({ "rentals.csv": HEADER });
    await story.run(`plan ${COMMON} --out plan rentals.csv`);
    expect(story.read("plan/manifest.json")).not.toContain("encoding");
  });
});

describe("is refused, by every command:", () => {
  const bad = Buffer.concat([CP949, Buffer.from("r9,u9,"), Buffer.from([0xff, 0x41]), Buffer.from(",,,\n")]);
  const at = CP949.length + 6;
  test.for<readonly [name: string, bytes: Buffer, options: string, message: string]>([
    [
      "text in UTF-8 that is declared to be CP949",
      Buffer.from(`${TEXT}r5,u5,kakaopage,2022-10-14,2022-10-20,멜론멜론\n`),
      "--encoding cp949",
      "a.csv: the file is in another encoding than the declared one: it is UTF-8 throughout, with 17 letters beyond ASCII, and cp949 was declared\n",
    ],
    [
      "a byte that CP949 lacks",
      bad,
      "--encoding cp949",
      `a.csv:9: these bytes do not exist in the encoding in which the file is read: ff 41 at byte ${at} is no text in cp949\n  Name the encoding`,
    ],
    [
      "UTF-16 that is cut off",
      MARKED.subarray(0, -1),
      "",
      `a.csv:8: these bytes do not exist in the encoding in which the file is read: 0a at byte ${MARKED.length - 2} is no text in utf-16le\n  The file is damaged`,
    ],
    [
      "a mark of another encoding than the declared one",
      MARKED,
      "--encoding cp949",
      "a.csv: the file is in another encoding than the declared one: the mark says utf-16le, and cp949 was declared\n",
    ],
    [
      "a mark of UTF-8 where CP949 is declared",
      Buffer.from(`\ufeff${TEXT}`),
      "--encoding cp949",
      "a.csv: the file is in another encoding than the declared one: the mark says utf-8, and cp949 was declared\n",
    ],
    [
      "a mark of the other order",
      MARKED,
      "--encoding utf-16be",
      "a.csv: the file is in another encoding than the declared one: the mark says utf-16le, and utf-16be was declared\n",
    ],
  ])("%s", async ([, bytes, options, message]) => {
    const story = await smallCase({ "a.csv": bytes, "b.csv": HEADER, "control.csv": "file,rows\na.csv,7\n" });
    for (const line of [
      `plan ${COMMON} --out plan ${options} a.csv`,
      `plan ${COMMON} --out plan ${options} --control control.csv a.csv`,
      `apply ${COMMON} --dry-run ${options} a.csv`,
      `explain nothing ${COMMON} ${options} a.csv`,
      `whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml ${options} a.csv`,
    ]) {
      const ran = await story.run(line);
      expect([line, ran.exit, ran.message.slice(0, message.length)]).toEqual([line, 3, message]);
    }
  });

  test("a declared encoding that there is not, with the name that was meant", async () => {
    const story = await smallCase({ "a.csv": HEADER });
    await expect(story.run(`plan ${COMMON} --out plan --encoding cp94 a.csv`)).rejects.toThrow(/did you mean "cp949"/);
  });
});

describe("other files that come with exports", () => {
  test("control totals are read by their mark, as UTF-8, or in the declared encoding", async () => {
    const story = await smallCase({ "멜론.csv": CP949 });
    const control = "file,rows\n멜론.csv,6\n";
    for (const bytes of [Buffer.from(control), inUtf16(`\ufeff${control}`), inCp949(control)]) {
      story.write("control.csv", bytes);
      const line = `plan ${COMMON} --out plan --encoding cp949 --control control.csv 멜론.csv`;
      expect(await story.run(line)).toMatchObject({ exit: 0, message: "" });
    }
    story.write("control.csv", Buffer.concat([inCp949(control), Buffer.from([0xff])]));
    const damaged = await story.run(`plan ${COMMON} --out plan --encoding cp949 --control control.csv 멜론.csv`);
    expect(damaged).toMatchObject({ failure: "encoding-invalid" });
    expect(damaged.message).toMatch(/^control\.csv:3: .*ff at byte 21 is no text in cp949/);
  });

  test("a list is read by its mark", async () => {
    const listing = POLICY.replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: vip.csv }");
    const story = await smallCase({ "rentals.csv": TEXT, "policy.yaml": listing });
    const list = "user_id\n힣\n";
    const outputs: string[] = [];
    for (const bytes of [Buffer.from(list), inUtf16(`\ufeff${list}`), Buffer.from(inUtf16(`\ufeff${list}`)).swap16()]) {
      story.write("vip.csv", bytes);
      expect(await story.run(`plan ${COMMON} --out plan rentals.csv`)).toMatchObject({ exit: 0 });
      outputs.push(story.read("plan/adjusted-expiry.csv"));
    }
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toContain("r2");
    story.write("vip.csv", inUtf16(`\ufeff${list}`).subarray(0, -1));
    expect((await story.run(`plan ${COMMON} --out plan rentals.csv`)).message).toContain(
      "vip.csv:2: these bytes do not exist in the encoding",
    );
  });
});

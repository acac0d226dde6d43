/** What is wrong with the headers of several exports is told at once, by every command that decides, before any row is read. */
import { execFileSync, spawn } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at\n";
const SOUND = `${HEADER}r1,u1,kakaopage,2022-10-14,2022-10-31\n`;
const DAMAGED = `${HEADER}r2,u"2,kakaopage,2022-10-14,2022-10-31\n`;
const FILES = {
  "a.csv": DAMAGED,
  "b.csv": ` User-ID,${HEADER.replace("user_id,", "")}`,
  "c.csv.gz": gzipSync(`sep=;\n${HEADER.replaceAll(",", ";").replace("service", "servce")}`),
  "d.csv": "note,text\n",
  "e.csv": SOUND,
  "f.csv": "",
  "g.csv": 'rental_id,u"\n',
};
const NAMES = Object.keys(FILES).join(" ");

const FIRST = 'column 1 is "␠User-ID" with a blank before it, capitals and a hyphen for an underscore; name it user_id';
const blocks = (folder = "") => `the header cannot be used: 6 problems in 5 exports
${folder}b.csv:1: ${FIRST}
${folder}c.csv.gz:1: line 1 is "sep=;", which only spreadsheets read; delete line 1
${folder}c.csv.gz:2: there is no column service; did you mean column 3, "servce"?
${folder}d.csv:1: cannot tell what kind of export this is from its columns: "note", "text"
  Its id column must be subscription_id, rental_id, coupon_id or claim_id.
${folder}f.csv: the export has no header line
  Export it again; an empty export still has a header.
${folder}g.csv:1: a quote stands where none may stand, so columns cannot be told apart from here on: at byte 11
  Export the file again with quoted cells written as "a ""quoted"" word".
  Mend the header line and run the command again.`;

const COMMANDS = [
  ["plan", `plan ${RULES} --out plan`],
  ["plan --control", `plan ${RULES} --control control.csv --out plan`],
  ["apply", `apply ${RULES} --yes`],
  ["explain", `explain r1 ${RULES}`],
  ["whatif", "whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml"],
] as const;

async function story(files: { readonly [file: string]: string | Uint8Array } = FILES): Promise<SmallCase> {
  return smallCase({ "control.csv": "file,rows\nnone.csv,1\n", ...files });
}

describe.for(COMMANDS)("%s", ([, command]) => {
  test("tells all problems of all exports, before the damage of a row", async () => {
    const { exit, failure, message } = await (await story()).run(`${command} ${NAMES}`);
    expect({ exit, failure, message }).toEqual({ exit: 3, failure: "header-invalid", message: blocks() });
  });

  test("tells a problem that is alone in its own words", async () => {
    const { exit, failure, message } = await (await story()).run(`${command} e.csv d.csv`);
    expect({ exit, failure }).toEqual({ exit: 3, failure: "kind-unknown" });
    expect(message).toBe(
      'd.csv:1: cannot tell what kind of export this is from its columns: "note", "text"\n' +
        "  Its id column must be subscription_id, rental_id, coupon_id or claim_id.",
    );
  });

  test("reads standard input once: its header is told in its turn", async () => {
    const made = await story();
    const facts = { stdin: [Buffer.from(" rental_id\n")] };
    const together = await made.run(`${command} - b.csv`, facts);
    expect(together.message).toBe(
      `b.csv:1: the header cannot be used: ${FIRST}\n  Mend the header line and run the command again.`,
    );
    const alone = await made.run(`${command.replace("--control control.csv ", "")} - e.csv`, facts);
    expect(alone.message).toContain(
      '-:1: the header cannot be used: 2 problems\n-:1: column 1 is "␠rental_id" with a blank before it; name it rental_id\n-:1: a rental export needs user_id, service, started_at, expires_at;',
    );
  });
});

test("check tells them in a case, with the place of the first", async () => {
  const made = await story();
  for (const [name, content] of Object.entries(FILES)) made.write(`cases/one/exports/${name}`, content);
  for (const file of ["policy.yaml", "outage.yaml"]) made.write(`cases/one/${file}`, made.read(file));
  made.write("cases/one/expected/review.csv", "record_id\n");
  const { out } = await made.run("check cases --reporter github");
  expect(out).toContain("file=cases/one/exports/b.csv,line=1");
  expect((await made.run("check cases")).out).toContain(`cases/one/exports/b.csv:1: ${FIRST}`);
});

test("a column that the policy needs is missed in all exports at once, before any row is decided", async () => {
  const subscriptions = "subscription_id,user_id,service,started_at,expires_at\n";
  const made = await story({
    "a.csv": DAMAGED,
    "s.csv": subscriptions,
    "t.csv": subscriptions.replace("\n", ",chanel,price\n"),
  });
  const { failure, message } = await made.run(`plan ${RULES} --out plan a.csv s.csv t.csv`);
  expect(failure).toBe("policy-invalid");
  expect(message).toContain('s.csv has no column "channel"\n');
  expect(message).toContain('t.csv has no column "channel"; did you mean "chanel"?');
});

describe("what the first bytes of a file do not tell is told in its turn:", () => {
  const packed = gzipSync(SOUND);
  test.for([
    ["a header behind many empty lines", `${"\n".repeat(70_000)}${HEADER}`, undefined],
    ["a bad header behind many empty lines", `${"\n".repeat(70_000)}note\n`, "kind-unknown"],
    ["a header of more than 64 KiB", `${HEADER.trim()},${"x".repeat(40_000)},${"y".repeat(40_000)}\n`, undefined],
    ["gzip that is cut off before its text", packed.subarray(0, 12), "gzip-damaged"],
    ["gzip that is cut short", packed.subarray(0, packed.length - 12), "gzip-damaged"],
    [
      "gzip that is longer than its start",
      gzipSync(
        SOUND +
          Array.from({ length: 5000 }, (_, row) => `q${row},u${row * 7919},kakaopage,2022-10-14,2022-10-31\n`).join(""),
      ),
      undefined,
    ],
  ] as const)("%s", async ([, content, code]) => {
    const made = await story({ "e.csv": `${HEADER}z9,u1,kakaopage,2022-10-14,2022-10-31\n`, "long.csv": content });
    const { failure } = await made.run(`plan ${RULES} --out plan e.csv long.csv`);
    expect(failure).toBe(code);
  });

  test("a bad header at the start of long packed data is told at once", async () => {
    const rows = Array.from({ length: 9000 }, (_, row) => `q${row},u${row * 7919}\n`).join("");
    const made = await story({ "a.csv": DAMAGED, "long.csv.gz": gzipSync(`note,text\n${rows}`) });
    expect((await made.run(`plan ${RULES} --out plan a.csv long.csv.gz`)).failure).toBe("kind-unknown");
  });
});

test("a named pipe is opened once, and its header told in its turn", async () => {
  const made = await story({ "e.csv": SOUND, "bad.csv": "note\n", "other.csv": SOUND.replace("r1", "r2") });
  execFileSync("mkfifo", [made.path("pipe")]);
  const plan = (content: string) => {
    spawn("sh", ["-c", `cat ${content} > pipe`], { cwd: made.folder });
    return made.run(`plan ${RULES} --out plan pipe other.csv`);
  };
  expect(await plan("e.csv")).toMatchObject({ exit: 0, message: "" });
  expect(made.summary("plan").totals.read).toBe(2);
  expect((await plan("bad.csv")).message).toContain("pipe:1: cannot tell what kind of export this is");
});

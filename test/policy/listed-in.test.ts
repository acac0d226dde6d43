/** `listed-in` reads a column of a CSV beside the policy, and says what is wrong with it under the file's name. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRules } from "../../src/commands/steps/rules-input.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { complaintsOf, marked } from "./marked.ts";
import { policyText } from "./written.ts";

const WINDOW = "2022-10-15T15:30+09:00/2022-10-20T23:00+09:00";
const COMMAND = { policy: "policy.yaml", outage: WINDOW, outageId: undefined, zone: undefined };

async function folderWith(policy: string): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, "below"));
  await writeFile(join(folder, "policy.yaml"), policy);
  await writeFile(join(folder, "affected.csv"), "user_id,name\nu1,A\n0012,B\nu1,C\n,D\n");
  await writeFile(join(folder, "below", "affected.csv"), "user_id\nu1\n");
  await writeFile(join(folder, "twice.csv"), "user_id,user_id\nu1,u2\n");
  await writeFile(join(folder, "ragged.csv"), "user_id,name\nu1\n");
  await writeFile(join(folder, "broken.csv"), 'user_id\n"u1\n');
  await writeFile(join(folder, "empty.csv"), "");
  return folder;
}

/** The complaints about the policy in a folder. */
async function complaintsOfRules(folder: string): Promise<readonly string[]> {
  const refused = await readRules(COMMAND, folder).catch((error: unknown) => error);
  return complaintsOf(() => {
    throw refused;
  }, "policy.yaml");
}

describe("a list beside the policy", () => {
  test.for([
    ["below it", "§below/affected.csv", "must be a file beside the policy, without a folder"],
    ["above it", "§../affected.csv", "must be a file beside the policy, without a folder"],
    ["at an absolute path", "§/etc/passwd", "must be a file beside the policy, without a folder"],
    ["that does not exist", "§effected.csv", 'there is no readable file "effected.csv"'],
    ["that is a folder", "§below", 'there is no readable file "below"'],
    ["that is the folder itself", "§.", "there is no readable file"],
    ["that is the folder above", "§..", "there is no readable file"],
    ["that is empty", "§empty.csv", 'has no column "user_id", or is no CSV'],
    ["with a quote that never ends", "§broken.csv", 'has no column "user_id", or is no CSV'],
  ] as const)("%s is refused", async ([, written, message]) => {
    const { text, places } = marked(policyText({ for: `{ user_id: { listed-in: ${written} } }` }));
    const folder = await folderWith(text);
    const found = await complaintsOfRules(folder);
    expect(found).toEqual([expect.stringContaining(message)]);
    expect(found[0]?.split(" ")[0]).toBe(places[0]);
  });

  test("without the column is refused", async () => {
    const { text, places } = marked(policyText({ for: "{ rental_id: { listed-in: §affected.csv } }" }));
    const folder = await folderWith(text);
    const found = await complaintsOfRules(folder);
    expect(found).toEqual([`${places[0]} affected.csv has no column "rental_id", or is no CSV`]);
  });

  test("gives its values as they are written, each once", async () => {
    const folder = await folderWith(policyText({ for: "{ user_id: { listed-in: affected.csv } }" }));
    const { policy, files } = await readRules(COMMAND, folder);
    const tests = policy.layers.flatMap(({ rules }) => rules.flatMap((rule) => rule.for.flatMap((one) => one.tests)));
    const values = tests.flatMap((one) => (one.kind === "listed" ? [...one.values] : []));
    expect(values.filter((value) => value !== "")).toEqual(["u1", "0012"]);
    expect(files.map(({ role, path }) => `${role} ${path}`)).toEqual(["policy policy.yaml", "list affected.csv"]);
  });

  test("that two rules name is one file of the run", async () => {
    const rules = ["a", "b"].map(
      (name) => `  - { rule: ${name}, for: { user_id: { listed-in: affected.csv } }, give: nothing }`,
    );
    const folder = await folderWith(policyText({ rules: `rules:\n${rules.join("\n")}` }));
    expect((await readRules(COMMAND, folder)).files.map(({ role }) => role)).toEqual(["policy", "list"]);
  });

  test("cannot be read by a policy that came without its folder", () => {
    const { text, places } = marked(policyText({ for: "{ user_id: { listed-in: §affected.csv } }" }));
    expect(complaintsOf(() => readPolicy(text, "policy.yaml"), "policy.yaml")).toEqual([
      `${places[0]} "affected.csv" cannot be read here`,
    ]);
  });
});

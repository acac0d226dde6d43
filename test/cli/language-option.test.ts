/** The language of a command: --lang, else the locale; and never that of a machine in a file. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { localeLanguage } from "../../src/cli/language-option.ts";
import { runBinary } from "../support/binary.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("a locale", () => {
  test.for([
    ["none", {}, "en"],
    ["an empty one", { LANG: "" }, "en"],
    ["Korean", { LANG: "ko_KR.UTF-8" }, "ko"],
    ["the language alone", { LANG: "ko" }, "ko"],
    ["as browsers write it", { LANG: "ko-KR" }, "ko"],
    ["with another encoding", { LANG: "ko.eucKR" }, "ko"],
    ["Konkani, which begins alike", { LANG: "kok_IN" }, "en"],
    ["English", { LANG: "en_US.UTF-8" }, "en"],
    ["a language without words of its own", { LANG: "ja_JP.UTF-8" }, "en"],
    ["messages before the general one", { LC_MESSAGES: "ko_KR.UTF-8", LANG: "en_US.UTF-8" }, "ko"],
    ["the one for everything first", { LC_ALL: "C", LC_MESSAGES: "ko_KR.UTF-8", LANG: "ko_KR.UTF-8" }, "en"],
    ["an empty one passed over", { LC_ALL: "", LC_MESSAGES: "", LANG: "ko_KR.UTF-8" }, "ko"],
    ["that of numbers, which says nothing of messages", { LC_NUMERIC: "ko_KR.UTF-8" }, "en"],
  ] as const)("%s", ([, environment, expected]) => {
    expect(localeLanguage(environment)).toBe(expected);
  });
});

describe("the built program", () => {
  test.for([
    ["goes by the locale", "", "ko_KR.UTF-8", "헤더는 1번째 줄"],
    ["goes by --lang before the locale", " --lang en", "ko_KR.UTF-8", "header on line 1"],
    ["speaks English where nothing is said", "", "C.UTF-8", "header on line 1"],
    ["speaks Korean in any locale when it is told to", " --lang ko", "C.UTF-8", "헤더는 1번째 줄"],
  ] as const)("%s", async ([, option, locale, expected]) => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "a,b\n1,2\n");
    const { exit, out } = await runBinary(`inspect${option} a.csv`, { cwd, env: { LC_ALL: locale } });
    expect([exit, out]).toEqual([0, expect.stringContaining(expected)]);
  });

  test("prints the same JSON in every language", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), "a,b\n1,2\n");
    const [english, korean] = await Promise.all(
      ["en", "ko"].map((language) => runBinary(`inspect --json --lang ${language} a.csv`, { cwd })),
    );
    expect(korean).toEqual(english);
  });
});

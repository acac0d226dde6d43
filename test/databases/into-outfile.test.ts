/** `INTO OUTFILE` of docs/RECIPES.md writes the bytes that the client writes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serverFolder } from "./database.ts";
import { MARIADB } from "./mariadb.ts";
import { readRecipe } from "./recipe.ts";
import { followRecipe, plannedWorkplace } from "./workplace.ts";

test.skipIf(MARIADB.leftOut !== "")(
  `a server writes the export itself${MARIADB.leftOut}`,
  { timeout: 120_000 },
  async () => {
    const server = await MARIADB.start();
    onTestFinished(server.end);
    const beginning = await followRecipe(MARIADB, server);
    onTestFinished(beginning.remove);
    const place = await plannedWorkplace(beginning);
    const { files } = readRecipe(MARIADB.title);
    const { folder, remove } = serverFolder();
    onTestFinished(remove);

    const ending = (files.get("into-outfile.sql") ?? "").replace("/var/lib/mysql-files", folder);
    const [first = "", header = "", rows = ""] = (files.get("export.sql") ?? "").split(";\n");
    await place.query(`${first};\n${header}\nUNION ALL\n${rows}\n${ending}`);
    const [byServer, byClient] = [
      join(folder, "subscriptions.csv"),
      join(place.folder, "exports/subscriptions.csv"),
    ].map((path) => readFileSync(path, "utf8"));
    expect(byServer?.split("\n")).toHaveLength(byClient?.split("\n").length ?? 0);
    expect(byServer).toBe(byClient);
  },
);

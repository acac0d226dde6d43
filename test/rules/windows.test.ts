/** Which window a record has, also where a column holds more values than anybody would name. */
import { expect, test } from "vitest";
import { readOutage } from "../../src/policy/read-outage.ts";
import { windowsFor } from "../../src/rules/windows.ts";
import { outageText } from "../policy/written.ts";
import { record } from "./ground.ts";

const MANY = 5000;

function textOf(windowFor: ReturnType<typeof windowsFor>, cells: { readonly [column: string]: string }): string {
  const window = windowFor(record("rental", cells));
  if (window === undefined) return "none";
  return "kind" in window ? `${window.column}=${window.value}` : new Date(window.start).toISOString();
}

test("the values that were met first and those that were met last have the same ones", () => {
  const where = "{ window: 2022-10-15T09:00/2022-10-16T09:00, where: { region: seoul } }";
  const outage = readOutage(outageText({ rest: `services: { melon: [${where}] }` }), "o.yaml");
  const windowFor = windowsFor(outage, "melon");
  for (let index = 0; index < MANY; index += 1) {
    const region = `r${index}`;
    expect(textOf(windowFor, { region })).toBe(`region=${region}`);
  }
  for (const _ of ["once", "twice"]) {
    expect(textOf(windowFor, { region: "seoul" })).toBe("2022-10-15T00:00:00.000Z");
    expect(textOf(windowFor, { region: `r${MANY - 1}` })).toBe(`region=r${MANY - 1}`);
    expect(textOf(windowFor, { region: "r0" })).toBe("region=r0");
  }
});

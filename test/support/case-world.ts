/** A world for running cases: no terminal, no clock that moves, nothing printed. */
import type { World } from "../../src/commands/world.ts";
import { instantAt } from "../../src/domain/instant.ts";

export function testWorldIn(cwd: string): World {
  const same = (text: string) => text;
  return {
    cwd,
    tool: { tool: "compensate test", timeZoneData: "test" },
    stdin: (async function* () {})(),
    palette: { strong: same, faint: same, good: same, warning: same, bad: same },
    canAsk: false,
    now: () => instantAt(0),
    out: async () => {},
    say: () => {},
    ask: async () => "",
    startProgress: () => ({ update: () => {}, stop: () => {} }),
    onInterrupt: () => () => {},
    holdInterrupts: async () => {},
  };
}

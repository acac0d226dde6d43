/** A world of which everything is stated: the clock, the terminal, standard input, the versions. */
import type { Tool } from "../../src/book/commit.ts";
import type { Pipeline, World } from "../../src/commands/steps/world.ts";
import { instantAt } from "../../src/domain/instant.ts";
import type { Language } from "../../src/report/habits.ts";

export interface WorldFacts {
  readonly cwd: string;
  /** The clock. */
  readonly now?: string;
  /** What the person at the terminal answers; without it there is no terminal. */
  readonly answer?: string;
  readonly stdin?: readonly Uint8Array[];
  readonly tool?: Tool;
  readonly language?: Language;
  /** As wide as it takes unless stated, so that nothing is folded. */
  readonly columns?: number;
  readonly pipeline?: Partial<Pipeline>;
  /** Whether results go to a screen; to a file unless stated. */
  readonly isScreen?: boolean;
  /** What happens just before the exports are read. */
  readonly beforeReading?: () => void;
}

export interface TestWorld extends World {
  /** Everything printed as a result. */
  printed(): string;
  /** Everything else that was said, line by line. */
  said(): readonly string[];
  asked(): readonly string[];
}

export const TOOL: Tool = { tool: "compensate 0.0.0-test", timeZoneData: "2022e" };
const NOW = "2022-10-21T11:00:00+09:00";

export function createTestWorld({
  cwd,
  now = NOW,
  answer,
  stdin = [],
  tool = TOOL,
  language = "en",
  columns = Number.POSITIVE_INFINITY,
  pipeline = {},
  isScreen = false,
  beforeReading = () => {},
}: WorldFacts): TestWorld {
  const printed: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const plain = (text: string) => text;
  return {
    cwd,
    tool,
    stdin: chunks(stdin),
    columns,
    language,
    palette: { strong: plain, faint: plain, good: plain, warning: plain, bad: plain },
    pipeline: { ci: false, workspace: undefined, stepSummary: undefined, ...pipeline },
    canAsk: answer !== undefined,
    isScreen,
    now: () => instantAt(Date.parse(now)),
    out: async (text) => {
      printed.push(text);
    },
    say: (text) => {
      said.push(text);
    },
    ask: async (question) => {
      asked.push(question);
      return answer ?? "";
    },
    startProgress: async () => {
      beforeReading();
      return { update: () => {}, stop: () => {} };
    },
    onInterrupt: () => () => {},
    holdInterrupts: async () => {},
    printed: () => printed.join(""),
    said: () => said,
    asked: () => asked,
  };
}

async function* chunks(stdin: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* stdin;
}

/**
 * Ctrl-C and SIGTERM, which `bin/` holds back until the program is loaded: clean up, say what was written and end at once with
 * 130. Nothing was written, unless a command says otherwise: while a plan is published or a run committed, signals are held
 * back. That is short, and whether it succeeded is what counts then. A user who cannot wait kills the process, which is safe
 * too.
 */
import type { WrittenSoFar } from "../commands/steps/world.ts";
import { EXIT } from "../domain/failure.ts";

export interface Interrupts {
  /** Says what to clean up, and what was written by then; returns how to take that back. */
  onInterrupt(action: () => void, written?: WrittenSoFar): () => void;
  /** Lets what has arrived so far through, and holds back what comes later. */
  hold(): Promise<void>;
}

export function catchInterrupts(): Interrupts {
  const actions = new Map<() => void, WrittenSoFar>();
  let isHeld = false;
  function interrupt(): void {
    if (isHeld) return;
    const written = [...actions.values()].flatMap((says) => says() ?? []);
    for (const action of actions.keys()) action();
    process.stderr.write(`interrupted; ${written.length === 0 ? "nothing was written" : written.join(", ")}\n`);
    process.exit(EXIT.interrupted);
  }
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return {
    onInterrupt: (action, written = () => undefined) => {
      actions.set(action, written);
      return () => actions.delete(action);
    },
    hold: async () => {
      // Two turns: a signal is noticed in one and delivered in the next.
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      isHeld = true;
    },
  };
}

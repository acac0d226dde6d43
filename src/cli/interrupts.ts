/**
 * Ctrl-C and SIGTERM, which `bin/` holds back until the program is loaded: clean up, say so and end at once with 130, because nothing has been committed. Only during a commit they
 * are held back: it is short, and whether it succeeded is what counts then. A user who cannot wait kills the
 * process, which is safe too.
 */
import { EXIT } from "../domain/failure.ts";

export interface Interrupts {
  /** Says what to clean up; returns how to take that back. */
  onInterrupt(action: () => void): () => void;
  /** Lets what has arrived so far through, and holds back what comes later. */
  hold(): Promise<void>;
}

export function catchInterrupts(): Interrupts {
  const actions = new Set<() => void>();
  let isHeld = false;
  function interrupt(): void {
    if (isHeld) return;
    for (const action of actions) action();
    process.stderr.write("interrupted; nothing half-written\n");
    process.exit(EXIT.interrupted);
  }
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return {
    onInterrupt: (action) => {
      actions.add(action);
      return () => actions.delete(action);
    },
    hold: async () => {
      // Two turns: a signal is noticed in one and delivered in the next.
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      isHeld = true;
    },
  };
}

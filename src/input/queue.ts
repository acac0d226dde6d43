/** What comes from elsewhere, in order, for one reader that may be there before it or behind it. */

export interface Queue<Item> {
  push(item: Item): void;
  /** Every `next` throws the error, once what was pushed before is taken. The first error counts. */
  fail(reason: unknown): void;
  /** The next item; the caller asks for one after the other. */
  next(): Promise<Item>;
}

export function createQueue<Item>(): Queue<Item> {
  const items: Item[] = [];
  let end: { readonly reason: unknown } | undefined;
  let wake = () => {};
  return {
    push: (item) => {
      items.push(item);
      wake();
    },
    fail: (reason) => {
      end ??= { reason };
      wake();
    },
    next: async () => {
      for (;;) {
        const [item] = items.splice(0, 1);
        if (item !== undefined) return item;
        if (end !== undefined) throw end.reason;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

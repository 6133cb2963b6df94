import { describe, expect, it, vi } from "vitest";

import { EntryNews } from "./entry-news";

const settled = () => new Promise<void>((resolve) => {
  queueMicrotask(resolve);
});

function connected() {
  const news = new EntryNews();
  const send = vi.fn<(components: readonly string[]) => void>();
  news.connected(send, false);
  return { news, send };
}

describe("news of entries", () => {
  it("are told to who shows the component, and to nobody else", () => {
    const { news } = connected();
    const [invoices, both] = [vi.fn(), vi.fn()];
    news.watch(["invoices"], invoices);
    const stop = news.watch(["suppliers", "invoices"], both);
    news.changed("suppliers");
    expect([invoices.mock.calls.length, both.mock.calls.length]).toEqual([0, 1]);
    stop();
    news.changed("invoices");
    expect([invoices.mock.calls.length, both.mock.calls.length]).toEqual([1, 1]);
  });

  it("are asked for once, whatever the number of collections", async () => {
    const { news, send } = connected();
    news.watch(["b"], vi.fn());
    const stop = news.watch(["a", "b"], vi.fn());
    await settled();
    expect(send.mock.calls).toEqual([[["a", "b"]]]);
    // From one page to the next: the server hears of what is different only.
    stop();
    news.watch(["a"], vi.fn());
    await settled();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("are not asked for beyond what the server grants", async () => {
    const { news, send } = connected();
    news.watch(Array.from({ length: 60 }, (_, index) => `c${index}`), vi.fn());
    await settled();
    expect(send.mock.calls[0]?.[0]).toHaveLength(50);
  });

  it("are asked for again on a new connection, and what was missed is read", async () => {
    const { news } = connected();
    const told = vi.fn();
    news.watch(["a"], told);
    await settled();
    news.disconnected();
    const send = vi.fn();
    news.connected(send, true);
    await settled();
    expect(send.mock.calls).toEqual([[["a"]]]);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("wait for a connection", async () => {
    const news = new EntryNews();
    const told = vi.fn();
    news.watch(["a"], told);
    await settled();
    const send = vi.fn();
    news.connected(send, false);
    await settled();
    expect(send.mock.calls).toEqual([[["a"]]]);
    expect(told).not.toHaveBeenCalled();
  });
});

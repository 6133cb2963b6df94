// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { calmly } from "./calmly";

const LONG_ENOUGH = 1_000;
let hidden = false;

function look(seen: boolean) {
  hidden = !seen;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  hidden = false;
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("calm reloads", () => {
  it("are one for a burst, and one more for news that comes later", () => {
    const run = vi.fn();
    const calm = calmly(run);
    for (let news = 0; news < 20; news += 1) calm.ask();
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).toHaveBeenCalledTimes(1);
    calm.ask();
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("are not put off for ever by news without end", () => {
    const run = vi.fn();
    const calm = calmly(run);
    for (let passed = 0; passed < 10 * LONG_ENOUGH; passed += 100) {
      calm.ask();
      vi.advanceTimersByTime(100);
    }
    expect(run.mock.calls.length).toBeGreaterThan(5);
  });

  it("wait until somebody looks", () => {
    const run = vi.fn();
    const calm = calmly(run);
    look(false);
    calm.ask();
    vi.advanceTimersByTime(60 * LONG_ENOUGH);
    expect(run).not.toHaveBeenCalled();
    look(true);
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).toHaveBeenCalledTimes(1);
    look(false);
    look(true);
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("are kept when somebody looks away while they wait", () => {
    const run = vi.fn();
    const calm = calmly(run);
    calm.ask();
    look(false);
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).not.toHaveBeenCalled();
    look(true);
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("end with who asked for them", () => {
    const run = vi.fn();
    const calm = calmly(run);
    calm.ask();
    calm.stop();
    look(true);
    vi.advanceTimersByTime(LONG_ENOUGH);
    expect(run).not.toHaveBeenCalled();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ScriptPage } from "./form-script";
import { ScriptHost, type ScriptWorker } from "./host";
import type { FormView, FromWorker, ToWorker } from "./messages";

const view: FormView = { head: {}, values: {}, controls: {}, errors: {}, device: { width: 800, mobile: false } };

class FakeWorker implements ScriptWorker {
  onmessage: ScriptWorker["onmessage"] = null;
  onerror: ScriptWorker["onerror"] = null;
  readonly sent: ToWorker[] = [];
  ended = false;
  postMessage(message: ToWorker) {
    this.sent.push(message);
  }
  terminate() {
    this.ended = true;
  }
  tell(message: FromWorker) {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  kinds() {
    return this.sent.map(({ kind }) => kind).filter((kind) => kind !== "ping");
  }
}

function opened() {
  const workers: FakeWorker[] = [];
  const host = new ScriptHost({
    indexUrl: "https://aqtra/",
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
  });
  const page: ScriptPage = {
    form: "f",
    script: "",
    modules: {},
    about: { component: "c", properties: [], controls: [], kinds: {}, user: {} },
    view: () => view,
    apply: vi.fn(),
    serve: vi.fn(() => Promise.resolve("answer")),
    failed: vi.fn(),
    stopped: vi.fn(),
  };
  const script = host.open(page);
  return { host, page, script, workers, worker: workers[0] as FakeWorker };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("ScriptHost", () => {
  it("keeps events until the interpreter is loaded, then passes them in order", async () => {
    const { script, worker } = opened();
    const outcome = script.call("go", []);
    expect(worker.kinds()).toEqual(["load"]);
    worker.tell({ kind: "ready" });
    expect(worker.kinds()).toEqual(["load", "open", "call"]);
    worker.tell({ kind: "done", form: "f", call: 0, error: null });
    expect(await outcome).toBe("done");
  });

  it("applies effects before it serves the requests among them, and answers with what they changed", async () => {
    const { page, worker } = opened();
    worker.tell({ kind: "ready" });
    const effects = [{ do: "value", name: "A", value: 1 }, { do: "request", id: 4, method: "confirm", arguments: {} }] as const;
    worker.tell({ kind: "effects", form: "f", number: 1, effects });
    await vi.advanceTimersByTimeAsync(0);
    expect(page.apply).toHaveBeenCalledWith(effects);
    expect(worker.sent.at(-1)).toMatchObject({ kind: "answer", request: 4, value: "answer", state: { applied: 1 } });
  });

  it("ends a worker that does not let go, tells the page, and loads the script again", async () => {
    const { page, script, workers, worker } = opened();
    worker.tell({ kind: "ready" });
    worker.tell({ kind: "opened", form: "f", error: null });
    const outcome = script.call("forever", []);
    await vi.advanceTimersByTimeAsync(7000);
    expect(worker.ended).toBe(true);
    expect(await outcome).toBe("failed");
    expect(page.stopped).toHaveBeenCalledWith(true);
    workers[1]?.tell({ kind: "ready" });
    expect(workers[1]?.kinds()).toEqual(["load", "open"]);
  });

  it("sets no defaults a second time when a script is loaded again", async () => {
    const { page, script, workers, worker } = opened();
    worker.tell({ kind: "ready" });
    worker.tell({ kind: "opened", form: "f", error: null });
    void script.call("forever", []);
    await vi.advanceTimersByTimeAsync(7000);
    const value = { do: "value", name: "A", value: 1 } as const;
    const control = { do: "control", id: "c", setting: "hidden", value: true } as const;
    workers[1]?.tell({ kind: "ready" });
    workers[1]?.tell({ kind: "effects", form: "f", number: 1, effects: [value, control] });
    expect(page.apply).toHaveBeenLastCalledWith([control]);
    workers[1]?.tell({ kind: "opened", form: "f", error: null });
    workers[1]?.tell({ kind: "effects", form: "f", number: 2, effects: [value] });
    expect(page.apply).toHaveBeenLastCalledWith([value]);
  });

  it("asks for the styles of a grid in one message", async () => {
    const { script, worker } = opened();
    worker.tell({ kind: "ready" });
    const painting = { sender: { $control: "c" }, part: "row", rows: [{ id: 1 }, { id: 2 }], columns: [], types: {} } as const;
    const outcome = script.paint("paint", painting);
    expect(worker.sent.at(-1)).toMatchObject({ kind: "paint", target: "paint", painting });
    worker.tell({ kind: "done", form: "f", call: 0, error: null });
    expect(await outcome).toBe("done");
  });

  it("leaves a worker alone that answers, however long a handler waits for something", async () => {
    const { script, worker } = opened();
    worker.tell({ kind: "ready" });
    void script.call("waiting", []);
    for (let second = 0; second < 20; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      worker.tell({ kind: "pong" });
    }
    expect(worker.ended).toBe(false);
  });

  it("does not load a script again whose top level never ends", async () => {
    const { page, workers, worker } = opened();
    worker.tell({ kind: "ready" });
    await vi.advanceTimersByTimeAsync(7000);
    expect(page.stopped).toHaveBeenCalledWith(false);
    expect(workers).toHaveLength(1);
  });
});

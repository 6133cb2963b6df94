/** The interpreter of a tab: one worker, begun when the first script is opened, ended when it does not let go. */
import { FormScript, type ScriptPage } from "./form-script";
import type { FromWorker, ToWorker } from "./messages";

/** As much of a Worker as is needed. */
export interface ScriptWorker {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

export interface HostOptions {
  readonly createWorker: () => ScriptWorker;
  /** Address of the folder that Pyodide is served from. */
  readonly indexUrl: string;
  /** How many times in a row the worker may leave a question unanswered. */
  readonly limit?: number;
  readonly tickMs?: number;
}

/** A handler may run for so many seconds without waiting for anything. */
const LIMIT_SECONDS = 5;
const SECOND = 1000;

export class ScriptHost {
  private readonly forms = new Map<string, FormScript>();
  private worker: ScriptWorker | undefined;
  private ready = false;
  private unanswered = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly options: HostOptions) {}

  /** Loads the script of a form. One that is open already is kept: its globals live as long as the form. */
  open(page: ScriptPage): FormScript {
    const known = this.forms.get(page.form);
    if (known) return known;
    const script = new FormScript(page);
    this.forms.set(page.form, script);
    if (this.ready) script.start(this.send);
    else if (!this.worker) this.begin();
    return script;
  }

  close(form: string): void {
    const script = this.forms.get(form);
    if (!script) return;
    this.forms.delete(form);
    script.giveUp();
    if (this.ready) this.worker?.postMessage({ kind: "close", form });
  }

  private readonly send = (message: ToWorker): void => {
    // Values of a form may hold what cannot be cloned, such as chosen files; scripts see none of it.
    this.worker?.postMessage(JSON.parse(JSON.stringify(message)) as ToWorker);
  };

  private begin(): void {
    const worker = this.options.createWorker();
    this.worker = worker;
    worker.onmessage = ({ data }) => {
      if (worker === this.worker) this.receive(data);
    };
    worker.onerror = (event) => {
      if (worker === this.worker) this.unavailable(event.message);
    };
    worker.postMessage({ kind: "load", indexUrl: this.options.indexUrl });
  }

  private receive(message: FromWorker): void {
    this.unanswered = 0;
    switch (message.kind) {
      case "ready":
        this.ready = true;
        this.watch();
        for (const script of [...this.forms.values()]) script.start(this.send);
        return;
      case "unavailable":
        this.unavailable(message.message);
        return;
      case "pong":
        return;
      default:
        this.forms.get(message.form)?.receive(message);
    }
  }

  /** Asks once a second whether the worker still listens. A machine that slept counts as one second. */
  private watch(): void {
    clearInterval(this.timer);
    this.unanswered = 0;
    this.timer = setInterval(() => {
      if (this.unanswered >= (this.options.limit ?? LIMIT_SECONDS)) this.restart();
      else {
        this.unanswered += 1;
        this.worker?.postMessage({ kind: "ping" });
      }
    }, this.options.tickMs ?? SECOND);
  }

  /** Ends what does not let go, and loads the scripts again; one that did not even get loaded would only do it again. */
  private restart(): void {
    this.end();
    for (const [form, script] of [...this.forms]) {
      const { isRunning, isOpening } = script;
      if (isOpening) {
        this.forms.delete(form);
        script.giveUp();
      } else script.stop();
      if (isRunning) script.page.stopped(!isOpening);
    }
    if (this.forms.size > 0) this.begin();
  }

  private unavailable(message: string): void {
    this.end();
    const forms = [...this.forms.values()];
    this.forms.clear();
    for (const script of forms) {
      script.giveUp();
      script.page.failed({ type: "Unavailable", message, module: null, line: null, trace: message }, null);
    }
  }

  private end(): void {
    clearInterval(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.ready = false;
  }
}

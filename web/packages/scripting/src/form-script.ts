/** One script with the form it was opened for, as the page holds it. */
import type { Effect, FormAbout, FormSnapshot, FormView, FromWorker, ModuleSources, Painting, Refusal, ScriptError, ToWorker } from "./messages";

/** What a script needs of its page. */
export interface ScriptPage {
  readonly form: string;
  readonly script: string;
  readonly modules: ModuleSources;
  readonly about: FormAbout;
  view(): FormView;
  /** Changes in their order, to be shown together. */
  apply(effects: readonly Effect[]): void;
  /** Does what a script asked for. Rejects with a Refusal when it cannot be done. */
  serve(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** An exception that the script did not catch. */
  failed(error: ScriptError, name: string | null): void;
  /** The script ran for too long and was ended; `again`: it was loaded anew. */
  stopped(again: boolean): void;
}

export type CallOutcome = "done" | "failed";

interface Call {
  readonly name: string | null;
  readonly end: (outcome: CallOutcome) => void;
}

/** Calls are numbered; those that were asked for while nothing was loaded yet wait. */
export class FormScript {
  private readonly calls = new Map<number, Call>();
  private waiting: (() => void)[] = [];
  private send: ((message: ToWorker) => void) | undefined;
  private count = 0;
  private applied = 0;
  /** Whether what stands outside of functions has run. */
  private opened = false;
  /** Runs what stands outside of functions once more, after the interpreter was ended. */
  private again = false;

  constructor(readonly page: ScriptPage) {}

  get isRunning(): boolean {
    return this.send !== undefined && (!this.opened || this.calls.size > 0);
  }

  get isOpening(): boolean {
    return this.send !== undefined && !this.opened;
  }

  /** The interpreter is there. */
  start(send: (message: ToWorker) => void): void {
    this.send = send;
    this.opened = false;
    this.applied = 0;
    const { form, about, script, modules } = this.page;
    send({ kind: "open", form, about, script, modules, state: this.snapshot() });
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) go();
  }

  /** The interpreter is gone, and what it was doing with it. */
  stop(): void {
    this.send = undefined;
    this.again = true;
    const calls = [...this.calls.values()];
    this.calls.clear();
    for (const { end } of calls) end("failed");
  }

  /** Nothing of it will run any more. */
  giveUp(): void {
    this.stop();
    this.waiting = [];
  }

  call(target: string | null, args: readonly unknown[]): Promise<CallOutcome> {
    return this.begin(target, (call) => ({ kind: "call", form: this.page.form, call, target, arguments: args, state: this.snapshot() }));
  }

  /** Calls a function for each part of a grid that is drawn. */
  paint(target: string, painting: Painting): Promise<CallOutcome> {
    return this.begin(target, (call) => ({ kind: "paint", form: this.page.form, call, target, painting, state: this.snapshot() }));
  }

  private begin(name: string | null, message: (call: number) => ToWorker): Promise<CallOutcome> {
    return new Promise((resolve) => {
      const call = this.count;
      this.count += 1;
      this.calls.set(call, { name, end: resolve });
      const go = () => this.send?.(message(call));
      if (this.send) go();
      else this.waiting.push(go);
    });
  }

  receive(message: Extract<FromWorker, { form: string }>): void {
    switch (message.kind) {
      case "effects":
        this.apply(message.effects, message.number);
        return;
      case "opened":
        this.opened = true;
        this.again = false;
        if (message.error) this.page.failed(message.error, null);
        return;
      case "failed":
        this.page.failed(message.error, null);
        return;
      case "done": {
        const call = this.calls.get(message.call);
        this.calls.delete(message.call);
        if (message.error) this.page.failed(message.error, call?.name ?? null);
        call?.end(message.error ? "failed" : "done");
      }
    }
  }

  private apply(effects: readonly Effect[], number: number): void {
    // What a reader has typed since is theirs: defaults are not set a second time.
    this.page.apply(this.again ? effects.filter(({ do: kind }) => kind !== "value") : effects);
    this.applied = number;
    for (const effect of effects) if (effect.do === "request") void this.serve(effect);
  }

  private async serve({ id, method, arguments: args }: Extract<Effect, { do: "request" }>): Promise<void> {
    const { send } = this;
    const answered = await this.page.serve(method, args).then(
      (value) => ({ value: value ?? null }),
      (error: unknown) => ({ error: refusalOf(error) }),
    );
    // Asked by an interpreter that is gone.
    if (send !== this.send) return;
    send?.({ kind: "answer", form: this.page.form, request: id, state: this.snapshot(), ...answered });
  }

  private snapshot(): FormSnapshot {
    return { ...this.page.view(), applied: this.applied };
  }
}

function refusalOf(error: unknown): Refusal {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) return error as Refusal;
  return { code: "internal_error", message: String(error) };
}

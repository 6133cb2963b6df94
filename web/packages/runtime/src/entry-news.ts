/** Who on this page wants to hear of changed entries, and the connection that knows of changes. */

type Told = () => void;
type Send = (components: readonly string[]) => void;

interface Watcher {
  readonly components: readonly string[];
  readonly told: Told;
}

/** As many as the server lets one connection watch. */
const MOST_WATCHED = 50;

export class EntryNews {
  readonly #watchers = new Set<Watcher>();
  #send: Send | undefined;
  #sent = "";
  #asking = false;

  /** `told` is called after entries of one of the components changed, or may have. Returns how to stop it. */
  watch(components: readonly string[], told: Told): () => void {
    const watcher = { components, told };
    this.#watchers.add(watcher);
    this.#ask();
    return () => {
      this.#watchers.delete(watcher);
      this.#ask();
    };
  }

  /** A connection was made. `again`: there was one before, so news may have been missed. */
  connected(send: Send, again: boolean): void {
    this.#send = send;
    this.#sent = "";
    this.#ask();
    if (again) for (const { told } of this.#watchers) told();
  }

  disconnected(): void {
    this.#send = undefined;
  }

  changed(component: string): void {
    for (const watcher of this.#watchers) if (watcher.components.includes(component)) watcher.told();
  }

  /** Going from one page to the next ends one watch and begins another: the server hears of the result only. */
  #ask(): void {
    if (this.#asking) return;
    this.#asking = true;
    queueMicrotask(() => {
      this.#asking = false;
      const all = [...this.#watchers].flatMap(({ components }) => components);
      const wanted = [...new Set(all)].slice(0, MOST_WATCHED).sort();
      const text = wanted.join(",");
      if (!this.#send || text === this.#sent) return;
      this.#sent = text;
      this.#send(wanted);
    });
  }
}

/** The one of this browser tab. */
export const entryNews = new EntryNews();

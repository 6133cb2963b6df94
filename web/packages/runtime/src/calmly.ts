/** Reloads that news ask for: not one for each piece of news, and none while nobody looks. */

/** A burst of news is one reload. */
const CALM_MS = 500;
/** Spread, so that a hundred open pages do not ask the server at the same moment. */
const SPREAD_MS = 500;

export interface Calm {
  ask: () => void;
  stop: () => void;
}

export function calmly(run: () => void): Calm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let owed = false;
  const ask = () => {
    owed = true;
    if (document.hidden || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (document.hidden) return;
      owed = false;
      run();
    }, CALM_MS + Math.random() * SPREAD_MS);
  };
  const onVisibility = () => {
    if (owed) ask();
  };
  document.addEventListener("visibilitychange", onVisibility);
  return {
    ask,
    stop: () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
    },
  };
}

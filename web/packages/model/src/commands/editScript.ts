import type { Command } from "./command";

/** Replaces the text of the Component Script. What is typed in one go is undone together. */
export function editScript(script: string, merge?: string): Command {
  return {
    label: "editScript",
    ...(merge === undefined ? {} : { merge: `script:${merge}` }),
    run: (draft) => {
      draft.script = script;
    },
  };
}

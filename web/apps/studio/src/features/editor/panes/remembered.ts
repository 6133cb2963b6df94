/** Sizes and folded groups, remembered in this browser. */

import { useCallback, useState } from "react";

const PREFIX = "aqtra.studio.editor.";

export function useRemembered<Value>(name: string, initial: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => read(name, initial));
  const remember = useCallback(
    (next: Value) => {
      setValue(next);
      try {
        localStorage.setItem(PREFIX + name, JSON.stringify(next));
      } catch {
        // Full or forbidden storage: the choice lasts for this visit only.
      }
    },
    [name],
  );
  return [value, remember];
}

function read<Value>(name: string, initial: Value): Value {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? initial : (JSON.parse(text) as Value);
  } catch {
    return initial;
  }
}

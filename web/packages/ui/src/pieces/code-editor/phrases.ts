/** Words of the search panel and of what the editor announces, by the library's own English phrases. */
import type { TFunction } from "i18next";

const PHRASES = {
  Find: "find",
  Replace: "replaceWith",
  next: "next",
  previous: "previous",
  all: "all",
  "match case": "matchCase",
  regexp: "regexp",
  "by word": "byWord",
  replace: "replace",
  "replace all": "replaceAll",
  close: "close",
  "Go to line": "goToLine",
  go: "go",
  "current match": "currentMatch",
  "on line": "onLine",
  "replaced match on line $": "replacedOnLine",
  "replaced $ matches": "replacedMatches",
  "Selection deleted": "selectionDeleted",
  "Control character": "controlCharacter",
  Completions: "completions",
  Diagnostics: "remarks",
  "No diagnostics": "noRemarks",
} as const;

export function phrases(t: TFunction<"ui">): Record<string, string> {
  return Object.fromEntries(Object.entries(PHRASES).map(([phrase, key]) => [phrase, t(`code.${key}`)]));
}

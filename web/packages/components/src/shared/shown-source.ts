import type { FieldState, FileSource } from "../runtime-api";

interface FileSettings {
  readonly binding?: string | undefined;
  readonly file?: string | undefined;
}

/** What an element shows: the file in its property, or the static one when nothing is bound. */
export function shownSource(settings: FileSettings, field: FieldState | undefined): FileSource | null {
  if (settings.binding) return typeof field?.value === "string" && field.value !== "" ? { path: settings.binding, value: field.value } : null;
  return settings.file ? { reference: settings.file } : null;
}

/** What the name of a file says in words: `blue-sky_2.jpg` → `blue sky 2`. */
export function wordsOf(name: string): string {
  return name.replace(/\.[a-z0-9]{1,8}$/i, "").replace(/[-_]+/g, " ").trim();
}

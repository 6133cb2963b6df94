/**
 * Files that were chosen in this tab, by the id they got: shown from memory until their entry is saved, and after.
 * Files cannot be stored as data, so they stand beside the store.
 */
import type { FileInfo } from "@aqtra/components";

interface Chosen {
  readonly info: FileInfo;
  readonly file: File;
  readonly url: string;
}

/** The oldest goes first: by then its entry is saved, or it was replaced. */
const KEPT = 50;
const chosen = new Map<string, Chosen>();

export function keepChosen(info: FileInfo, file: File): void {
  chosen.set(info.id, { info, file, url: URL.createObjectURL(file) });
  for (const [id, { url }] of [...chosen].slice(0, Math.max(0, chosen.size - KEPT))) {
    URL.revokeObjectURL(url);
    chosen.delete(id);
  }
}

export function chosenFile(id: string): Chosen | undefined {
  return chosen.get(id);
}

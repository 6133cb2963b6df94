/** Where a page can lead. The app implements it with its router, a dialog by itself. */
import type { EntryHead, FormValues } from "./form/model";

export interface Target {
  readonly component: string;
  readonly page?: string | undefined;
  /** 0 or undefined: a new entry. */
  readonly entry?: number | undefined;
  readonly prefill?: FormValues | undefined;
  /** Continue with this form instead of opening a new one. */
  readonly form?: string | undefined;
}

/** The entry of a dialog as it was when OK was pressed; null when it was closed otherwise. */
export type DialogEnd = (EntryHead & { readonly data: FormValues }) | null;

export interface DialogTarget extends Target {
  /** Told once. */
  readonly onEnd?: ((end: DialogEnd) => void) | undefined;
  readonly kind: "modal" | "sidebar";
  readonly title?: string | undefined;
  readonly width?: number | string | undefined;
  readonly height?: number | string | undefined;
  readonly position?: "top" | "left" | "right" | "bottom" | undefined;
}

export interface Navigation {
  open(target: Target): void;
  back(): void;
  /** To a path of the installation, of whatever part of it. */
  follow(path: string): void;
  openDialog(target: DialogTarget): void;
  /** Ends the session of whoever uses the page. */
  signOut(): Promise<void>;
  /** The form's new entry has got its number: the address follows. */
  entrySaved(entry: number): void;
}

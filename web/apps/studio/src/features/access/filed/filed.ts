/** What permission sets and roles have in common: a name, and the application domain they are filed under. */

export interface Filed {
  id: number;
  name: string;
  /** Built-in roles belong to none. */
  domain: string | null;
}

/** Keys of strings under `access`, and the address below it. */
export type FiledWords = "permissions" | "roles";

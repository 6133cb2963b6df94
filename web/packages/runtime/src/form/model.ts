/** What a form holds. No code, so that the store needs none of the formatting libraries. */

/** System fields of the entry under a form; a new entry has id 0. */
export interface EntryHead {
  readonly id: number;
  readonly name: string | null;
  readonly createdDate: string | null;
  readonly updateDate: string | null;
  readonly creatorSubject: unknown;
  readonly changeAuthor: unknown;
  readonly version: number;
}

export type FormValues = Readonly<Record<string, unknown>>;

export interface Model {
  readonly head: EntryHead;
  readonly values: FormValues;
}

export const newHead: EntryHead = {
  id: 0,
  name: null,
  createdDate: null,
  updateDate: null,
  creatorSubject: null,
  changeAuthor: null,
  version: 0,
};

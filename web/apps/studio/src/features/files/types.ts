/** Shapes of the file library, as the platform answers. */

/** A folder of the library; `parent` is null right under the root. */
export interface Folder {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  /** How many files and folders are directly in it. */
  readonly files: number;
  readonly folders: number;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
  readonly created_at: string;
  readonly created_by: { readonly id: number; readonly name: string } | null;
  /** How many pages, domains and entries refer to it. */
  readonly uses: number;
}

export interface FilePage {
  readonly count: number;
  readonly value: readonly StoredFile[];
}

export interface FileQuery {
  /** Null: the root. */
  readonly folder: string | null;
  readonly top: number;
  readonly skip: number;
  readonly orderby: string;
}

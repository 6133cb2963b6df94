/** A library that answers as the platform does, for tests of the screen. */

import type { Folder, LibraryFile } from "@aqtra/api";

import { problem, serve } from "../../testing";

export const folder = (id: string, name: string, parent: string | null = null, files = 0): Folder => ({ id, name, parent, files, folders: 0 });

export function file(name: string, change: Partial<LibraryFile> = {}): LibraryFile {
  return {
    id: `id-${name}`,
    name,
    size: 2048,
    content_type: "text/plain",
    created_at: "2026-11-20T10:00:00Z",
    created_by: { id: 1, name: "Ada Lovelace" },
    folder: null,
    uses: 0,
    ...change,
  };
}

interface Library {
  folders?: Folder[];
  /** By folder; "root" is the root. */
  files?: Record<string, LibraryFile[]>;
}

/** Serves the library; answers the addresses that were asked for. */
export function serveLibrary({ folders = [], files = {} }: Library): URL[] {
  const asked: URL[] = [];
  serve("GET /studio/files/folders", folders);
  serve("GET /studio/files", (_, url) => {
    asked.push(url);
    const found = files[url.searchParams.get("folder") ?? ""] ?? [];
    return { count: found.length, value: found };
  });
  return asked;
}

/** Takes uploads of one part each; answers what arrived. `refuse` names what is not accepted. */
export function serveUploads(refuse: (name: string) => string | undefined = () => undefined) {
  const arrived: { name: string; folder: string | null }[] = [];
  const begun = new Map<string, { name: string; folder: string | null }>();
  const cancelled: string[] = [];
  serve("POST /uploads", (body) => {
    const { name, target } = body as { name: string; target: { folder: string | null } };
    const reason = refuse(name);
    if (reason) return problem(415, "file_type", { detail: reason });
    begun.set(name, { name, folder: target.folder });
    return { id: name, part_size: 1024, parts: 1, received: [], expires_at: "2026-11-21T10:00:00Z" };
  });
  serve("GET /uploads/:id", (_, url) => ({ id: url.pathname.split("/").at(-1), part_size: 1024, parts: 1, received: [], expires_at: "2026-11-21T10:00:00Z" }));
  serve("PUT /uploads/:id/parts/0", () => new Response(null, { status: 204 }));
  serve("POST /uploads/:id/complete", (_, url) => {
    const name = decodeURIComponent(url.pathname.split("/").at(-2) ?? "");
    arrived.push(begun.get(name) ?? { name, folder: null });
    return file(name);
  });
  serve("DELETE /uploads/:id", (_, url) => {
    cancelled.push(decodeURIComponent(url.pathname.split("/").at(-1) ?? ""));
    return new Response(null, { status: 204 });
  });
  return { arrived, cancelled };
}

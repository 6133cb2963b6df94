import { uploadFile } from "@aqtra/api";
import { useEffect, useRef, useState } from "react";

import { formatOf, readOptionsFor } from "./draft";
import type { ImportDraft } from "./draft";

/** Bytes in which the names of the columns end, unless there are very many. */
const FIRST_LINE = 16_384;

interface Sending {
  name: string;
  percent: number;
}

/** Uploads the file that is to be imported; another choice, or leaving, stops the one before. */
export function useImportFile(component: string, change: (part: Partial<ImportDraft>) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [error, setError] = useState<unknown>();
  const [unknown, setUnknown] = useState("");
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const cancel = (): void => {
    abort.current?.abort();
    setSending(null);
  };
  const choose = async (file: File): Promise<void> => {
    cancel();
    setError(undefined);
    const format = formatOf(file.name);
    setUnknown(format ? "" : file.name);
    if (!format) return;
    change({ file: null });
    const mine = new AbortController();
    abort.current = mine;
    setSending({ name: file.name, percent: 0 });
    try {
      const stored = await uploadFile(file, { import: component }, {
        signal: mine.signal,
        onProgress: (sent) => setSending({ name: file.name, percent: file.size === 0 ? 100 : Math.round((100 * sent) / file.size) }),
      });
      const beginning = await file.slice(0, FIRST_LINE).text();
      change({ file: { id: stored.id, name: file.name, size: file.size, format }, read: readOptionsFor(beginning), columns: {} });
    } catch (failure) {
      if (!mine.signal.aborted) setError(failure);
    }
    if (!mine.signal.aborted) setSending(null);
  };
  return { choose: (file: File) => choose(file), cancel, name: sending?.name, percent: sending?.percent ?? 0, error, unknown };
}

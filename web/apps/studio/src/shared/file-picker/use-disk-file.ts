/** Sends one file from disk into a folder of the library. */
import { uploadFile } from "@aqtra/api";
import { useEffect, useRef, useState } from "react";
import { useDispatch } from "react-redux";

import { api } from "../api";

interface DiskFile {
  sending: { name: string; percent: number } | undefined;
  problem: unknown;
  send: (file: File) => void;
  forget: () => void;
}

export function useDiskFile(folder: string | null, onStored: (id: string) => void): DiskFile {
  const dispatch = useDispatch();
  const [sending, setSending] = useState<DiskFile["sending"]>();
  const [problem, setProblem] = useState<unknown>();
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const send = async (file: File): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setProblem(undefined);
    setSending({ name: file.name, percent: 0 });
    const onProgress = (sent: number, total: number): void => setSending({ name: file.name, percent: total === 0 ? 100 : (sent / total) * 100 });
    try {
      const stored = await uploadFile(file, { folder }, { signal: controller.signal, onProgress });
      dispatch(api.util.invalidateTags(["files"]));
      if (!controller.signal.aborted) onStored(stored.id);
    } catch (error) {
      if (!controller.signal.aborted) setProblem(error);
    } finally {
      if (!controller.signal.aborted) setSending(undefined);
    }
  };
  return { sending, problem, send: (file) => void send(file), forget: () => setProblem(undefined) };
}

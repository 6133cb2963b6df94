/** One upload of a file control, from the choice to the value. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Element } from "../model";
import type { FieldState, RuntimeApi, UploadFailure } from "../runtime-api";
import { fileSize } from "../shared/file-size";
import { INCOMPLETE } from "../shared/incomplete";
import type { FieldControl } from "../shared/use-field-control";
import { type BrokenFileRule, brokenFileRule, type FileRule } from "./rules";

export interface Sending {
  readonly file: File;
  readonly sent: number;
  /** `stopped`: by the reader or the network; what was sent stays sent. */
  readonly state: "sending" | "stopped";
  readonly reason?: string;
}

interface Parts {
  readonly node: Element;
  readonly field: FieldState | undefined;
  readonly runtime: RuntimeApi;
  readonly control: FieldControl;
  readonly rules: readonly FileRule[];
}

export function useUpload({ node, field, runtime, control, rules }: Parts) {
  const { t } = useTranslation("components");
  const [sending, setSending] = useState<Sending>();
  const [refusal, setRefusal] = useState<string>();
  const abort = useRef<AbortController>();
  /** What the field held before; it comes back when nothing comes of the upload. */
  const before = useRef<unknown>(null);
  const latest = useRef({ control, sending });
  useEffect(() => {
    latest.current = { control, sending };
  });
  // Whoever leaves the screen leaves the upload: the form must not wait for what nobody sends.
  useEffect(
    () => () => {
      abort.current?.abort();
      if (latest.current.sending) latest.current.control.change(before.current);
    },
    [],
  );

  const upload = (file: File) => ({ file, element: node, property: field?.property?.name ?? "" });

  const send = async (file: File, sent: number) => {
    const controller = new AbortController();
    abort.current = controller;
    setSending({ file, sent, state: "sending" });
    const onProgress = (bytes: number) => {
      if (!controller.signal.aborted) setSending({ file, sent: bytes, state: "sending" });
    };
    try {
      const info = await runtime.sendFile(upload(file), { onProgress, signal: controller.signal });
      if (controller.signal.aborted) return;
      setSending(undefined);
      latest.current.control.change(info.id);
      latest.current.control.commit(info.id);
    } catch (failure) {
      // Whoever stopped it has said already what it is now.
      if (controller.signal.aborted) return;
      const { message, passing } = failure as UploadFailure;
      if (passing) setSending((current) => current && { ...current, state: "stopped", reason: message });
      else giveUp(message);
    }
  };

  const giveUp = (message?: string) => {
    setSending(undefined);
    setRefusal(message);
    latest.current.control.change(before.current);
  };

  return {
    sending,
    refusal,
    choose: (file: File) => {
      const broken = brokenFileRule(rules, file);
      setRefusal(broken && refusalText(broken));
      if (broken) return;
      before.current = control.value;
      control.change(INCOMPLETE);
      void send(file, 0);
    },
    pause: () => {
      abort.current?.abort();
      setSending((current) => current && { ...current, state: "stopped" });
    },
    resume: () => {
      if (sending) void send(sending.file, sending.sent);
    },
    cancel: () => {
      abort.current?.abort();
      if (sending) runtime.dropUpload(upload(sending.file));
      giveUp();
    },
    clear: () => {
      setRefusal(undefined);
      control.change(null);
      control.commit(null);
    },
  };

  function refusalText(broken: BrokenFileRule): string {
    return broken.rule === "file_type" ? t("fileTypeRefused", { accepted: broken.accepted }) : t("fileTooLarge", { limit: fileSize(broken.limit, runtime.locale) });
  }
}

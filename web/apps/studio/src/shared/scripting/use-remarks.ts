import type { ScriptToCompile } from "@aqtra/api";
import type { ComponentDocument } from "@aqtra/model";
import type { CodeRemark } from "@aqtra/ui";
import { useEffect, useRef, useState } from "react";

import { api } from "../api";
import type { Side } from "./catalogue";

/** Typing settles before the platform is asked. */
const SETTLE_MS = 500;
const NONE: readonly CodeRemark[] = [];

/** What the compile check says of a script. Earlier remarks stay until there are others. */
export function useRemarks(source: string, side: Side, document: ComponentDocument): readonly CodeRemark[] {
  const [compile] = api.useCompileScriptMutation();
  const [remarks, setRemarks] = useState(NONE);
  const latest = useRef(document);
  useEffect(() => {
    latest.current = document;
  });
  useEffect(() => {
    let outdated = false;
    const timer = setTimeout(() => {
      // The model's documents are read-only, which a request body need not be.
      const asked = { source, side, document: side === "browser" ? latest.current : null } as ScriptToCompile;
      void compile({ scriptToCompile: asked }).then(({ data }) => {
        if (data && !outdated) setRemarks(data.findings.map(remark));
      });
    }, SETTLE_MS);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
    // What a script may name of its component; flows and pages change by steps that do not matter here.
  }, [source, side, document.properties, document.pages, compile]);
  return remarks;
}

interface Finding {
  line: number;
  column: number;
  severity: CodeRemark["severity"];
  message: string;
  fix?: { line: number; column: number; end_line: number; end_column: number; text: string }[] | null;
}

function remark({ line, column, severity, message, fix }: Finding): CodeRemark {
  return {
    line,
    column,
    severity,
    message: message.replace(/^line \d+(?:, column \d+)?: /u, ""),
    fix: fix?.map((edit) => ({ from: { line: edit.line, column: edit.column }, to: { line: edit.end_line, column: edit.end_column }, text: edit.text })),
  };
}

/** Code editor with highlighting, line numbers, brackets and search. Its code is loaded when it is first shown. */
import Skeleton from "@mui/material/Skeleton";
import { lazy, Suspense } from "react";

import type { CodeEditorProps } from "./props";

const Editor = lazy(() => import("./editor"));

export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<Skeleton variant="rounded" height={props.height ?? (props.minLines ?? 6) * 20 + 44} aria-hidden />}>
      <Editor {...props} />
    </Suspense>
  );
}

export type { CodeLanguage } from "./languages";
export type { CodeEdit, CodeEditorProps, CodePlace, CodeRemark } from "./props";

import type { Theme } from "@mui/material/styles";

/** Look of the text while it is written; the frame that shows it later has the same (frame.css). */
export function contentStyle(theme: Theme) {
  const { palette } = theme.vars;
  return {
    "& > div": { height: "100%" },
    "& .ProseMirror": {
      outline: "none",
      minHeight: "100%",
      padding: theme.spacing(3),
      lineHeight: 1.5,
      overflowWrap: "anywhere",
    },
    "& .ProseMirror > :first-of-type": { marginBlockStart: 0 },
    "& .ProseMirror > :last-child": { marginBlockEnd: 0 },
    "& .ProseMirror p": { marginBlock: "0.75em" },
    "& .ProseMirror li > p": { marginBlock: "0.25em" },
    "& .ProseMirror :is(h1, h2, h3)": { lineHeight: 1.3, marginBlock: "1em 0.5em" },
    "& .ProseMirror a": { color: palette.primary.main },
    "& .ProseMirror :is(img, video)": { maxWidth: "100%", height: "auto" },
    "& .ProseMirror blockquote": { marginInline: 0, paddingInlineStart: theme.spacing(3), borderInlineStart: `3px solid ${palette.tone.control}`, color: palette.text.secondary },
    "& .ProseMirror :is(code, pre)": { ...theme.typography.mono, backgroundColor: palette.tone.sunken, borderRadius: "4px" },
    "& .ProseMirror code": { paddingInline: "4px" },
    "& .ProseMirror pre": { padding: theme.spacing(2, 3), overflowX: "auto", border: `1px solid ${palette.divider}` },
    "& .ProseMirror table": { borderCollapse: "collapse", width: "100%", tableLayout: "fixed" },
    "& .ProseMirror :is(th, td)": { position: "relative", border: `1px solid ${palette.tone.control}`, padding: theme.spacing(1, 2), textAlign: "start", verticalAlign: "top" },
    "& .ProseMirror th": { backgroundColor: palette.tone.sunken },
    "& .ProseMirror :is(th, td) > p": { margin: 0 },
    "& .ProseMirror .selectedCell": { backgroundColor: palette.tone.selected },
    "& .ProseMirror .ProseMirror-selectednode": { outline: `2px solid ${palette.primary.main}` },
    "& .ProseMirror-search-match": { backgroundColor: palette.tone.selected, outline: `1px solid ${palette.primary.main}` },
    "& .ProseMirror-active-search-match": { outlineWidth: "2px" },
  };
}

/** Look of the code editor, made of the tokens of one scheme. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { code, type CodeColours, fontFamily, fontSize, radius } from "../../theme/tokens";

export type CodeScheme = keyof typeof code;

function chrome(colours: CodeColours, dark: boolean): Extension {
  return EditorView.theme(
    {
      "&": { height: "100%", backgroundColor: colours.surface, color: colours.text, fontSize: `${fontSize.sm}px` },
      "&.cm-focused": { outline: "none" },
      ".cm-scroller": { fontFamily: fontFamily.mono, lineHeight: "1.5" },
      ".cm-content": { caretColor: colours.accent, padding: "8px 0" },
      ".cm-line": { padding: "0 8px" },
      ".cm-cursor, .cm-dropCursor": { borderLeftColor: colours.accent, borderLeftWidth: "2px" },
      ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: colours.selection },
      ".cm-activeLine": { backgroundColor: "transparent" },
      "&.cm-focused .cm-activeLine": { backgroundColor: `color-mix(in srgb, ${colours.accent} 7%, transparent)` },
      ".cm-gutters": { backgroundColor: colours.surface, color: colours.gutter, border: "none", paddingInlineStart: "4px" },
      ".cm-activeLineGutter": { backgroundColor: "transparent", color: colours.text, fontWeight: "600" },
      ".cm-placeholder": { color: colours.gutter },
      "&.cm-focused .cm-matchingBracket": { backgroundColor: colours.selection, outline: `1px solid ${colours.accent}` },
      "&.cm-focused .cm-nonmatchingBracket": { color: colours.invalid, backgroundColor: "transparent" },
      ".cm-searchMatch": { backgroundColor: "transparent", outline: `1px solid ${colours.number}` },
      ".cm-searchMatch-selected": { backgroundColor: colours.selection, outline: `2px solid ${colours.number}` },
      ".cm-panels": { backgroundColor: colours.activeLine, color: colours.text, borderColor: colours.line },
      ".cm-panel.cm-search": { padding: "8px 32px 8px 8px", fontSize: `${fontSize.xs}px` },
      ".cm-panel.cm-search [name=close]": { color: colours.text, minWidth: "24px", minHeight: "24px" },
      ".cm-tooltip": { backgroundColor: colours.surface, color: colours.text, border: `1px solid ${colours.gutter}`, borderRadius: `${radius.control}px` },
      ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: fontFamily.mono, fontSize: `${fontSize.xs}px`, maxHeight: "240px" },
      ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px" },
      ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: colours.selection, color: colours.text },
      ".cm-completionDetail": { color: colours.gutter, fontStyle: "normal" },
      ".cm-tooltip.cm-completionInfo": { maxWidth: "320px", padding: "8px", fontSize: `${fontSize.xs}px` },
      ".cm-diagnostic": { padding: "6px 8px", fontSize: `${fontSize.xs}px` },
      ...remarks({ error: colours.invalid, warning: colours.number, info: colours.accent }),
      ".cm-diagnosticAction": { backgroundColor: "transparent", color: colours.accent, border: `1px solid ${colours.accent}`, borderRadius: `${radius.control}px`, padding: "2px 8px", font: "inherit" },
      ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: colours.selection, color: colours.text },
      ".cm-panel.cm-panel-lint [name=close]": { color: colours.text, minWidth: "24px", minHeight: "24px" },
      ".cm-textfield": { backgroundColor: colours.surface, color: colours.text, border: `1px solid ${colours.gutter}`, borderRadius: `${radius.control}px`, padding: "4px 8px" },
      ".cm-button": { backgroundImage: "none", backgroundColor: colours.surface, color: colours.text, border: `1px solid ${colours.gutter}`, borderRadius: `${radius.control}px`, padding: "4px 8px" },
      ".cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel input:focus-visible, .cm-panel [name=close]:focus-visible": { outline: `2px solid ${colours.accent}` },
    },
    { dark },
  );
}

/** A dot beside the line, and the edge of its text, in the colour of how grave it is. */
function remarks(graveness: Readonly<Record<string, string>>): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(graveness).flatMap(([name, colour]) => [
      [`.cm-lint-marker.cm-lint-marker-${name}`, { content: "normal", width: "8px", height: "8px", marginTop: "6px", borderRadius: "50%", backgroundColor: colour }],
      [`.cm-diagnostic.cm-diagnostic-${name}`, { marginLeft: "0", borderLeft: `3px solid ${colour}`, borderRadius: `${radius.control}px` }],
    ]),
  );
}

function highlighting(colours: CodeColours): Extension {
  return syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.bool, tags.null], color: colours.keyword },
      { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue, tags.inserted], color: colours.string },
      { tag: [tags.number, tags.unit, tags.color, tags.escape, tags.attributeName, tags.constant(tags.name)], color: colours.number },
      { tag: [tags.comment, tags.meta, tags.processingInstruction], color: colours.comment, fontStyle: "italic" },
      { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.propertyName, tags.labelName], color: colours.function },
      { tag: [tags.typeName, tags.className, tags.namespace, tags.standard(tags.name)], color: colours.type },
      { tag: [tags.tagName, tags.deleted], color: colours.tag },
      { tag: tags.heading, color: colours.keyword, fontWeight: "600" },
      { tag: tags.link, color: colours.function, textDecoration: "underline" },
      { tag: tags.strong, fontWeight: "600" },
      { tag: tags.emphasis, fontStyle: "italic" },
      { tag: tags.invalid, color: colours.invalid },
    ]),
  );
}

export function codeTheme(scheme: CodeScheme): Extension {
  const colours = code[scheme];
  return [chrome(colours, scheme !== "light"), highlighting(colours)];
}

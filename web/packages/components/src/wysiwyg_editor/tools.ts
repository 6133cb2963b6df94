/** Everything the toolbar offers, as data: what it is, which plugin it belongs to and what it does. */
import type { Editor } from "@tiptap/core";
import { tokens } from "@aqtra/ui";
import {
  AlignCenter, AlignJustify, AlignLeft, AlignRight, Baseline, Bold, Code, Heading1, Heading2, Heading3, Italic, List, ListOrdered,
  type LucideIcon, Pilcrow, Quote, Redo2, SquareCode, Strikethrough, Table, Underline, Undo2,
} from "lucide-react"; // prettier-ignore

import type { Plugin } from "./plugins";

export interface Tool {
  readonly id: string;
  /** Key of its name among the strings. */
  readonly name: string;
  readonly icon: LucideIcon;
  /** Shown in its own colour. */
  readonly colour?: string | undefined;
  readonly plugin?: Plugin;
  readonly run: (editor: Editor) => void;
  readonly isActive?: (editor: Editor) => boolean;
  readonly isPossible?: (editor: Editor) => boolean;
}

/** One choice of several, in a menu. */
export interface ToolMenu {
  readonly id: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly plugin?: Plugin;
  readonly items: readonly Tool[];
}

type Level = 1 | 2 | 3;

const heading = (level: Level, icon: LucideIcon): Tool => ({
  id: `heading${level}`,
  name: `richHeading${level}`,
  icon,
  run: (editor) => editor.chain().focus().setHeading({ level }).run(),
  isActive: (editor) => editor.isActive("heading", { level }),
});

const alignment = (value: "left" | "center" | "right" | "justify", icon: LucideIcon): Tool => ({
  id: `align_${value}`,
  name: `richAlign_${value}`,
  icon,
  run: (editor) => (value === "left" ? editor.chain().focus().unsetTextAlign().run() : editor.chain().focus().setTextAlign(value).run()),
  isActive: (editor) => (value === "left" ? !["center", "right", "justify"].some((other) => editor.isActive({ textAlign: other })) : editor.isActive({ textAlign: value })),
});

const colour = ([id, value]: [string, string]): Tool => ({
  id: `color_${id}`,
  name: `richColor_${id}`,
  icon: Baseline,
  colour: value,
  run: (editor) => editor.chain().focus().setColor(value).run(),
  isActive: (editor) => editor.isActive("textStyle", { color: value }),
});

const inTable = (editor: Editor) => editor.isActive("table");

const tableTool = (id: string, run: Tool["run"], isPossible: Tool["isPossible"] = inTable): Tool => ({ id, name: `richTable_${id}`, icon: Table, run, isPossible });

export const HISTORY: readonly Tool[] = [
  { id: "undo", name: "richUndo", icon: Undo2, plugin: "undo", run: (editor) => editor.chain().focus().undo().run(), isPossible: (editor) => editor.can().undo() },
  { id: "redo", name: "richRedo", icon: Redo2, plugin: "undo", run: (editor) => editor.chain().focus().redo().run(), isPossible: (editor) => editor.can().redo() },
];

export const STYLE: ToolMenu = {
  id: "style",
  name: "richStyle",
  icon: Pilcrow,
  items: [
    {
      id: "paragraph",
      name: "richParagraph",
      icon: Pilcrow,
      run: (editor) => editor.chain().focus().setParagraph().run(),
      isActive: (editor) => editor.isActive("paragraph") && !editor.isActive("blockquote"),
    },
    heading(1, Heading1),
    heading(2, Heading2),
    heading(3, Heading3),
    { id: "quote", name: "richQuote", icon: Quote, run: (editor) => editor.chain().focus().toggleBlockquote().run(), isActive: (editor) => editor.isActive("blockquote") },
  ],
};

export const MARKS: readonly Tool[] = [
  { id: "bold", name: "richBold", icon: Bold, run: (editor) => editor.chain().focus().toggleBold().run(), isActive: (editor) => editor.isActive("bold") },
  { id: "italic", name: "richItalic", icon: Italic, run: (editor) => editor.chain().focus().toggleItalic().run(), isActive: (editor) => editor.isActive("italic") },
  { id: "underline", name: "richUnderline", icon: Underline, run: (editor) => editor.chain().focus().toggleUnderline().run(), isActive: (editor) => editor.isActive("underline") },
  { id: "strike", name: "richStrike", icon: Strikethrough, run: (editor) => editor.chain().focus().toggleStrike().run(), isActive: (editor) => editor.isActive("strike") },
];

export const COLOUR: ToolMenu = {
  id: "color",
  name: "richColor",
  icon: Baseline,
  plugin: "color",
  items: [
    {
      id: "color_none",
      name: "richColor_none",
      icon: Baseline,
      run: (editor) => editor.chain().focus().unsetColor().run(),
      isActive: (editor) => !editor.getAttributes("textStyle").color,
    },
    ...Object.entries(tokens.ink).map(colour),
  ],
};

export const LISTS: readonly Tool[] = [
  { id: "bullets", name: "richBullets", icon: List, plugin: "lists", run: (editor) => editor.chain().focus().toggleBulletList().run(), isActive: (editor) => editor.isActive("bulletList") },
  { id: "numbers", name: "richNumbers", icon: ListOrdered, plugin: "lists", run: (editor) => editor.chain().focus().toggleOrderedList().run(), isActive: (editor) => editor.isActive("orderedList") },
];

export const ALIGN: ToolMenu = {
  id: "align",
  name: "richAlign",
  icon: AlignLeft,
  plugin: "align",
  items: [alignment("left", AlignLeft), alignment("center", AlignCenter), alignment("right", AlignRight), alignment("justify", AlignJustify)],
};

export const CODE: readonly Tool[] = [
  { id: "code", name: "richCode", icon: Code, plugin: "code", run: (editor) => editor.chain().focus().toggleCode().run(), isActive: (editor) => editor.isActive("code") },
  { id: "codeBlock", name: "richCodeBlock", icon: SquareCode, plugin: "code", run: (editor) => editor.chain().focus().toggleCodeBlock().run(), isActive: (editor) => editor.isActive("codeBlock") },
];

export const TABLE: ToolMenu = {
  id: "table",
  name: "richTable",
  icon: Table,
  plugin: "table",
  items: [
    tableTool("insert", (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), (editor) => !inTable(editor)),
    tableTool("rowBelow", (editor) => editor.chain().focus().addRowAfter().run()),
    tableTool("columnAfter", (editor) => editor.chain().focus().addColumnAfter().run()),
    tableTool("header", (editor) => editor.chain().focus().toggleHeaderRow().run()),
    tableTool("removeRow", (editor) => editor.chain().focus().deleteRow().run()),
    tableTool("removeColumn", (editor) => editor.chain().focus().deleteColumn().run()),
    tableTool("remove", (editor) => editor.chain().focus().deleteTable().run()),
  ],
};

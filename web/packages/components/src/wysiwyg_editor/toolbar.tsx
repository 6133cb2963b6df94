import type { Editor } from "@tiptap/core";
import Box from "@mui/material/Box";
import { useTheme } from "@mui/material/styles";
import { RovingTabIndexContext, useRovingTabIndexRoot } from "@mui/utils/useRovingTabIndex";
import { useEditorState } from "@tiptap/react";
import { Maximize2, Minimize2, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { AddressPanel, type AddressQuestion } from "./address-panel";
import type { Plugin } from "./plugins";
import { INSERTIONS, type Insertion } from "./questions";
import { ToolButton } from "./tool-button";
import { ToolMenu } from "./tool-menu";
import { ALIGN, CODE, COLOUR, HISTORY, LISTS, MARKS, STYLE, TABLE, type Tool, type ToolMenu as Menu } from "./tools";

interface ToolbarProps {
  editor: Editor;
  plugins: ReadonlySet<Plugin>;
  /** What it belongs to, for screen readers. */
  label: string;
  controls: string;
  searching: boolean;
  onSearch: () => void;
  full: boolean;
  onFull: () => void;
}

type Open = { menu: Menu; anchor: HTMLElement } | { question: AddressQuestion; anchor: HTMLElement };

const BUTTONS = [...HISTORY, ...MARKS, ...LISTS, ...CODE];

/** Tools of the plugins that are on. One tab stop; arrows go from tool to tool. */
export function Toolbar({ editor, plugins, label, controls, searching, onSearch, full, onFull }: ToolbarProps) {
  const { t } = useTranslation("components");
  const { direction } = useTheme();
  const [open, setOpen] = useState<Open>();
  const roving = useRovingTabIndexRoot({ orientation: "horizontal", isRtl: direction === "rtl" });
  const offered = <Item extends { plugin?: Plugin }>(items: readonly Item[]) => items.filter(({ plugin }) => plugin === undefined || plugins.has(plugin));
  const state = useEditorState({ editor, selector: ({ editor: current }) => stateOf(current, offered(BUTTONS), offered(INSERTIONS)) });

  const button = (tool: Tool) => (
    <ToolButton
      key={tool.id}
      id={tool.id}
      icon={tool.icon}
      name={t(tool.name)}
      pressed={tool.isActive && state.active.includes(tool.id)}
      disabled={state.impossible.includes(tool.id)}
      onClick={() => {
        tool.run(editor);
      }}
    />
  );
  const menu = (definition: Menu) => (
    <ToolButton
      key={definition.id}
      id={definition.id}
      icon={definition.icon}
      name={t(definition.name)}
      opens="menu"
      onClick={(anchor) => {
        setOpen({ menu: definition, anchor });
      }}
    />
  );
  const insertion = (definition: Insertion) => (
    <ToolButton
      key={definition.id}
      id={definition.id}
      icon={definition.icon}
      name={t(definition.name)}
      pressed={state.active.includes(definition.id)}
      opens="dialog"
      onClick={(anchor) => {
        setOpen({ question: definition.ask(editor, t), anchor });
      }}
    />
  );
  return (
    <>
      <RovingTabIndexContext.Provider value={roving}>
        <Box
          {...roving.getContainerProps()}
          role="toolbar"
          aria-label={t("richToolbar", { label })}
          aria-controls={controls}
          sx={(theme) => ({ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 0.5, p: 1, borderBottom: `1px solid ${theme.vars.palette.divider}`, bgcolor: "tone.sunken" })}
        >
          <Group>{offered(HISTORY).map(button)}</Group>
          <Group>{[menu(STYLE), ...MARKS.map(button), ...offered([COLOUR]).map(menu)]}</Group>
          <Group>{[...offered(LISTS).map(button), ...offered([ALIGN]).map(menu)]}</Group>
          <Group>{[...offered(INSERTIONS).map(insertion), ...offered([TABLE]).map(menu)]}</Group>
          <Group>{offered(CODE).map(button)}</Group>
          <Group>
            {[
              plugins.has("search") && <ToolButton key="search" id="search" icon={Search} name={t("richSearch")} pressed={searching} onClick={onSearch} />,
              plugins.has("fullscreen") && (
                <ToolButton key="fullscreen" id="fullscreen" icon={full ? Minimize2 : Maximize2} name={t(full ? "richSmall" : "richFull")} onClick={onFull} />
              ),
            ].filter(Boolean)}
          </Group>
        </Box>
      </RovingTabIndexContext.Provider>
      {open && "menu" in open && <ToolMenu {...open} editor={editor} onClose={() => setOpen(undefined)} />}
      {open && "question" in open && <AddressPanel {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** Tools that belong together; nothing where none of them is on. */
function Group({ children }: { children: ReactNode[] | ReactNode }) {
  if (Array.isArray(children) && children.length === 0) return null;
  return (
    <Box
      sx={(theme) => ({
        display: "flex",
        gap: 0.5,
        "&:not(:last-of-type)": { paddingInlineEnd: 1, marginInlineEnd: 0.5, borderInlineEnd: `1px solid ${theme.vars.palette.divider}` },
      })}
    >
      {children}
    </Box>
  );
}

/** Ids of what is on where the caret stands, and of what cannot be done now. Plugins that are off have no commands to ask. */
function stateOf(editor: Editor, buttons: readonly Tool[], insertions: readonly Insertion[]) {
  if (editor.isDestroyed) return { active: [], impossible: [] };
  return {
    active: [...buttons, ...insertions].filter(({ isActive }) => isActive?.(editor)).map(({ id }) => id),
    impossible: buttons.filter(({ isPossible }) => isPossible?.(editor) === false).map(({ id }) => id),
  };
}

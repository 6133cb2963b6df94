import type { Editor } from "@tiptap/core";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useOwnPart } from "./own-parts";
import type { ToolMenu as Definition } from "./tools";

interface ToolMenuProps {
  menu: Definition;
  anchor: HTMLElement;
  editor: Editor;
  onClose: () => void;
}

/** Choices of one tool. What was chosen happens in the text, where the focus goes on. */
export function ToolMenu({ menu, anchor, editor, onClose }: ToolMenuProps) {
  const { t } = useTranslation("components");
  const part = useOwnPart();
  const cancel = () => {
    onClose();
    anchor.focus();
  };
  return (
    <Menu open anchorEl={anchor} onClose={cancel} disableRestoreFocus {...part} slotProps={{ list: { "aria-label": t(menu.name) } }}>
      {menu.items.map((tool) => {
        const chosen = tool.isActive?.(editor);
        return (
          <MenuItem
            key={tool.id}
            dense
            role={chosen === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={chosen}
            selected={chosen === true}
            disabled={tool.isPossible?.(editor) === false}
            onClick={() => {
              onClose();
              tool.run(editor);
            }}
          >
            <tool.icon size={16} aria-hidden strokeWidth={1.75} style={{ color: tool.colour, marginInlineEnd: 8 }} />
            <span style={{ flexGrow: 1 }}>{t(tool.name)}</span>
            {chosen && <Check size={14} aria-hidden style={{ marginInlineStart: 12 }} />}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

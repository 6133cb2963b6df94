/** What the editor knows, by the plugins that are on. */
import type { Extensions } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { TableKit } from "@tiptap/extension-table";
import { TextAlign } from "@tiptap/extension-text-align";
import { Color, TextStyle } from "@tiptap/extension-text-style";
import { StarterKit } from "@tiptap/starter-kit";

import { safeAddress } from "../shared/safe-address";
import { Leaving } from "./leaving";
import { Media } from "./media-node";
import type { Plugin } from "./plugins";
import { SearchText } from "./search-text";

/** Nothing of a feature that is switched off is registered. */
const offWithout = (on: boolean): Record<string, never> | false => (on ? {} : false);

export function extensionsOf(plugins: ReadonlySet<Plugin>, openSearch: () => void): Extensions {
  const lists = offWithout(plugins.has("lists"));
  const code = offWithout(plugins.has("code"));
  const optional: Readonly<Partial<Record<Plugin, Extensions>>> = {
    image: [Image.configure({ inline: false, allowBase64: false })],
    table: [TableKit.configure({ table: { resizable: false } })],
    media: [Media],
    color: [TextStyle, Color],
    align: [TextAlign.configure({ types: ["heading", "paragraph"] })],
    search: [SearchText.configure({ onOpen: openSearch })],
  };
  return [
    Leaving,
    StarterKit.configure({
      heading: { levels: [1, 2, 3] },
      bulletList: lists,
      orderedList: lists,
      listItem: lists,
      listKeymap: lists,
      code,
      codeBlock: code,
      undoRedo: offWithout(plugins.has("undo")),
      link: plugins.has("link") && {
        openOnClick: false,
        isAllowedUri: (address) => safeAddress(address) !== undefined,
        // Who follows it and where it opens is decided where it is shown.
        HTMLAttributes: { target: null, rel: null, class: null },
      },
      // An empty line at the end would be stored with every text.
      trailingNode: false,
    }),
    ...[...plugins].flatMap((plugin) => optional[plugin] ?? []),
  ];
}

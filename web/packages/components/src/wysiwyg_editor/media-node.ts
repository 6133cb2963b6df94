/** Films and sounds of the platform, played by the browser. Players of others are not embedded: their frames see who reads. */
import { Node } from "@tiptap/core";

export type MediaKind = "video" | "audio";

export const Media = Node.create({
  name: "media",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      kind: { default: "video", parseHTML: (element) => element.tagName.toLowerCase(), renderHTML: () => ({}) },
      src: { default: null },
    };
  },
  parseHTML() {
    return [{ tag: "video[src]" }, { tag: "audio[src]" }];
  },
  renderHTML({ node, HTMLAttributes }) {
    return [node.attrs.kind === "audio" ? "audio" : "video", { ...HTMLAttributes, controls: "" }];
  },
});

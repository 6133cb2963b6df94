/** What is asked for before a link, a picture or a film is put in. */
import type { Editor } from "@tiptap/core";
import type { TFunction } from "i18next";
import { AudioLines, Image, Link, type LucideIcon, Video } from "lucide-react";

import { isOwnAddress, safeAddress } from "../shared/safe-address";
import type { AddressQuestion } from "./address-panel";
import type { MediaKind } from "./media-node";
import type { Plugin } from "./plugins";

export interface Insertion {
  readonly id: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly plugin: Plugin;
  readonly isActive: (editor: Editor) => boolean;
  readonly ask: (editor: Editor, t: TFunction<"components">) => AddressQuestion;
}

/** A file of this platform: pictures and films from elsewhere would tell their owners who reads. */
const isOwnFile = (address: string): boolean => isOwnAddress(safeAddress(address) ?? "");

const link: Insertion = {
  id: "link",
  name: "richLink",
  icon: Link,
  plugin: "link",
  isActive: (editor) => editor.isActive("link"),
  ask: (editor, t) => {
    const { href } = editor.getAttributes("link") as { href?: string };
    return {
      title: t("richLink"),
      hint: t("richLinkHint"),
      refusal: t("richLinkRefused"),
      address: href ?? "",
      accepts: (address) => safeAddress(address) !== undefined,
      onSave: (address) => {
        const target = editor.chain().focus().extendMarkRange("link");
        if (editor.state.selection.empty && href === undefined) {
          target.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
        } else target.setLink({ href: address }).run();
      },
      onRemove: href === undefined ? undefined : () => editor.chain().focus().extendMarkRange("link").unsetLink().run(),
    };
  },
};

const picture: Insertion = {
  id: "image",
  name: "richImage",
  icon: Image,
  plugin: "image",
  isActive: (editor) => editor.isActive("image"),
  ask: (editor, t) => {
    const { src, alt } = editor.getAttributes("image") as { src?: string; alt?: string };
    return {
      title: t("richImage"),
      hint: t("richFileHint"),
      refusal: t("richFileRefused"),
      address: src ?? "",
      textLabel: t("richAlternative"),
      text: alt ?? "",
      accepts: isOwnFile,
      onSave: (address, text) => editor.chain().focus().setImage({ src: address, alt: text }).run(),
    };
  },
};

const media = (kind: MediaKind, name: string, icon: LucideIcon): Insertion => ({
  id: kind,
  name,
  icon,
  plugin: "media",
  isActive: (editor) => editor.isActive("media", { kind }),
  ask: (editor, t) => {
    const { src } = editor.isActive("media", { kind }) ? (editor.getAttributes("media") as { src?: string }) : {};
    return {
      title: t(name),
      hint: t("richFileHint"),
      refusal: t("richFileRefused"),
      address: src ?? "",
      accepts: isOwnFile,
      onSave: (address) => editor.chain().focus().insertContent({ type: "media", attrs: { kind, src: address } }).run(),
    };
  },
});

export const INSERTIONS: readonly Insertion[] = [link, picture, media("video", "richVideo", Video), media("audio", "richAudio", AudioLines)];

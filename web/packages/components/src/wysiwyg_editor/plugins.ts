/** Features of the rich-text editor that its builder switches. Bold, italic, headings and quotes are always there. */
export const PLUGINS = ["lists", "link", "image", "table", "media", "code", "color", "align", "undo", "search", "fullscreen"] as const;

export type Plugin = (typeof PLUGINS)[number];

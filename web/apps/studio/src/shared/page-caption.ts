import type { Element } from "@aqtra/model";

/** The title of a page as builders see it; its name when it has none. */
export function pageCaption(page: Element): string {
  const title = page.settings["title"];
  if (typeof title === "string" && title !== "") return title;
  const text = typeof title === "object" && title !== null && "translation_value" in title ? title.translation_value : "";
  return typeof text === "string" && text !== "" ? text : page.name;
}

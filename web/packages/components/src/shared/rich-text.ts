/** The markup that people may store and see: an allow-list of elements, attributes, styles and addresses. */
import DOMPurify from "dompurify";

import { isOwnAddress, safeAddress } from "./safe-address";

const TAGS = [
  "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "div", "span",
  "strong", "b", "em", "i", "u", "s", "del", "sub", "sup", "mark", "small", "a",
  "ul", "ol", "li", "dl", "dt", "dd",
  "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td",
  "img", "figure", "figcaption", "audio", "video",
]; // prettier-ignore
const ATTRIBUTES = ["href", "src", "alt", "title", "style", "width", "height", "colspan", "rowspan", "colwidth", "start", "controls", "dir", "lang", "scope"];
/** Without a value that loads or computes anything. */
const STYLES = ["color", "background-color", "text-align", "width", "min-width"];
const COMPUTED = /url|expression|image|var|attr|env/iu;

/** One window, one sanitizer; made when it is first used. */
let made: ReturnType<typeof DOMPurify> | undefined;

function purifier(): ReturnType<typeof DOMPurify> {
  if (made) return made;
  made = DOMPurify(window);
  made.addHook("uponSanitizeAttribute", (_, attribute) => {
    const { attrName, attrValue } = attribute;
    if (attrName === "href") attribute.keepAttr = safeAddress(attrValue) !== undefined;
    // Pictures from elsewhere would tell their owner who reads what; the platform's policy blocks them anyway.
    if (attrName === "src") attribute.keepAttr = isOwnAddress(safeAddress(attrValue) ?? "");
    if (attrName === "style") attribute.attrValue = harmlessStyle(attrValue);
    if (attrName === "style" && attribute.attrValue === "") attribute.keepAttr = false;
  });
  return made;
}

function harmlessStyle(text: string): string {
  const { style } = document.createElement("span");
  style.cssText = text;
  return STYLES.map((name) => [name, style.getPropertyValue(name)] as const)
    .filter(([, value]) => value !== "" && !COMPUTED.test(value))
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
}

/** Markup without anything that is not on the list. What it keeps it keeps as written. */
export function sanitizeRichText(html: string): string {
  return purifier().sanitize(html, { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ATTRIBUTES, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false });
}

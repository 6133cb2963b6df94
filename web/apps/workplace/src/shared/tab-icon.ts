import { useEffect } from "react";

import { iconAddress } from "./brand";

const LINKS = "link[rel='icon'], link[rel='apple-touch-icon']";

/** The icon of the application in the browser's tab, and on phones that take it from the page. */
export function useTabIcon(icon: string | null | undefined): void {
  useEffect(() => {
    if (!icon) return undefined;
    const links = [...document.querySelectorAll<HTMLLinkElement>(LINKS)];
    const before = links.map(({ href, type }) => ({ href, type }));
    for (const link of links) {
      link.href = iconAddress(icon);
      link.type = "image/png";
    }
    return () => {
      links.forEach((link, index) => Object.assign(link, before[index]));
    };
  }, [icon]);
}

"use strict";
/*
 * Draws markup that people wrote, in a document without an origin. The only script its policy lets run.
 * The page around connects once with a channel and says what to show; the frame tells its height and which
 * link was followed. It opens nothing itself: the page decides.
 */
(() => {
  const XLINK = "http://www.w3.org/1999/xlink";
  const root = document.documentElement;
  const content = document.getElementById("content");
  let port = null;

  const tell = (message) => {
    if (port) port.postMessage(message);
  };
  const tellHeight = () => tell({ type: "height", height: Math.ceil(content.getBoundingClientRect().height) });

  const draw = ({ html, language, direction, scrolls, theme }) => {
    root.lang = language;
    root.dir = direction;
    root.style.colorScheme = theme.scheme;
    root.style.overflow = scrolls ? "auto" : "hidden";
    for (const name of ["text", "muted", "line", "accent", "font", "size"]) root.style.setProperty(`--${name}`, theme[name]);
    content.innerHTML = html;
    tellHeight();
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || event.data !== "aqtra:connect" || !event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = ({ data }) => draw(data);
    new ResizeObserver(tellHeight).observe(content);
  });

  const follow = (event, inNewTab) => {
    const link = event.target instanceof Element ? event.target.closest("a, area") : null;
    const address = link && (link.getAttribute("href") ?? link.getAttributeNS(XLINK, "href"));
    if (address === null) return;
    event.preventDefault();
    if (address.startsWith("#")) document.getElementById(address.slice(1))?.scrollIntoView();
    else tell({ type: "open", address, inNewTab: inNewTab || link.getAttribute("target") === "_blank" });
  };
  addEventListener("click", (event) => follow(event, event.ctrlKey || event.metaKey || event.shiftKey));
  addEventListener("auxclick", (event) => event.button === 1 && follow(event, true));
  addEventListener("submit", (event) => event.preventDefault());
})();

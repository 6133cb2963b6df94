/** Files that a flow hands out: links of the platform that open for this user and for a while. */

const LINKS = "/api/v1/file-links/";

/** Whether it is a link of the platform: what a response names is not followed anywhere else. */
export function isFileLink(url: unknown): url is string {
  return typeof url === "string" && url.startsWith(LINKS) && !url.includes("..");
}

/** With a name the browser saves the file, otherwise it opens in a tab of its own, which cannot reach this page. */
export function fetchFile(url: string, name?: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noopener noreferrer";
  if (name === undefined) link.target = "_blank";
  else link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

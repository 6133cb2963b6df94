/** Which files of the library a setting takes, by extension, as the server tells it from their content. */
const CONTENT: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
  ".pdf": "application/pdf",
};

/** No extensions: any. */
export function fits(contentType: string, extensions: readonly string[]): boolean {
  return extensions.length === 0 || extensions.some((extension) => CONTENT[extension] === contentType);
}

/** What is drawn small beside its name. */
export function isPicture(contentType: string): boolean {
  return contentType.startsWith("image/");
}

export function contentUrl(id: string): string {
  return `/api/v1/studio/files/${id}/content`;
}

/** The one operation of a flow's OpenAPI document. Pure. */

export interface Operation {
  path: string;
  summary: string;
  /** Schema of the body; absent when the flow takes none. */
  request?: unknown;
  response: unknown;
}

interface Content {
  content?: { "application/json"?: { schema?: unknown } };
}

interface Document {
  paths?: Record<string, { post?: { summary?: string; requestBody?: Content; responses?: Record<string, Content> } }>;
}

export function operationOf(document: unknown): Operation | null {
  const [path, item] = Object.entries((document as Document).paths ?? {})[0] ?? [];
  const post = item?.post;
  if (path === undefined || !post) return null;
  const request = schemaOf(post.requestBody);
  return { path, summary: post.summary ?? "", response: schemaOf(post.responses?.["200"]), ...(request === undefined ? {} : { request }) };
}

function schemaOf(body: Content | undefined): unknown {
  return body?.content?.["application/json"]?.schema;
}

/** New component documents. */

import type { ComponentDocument, ComponentKind } from "../documents";
import type { IdSource } from "../ids";
import { FIRST_PAGE_NAME, pageNamed } from "./element";

/** What the server makes on Add: one page, available in the given domains. */
export function newComponent(
  ids: IdSource,
  { kind = "component", domains = [] }: { kind?: ComponentKind; domains?: readonly string[] } = {},
): ComponentDocument {
  return {
    key: ids.uuid(),
    kind,
    settings: {
      title: "New component",
      description: "",
      access_mode: "private",
      restrict_access: false,
      proxy_mode: false,
      domains,
      maker: null,
      cron: "",
      run_as_user: null,
    },
    properties: [],
    pages: [pageNamed(FIRST_PAGE_NAME, ids)],
    flows: [],
    script: "",
  };
}

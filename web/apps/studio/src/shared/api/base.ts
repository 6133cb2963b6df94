/** The platform's API with what Studio keeps fresh. */

import { emptyApi } from "@aqtra/api";

export const api = emptyApi.enhanceEndpoints({
  addTagTypes: ["Session", "Statistics", "Components", "Publication", "Domains", "Menu", "DomainSettings"],
});

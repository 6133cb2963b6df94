import { createApi } from "@reduxjs/toolkit/query/react";

import { baseQuery } from "./base-query";

/** Where the generated endpoints are injected. */
export const emptyApi = createApi({ reducerPath: "api", baseQuery, endpoints: () => ({}) });

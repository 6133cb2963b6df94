import { api } from "./base";
import type { Candidates, Publication } from "./types";

interface PublishRequest {
  components: string[];
  /** Set after the builder has agreed to lose the stored values that the refusal named. */
  confirm_destructive?: boolean;
}

const publicationsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getCandidates: build.query<Candidates, undefined>({
      query: () => "/api/v1/studio/publications/candidates",
      providesTags: ["Publication", "Components"],
    }),
    getCurrentPublication: build.query<Publication | null, undefined>({
      query: () => "/api/v1/studio/publications/current",
      providesTags: ["Publication"],
    }),
    publish: build.mutation<Publication, PublishRequest>({
      query: (body) => ({ url: "/api/v1/studio/publications", method: "POST", body }),
      invalidatesTags: ["Publication"],
    }),
  }),
});

export const { useGetCandidatesQuery, useGetCurrentPublicationQuery, usePublishMutation } = publicationsApi;

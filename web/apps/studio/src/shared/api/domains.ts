import { api } from "./base";
import type { Domain, DomainSettings, Menu } from "./types";

const ROOT = "/api/v1/studio/domains";

interface DomainChange {
  name: string;
  change: { enabled?: boolean; is_default?: boolean };
}

const domainsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getDomains: build.query<Domain[], undefined>({
      query: () => ROOT,
      providesTags: ["Domains"],
    }),
    createDomain: build.mutation<Domain, { name: string; title: string }>({
      query: (body) => ({ url: ROOT, method: "POST", body }),
      invalidatesTags: (_, error) => (error ? [] : ["Domains", "Statistics"]),
    }),
    changeDomain: build.mutation<Domain, DomainChange>({
      query: ({ name, change }) => ({ url: `${ROOT}/${name}`, method: "PATCH", body: change }),
      invalidatesTags: (_, error) => (error ? [] : ["Domains"]),
    }),
    deleteDomain: build.mutation<null, string>({
      query: (name) => ({ url: `${ROOT}/${name}`, method: "DELETE" }),
      invalidatesTags: (_, error) => (error ? [] : ["Domains", "Statistics"]),
    }),
    getDomainSettings: build.query<DomainSettings, string>({
      query: (name) => `${ROOT}/${name}/settings`,
      providesTags: (_, __, name) => [{ type: "DomainSettings", id: name }],
    }),
    saveDomainSettings: build.mutation<DomainSettings, { name: string; settings: DomainSettings }>({
      query: ({ name, settings }) => ({ url: `${ROOT}/${name}/settings`, method: "PUT", body: settings }),
      invalidatesTags: (_, error, { name }) => (error ? [] : ["Domains", { type: "DomainSettings", id: name }]),
    }),
    getMenu: build.query<Menu, string>({
      query: (name) => `${ROOT}/${name}/menu`,
      providesTags: (_, __, name) => [{ type: "Menu", id: name }],
    }),
    saveMenu: build.mutation<Menu, { name: string; menu: Menu }>({
      query: ({ name, menu }) => ({ url: `${ROOT}/${name}/menu`, method: "PUT", body: menu }),
      invalidatesTags: (_, error, { name }) => (error ? [] : [{ type: "Menu", id: name }]),
    }),
  }),
});

export const {
  useGetDomainsQuery,
  useCreateDomainMutation,
  useChangeDomainMutation,
  useDeleteDomainMutation,
  useGetDomainSettingsQuery,
  useSaveDomainSettingsMutation,
  useGetMenuQuery,
  useSaveMenuMutation,
} = domainsApi;

import { emptyApi as api } from "./empty";
export const addTagTypes = [
  "entries",
  "session",
  "studio",
  "components",
  "domains",
  "dataflow",
  "publication",
  "workplace",
] as const;
const injectedRtkApi = api
  .enhanceEndpoints({
    addTagTypes,
  })
  .injectEndpoints({
    endpoints: (build) => ({
      listEntries: build.query<ListEntriesApiResponse, ListEntriesApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}`,
          params: {
            $filter: queryArg.$filter,
            $orderby: queryArg.$orderby,
            $top: queryArg.$top,
            $skip: queryArg.$skip,
            $count: queryArg.$count,
            $select: queryArg.$select,
            $expand: queryArg.$expand,
            $search: queryArg.$search,
          },
        }),
        providesTags: ["entries"],
      }),
      createEntry: build.mutation<CreateEntryApiResponse, CreateEntryApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}`,
          method: "POST",
          body: queryArg.newEntry,
        }),
        invalidatesTags: ["entries"],
      }),
      getEntry: build.query<GetEntryApiResponse, GetEntryApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}/${queryArg.entryId}`,
          params: {
            $select: queryArg.$select,
            $expand: queryArg.$expand,
          },
        }),
        providesTags: ["entries"],
      }),
      updateEntry: build.mutation<UpdateEntryApiResponse, UpdateEntryApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}/${queryArg.entryId}`,
          method: "PATCH",
          body: queryArg.entryChange,
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["entries"],
      }),
      signOut: build.mutation<SignOutApiResponse, SignOutApiArg>({
        query: () => ({ url: `/api/v1/session`, method: "DELETE" }),
        invalidatesTags: ["session"],
      }),
      getSession: build.query<GetSessionApiResponse, GetSessionApiArg>({
        query: () => ({ url: `/api/v1/session` }),
        providesTags: ["session"],
      }),
      signIn: build.mutation<SignInApiResponse, SignInApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/session`,
          method: "POST",
          body: queryArg.signIn,
        }),
        invalidatesTags: ["session"],
      }),
      changePassword: build.mutation<
        ChangePasswordApiResponse,
        ChangePasswordApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/password`,
          method: "PUT",
          body: queryArg.changePassword,
        }),
        invalidatesTags: ["session"],
      }),
      getComponentCatalogue: build.query<
        GetComponentCatalogueApiResponse,
        GetComponentCatalogueApiArg
      >({
        query: () => ({ url: `/api/v1/studio/catalogue/components` }),
        providesTags: ["studio"],
      }),
      getStepCatalogue: build.query<
        GetStepCatalogueApiResponse,
        GetStepCatalogueApiArg
      >({
        query: () => ({ url: `/api/v1/studio/catalogue/steps` }),
        providesTags: ["studio"],
      }),
      listComponents: build.query<
        ListComponentsApiResponse,
        ListComponentsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/components` }),
        providesTags: ["components"],
      }),
      createComponent: build.mutation<
        CreateComponentApiResponse,
        CreateComponentApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components`,
          method: "POST",
          body: queryArg.newComponent,
        }),
        invalidatesTags: ["components"],
      }),
      deleteComponent: build.mutation<
        DeleteComponentApiResponse,
        DeleteComponentApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}`,
          method: "DELETE",
        }),
        invalidatesTags: ["components"],
      }),
      getComponent: build.query<GetComponentApiResponse, GetComponentApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}`,
        }),
        providesTags: ["components"],
      }),
      saveComponent: build.mutation<
        SaveComponentApiResponse,
        SaveComponentApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}`,
          method: "PUT",
          body: queryArg.componentChange,
        }),
        invalidatesTags: ["components"],
      }),
      checkComponent: build.mutation<
        CheckComponentApiResponse,
        CheckComponentApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/check`,
          method: "POST",
          body: queryArg.draftToCheck,
        }),
        invalidatesTags: ["components"],
      }),
      markComponentReady: build.mutation<
        MarkComponentReadyApiResponse,
        MarkComponentReadyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/ready`,
          method: "POST",
          body: queryArg.readyMark,
        }),
        invalidatesTags: ["components"],
      }),
      listComponentUses: build.query<
        ListComponentUsesApiResponse,
        ListComponentUsesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/uses`,
          params: {
            property: queryArg.property,
          },
        }),
        providesTags: ["components"],
      }),
      listComponentVersions: build.query<
        ListComponentVersionsApiResponse,
        ListComponentVersionsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/versions`,
        }),
        providesTags: ["components"],
      }),
      getComponentVersion: build.query<
        GetComponentVersionApiResponse,
        GetComponentVersionApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/versions/${queryArg.version}`,
        }),
        providesTags: ["components"],
      }),
      listDomains: build.query<ListDomainsApiResponse, ListDomainsApiArg>({
        query: () => ({ url: `/api/v1/studio/domains` }),
        providesTags: ["domains"],
      }),
      createDomain: build.mutation<CreateDomainApiResponse, CreateDomainApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/domains`,
            method: "POST",
            body: queryArg.newDomain,
          }),
          invalidatesTags: ["domains"],
        },
      ),
      deleteDomain: build.mutation<DeleteDomainApiResponse, DeleteDomainApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/domains/${queryArg.name}`,
            method: "DELETE",
          }),
          invalidatesTags: ["domains"],
        },
      ),
      changeDomain: build.mutation<ChangeDomainApiResponse, ChangeDomainApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/domains/${queryArg.name}`,
            method: "PATCH",
            body: queryArg.domainChange,
          }),
          invalidatesTags: ["domains"],
        },
      ),
      getMenu: build.query<GetMenuApiResponse, GetMenuApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/domains/${queryArg.name}/menu`,
        }),
        providesTags: ["domains"],
      }),
      saveMenu: build.mutation<SaveMenuApiResponse, SaveMenuApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/domains/${queryArg.name}/menu`,
          method: "PUT",
          body: queryArg.menu,
        }),
        invalidatesTags: ["domains"],
      }),
      getDomainSettings: build.query<
        GetDomainSettingsApiResponse,
        GetDomainSettingsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/domains/${queryArg.name}/settings`,
        }),
        providesTags: ["domains"],
      }),
      saveDomainSettings: build.mutation<
        SaveDomainSettingsApiResponse,
        SaveDomainSettingsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/domains/${queryArg.name}/settings`,
          method: "PUT",
          body: queryArg.versionedSettings,
        }),
        invalidatesTags: ["domains"],
      }),
      getFlowModel: build.mutation<GetFlowModelApiResponse, GetFlowModelApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/flows/model`,
            method: "POST",
            body: queryArg.modelRequest,
          }),
          invalidatesTags: ["dataflow"],
        },
      ),
      startPublication: build.mutation<
        StartPublicationApiResponse,
        StartPublicationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/publications`,
          method: "POST",
          body: queryArg.selection,
        }),
        invalidatesTags: ["publication"],
      }),
      listCandidates: build.query<
        ListCandidatesApiResponse,
        ListCandidatesApiArg
      >({
        query: () => ({ url: `/api/v1/studio/publications/candidates` }),
        providesTags: ["publication"],
      }),
      getCurrentPublication: build.query<
        GetCurrentPublicationApiResponse,
        GetCurrentPublicationApiArg
      >({
        query: () => ({ url: `/api/v1/studio/publications/current` }),
        providesTags: ["publication"],
      }),
      getPublication: build.query<
        GetPublicationApiResponse,
        GetPublicationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/publications/${queryArg.publicationId}`,
        }),
        providesTags: ["publication"],
      }),
      resetPublication: build.mutation<
        ResetPublicationApiResponse,
        ResetPublicationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/publications/${queryArg.publicationId}/reset`,
          method: "POST",
        }),
        invalidatesTags: ["publication"],
      }),
      getStatistics: build.query<GetStatisticsApiResponse, GetStatisticsApiArg>(
        {
          query: () => ({ url: `/api/v1/studio/statistics` }),
          providesTags: ["studio"],
        },
      ),
      getWorkplace: build.query<GetWorkplaceApiResponse, GetWorkplaceApiArg>({
        query: () => ({ url: `/api/v1/workplace` }),
        providesTags: ["workplace"],
      }),
      runFlow: build.mutation<RunFlowApiResponse, RunFlowApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/workplace/components/${queryArg.component}/flows/${queryArg.flow}/run`,
          method: "POST",
          body: queryArg.runRequest,
          params: {
            mode: queryArg.mode,
          },
        }),
        invalidatesTags: ["dataflow"],
      }),
      getDefinition: build.query<GetDefinitionApiResponse, GetDefinitionApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/workplace/components/${queryArg.key}`,
            headers: {
              "if-none-match": queryArg["if-none-match"],
            },
          }),
          providesTags: ["workplace"],
        },
      ),
      cancelRun: build.mutation<CancelRunApiResponse, CancelRunApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/workplace/runs/${queryArg.runId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["dataflow"],
      }),
      getRun: build.query<GetRunApiResponse, GetRunApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/workplace/runs/${queryArg.runId}`,
        }),
        providesTags: ["dataflow"],
      }),
    }),
    overrideExisting: false,
  });
export { injectedRtkApi as api };
export type ListEntriesApiResponse =
  /** status 200 Successful Response */ EntryList;
export type ListEntriesApiArg = {
  component: string;
  /** Conditions: eq ne gt ge lt le, in, and or not, contains startswith endswith, paths through references */
  $filter?: string;
  /** Fields with asc or desc; equals are ordered by id */
  $orderby?: string;
  /** At most this many, up to 1000; 50 when absent */
  $top?: string;
  /** Leaves out so many first */
  $skip?: string;
  /** true: also counts all matches */
  $count?: string;
  /** Fields to show */
  $select?: string;
  /** References to show as {id, name} */
  $expand?: string;
  /** Part of the entry's name, in any case */
  $search?: string;
};
export type CreateEntryApiResponse =
  /** status 201 Successful Response */ Entry;
export type CreateEntryApiArg = {
  component: string;
  newEntry: {
    data?: {
      [key: string]: any;
    };
    name?: string | null;
  };
};
export type GetEntryApiResponse = /** status 200 Successful Response */ Entry;
export type GetEntryApiArg = {
  component: string;
  entryId: number;
  /** Fields to show */
  $select?: string;
  /** References to show as {id, name} */
  $expand?: string;
};
export type UpdateEntryApiResponse =
  /** status 200 Successful Response */ Entry;
export type UpdateEntryApiArg = {
  component: string;
  entryId: number;
  "if-match"?: string | null;
  entryChange: {
    data?: {
      [key: string]: any;
    };
    name?: string | null;
  };
};
export type SignOutApiResponse = unknown;
export type SignOutApiArg = void;
export type GetSessionApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type GetSessionApiArg = void;
export type SignInApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type SignInApiArg = {
  signIn: SignIn;
};
export type ChangePasswordApiResponse = unknown;
export type ChangePasswordApiArg = {
  changePassword: ChangePassword;
};
export type GetComponentCatalogueApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type GetComponentCatalogueApiArg = void;
export type GetStepCatalogueApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type GetStepCatalogueApiArg = void;
export type ListComponentsApiResponse =
  /** status 200 Successful Response */ ComponentSummary[];
export type ListComponentsApiArg = void;
export type CreateComponentApiResponse =
  /** status 201 Successful Response */ StoredComponent;
export type CreateComponentApiArg = {
  newComponent: NewComponent;
};
export type DeleteComponentApiResponse = unknown;
export type DeleteComponentApiArg = {
  key: string;
};
export type GetComponentApiResponse =
  /** status 200 Successful Response */ StoredComponent;
export type GetComponentApiArg = {
  key: string;
};
export type SaveComponentApiResponse =
  /** status 200 Successful Response */ StoredComponent;
export type SaveComponentApiArg = {
  key: string;
  componentChange: ComponentChange;
};
export type CheckComponentApiResponse =
  /** status 200 Successful Response */ Findings;
export type CheckComponentApiArg = {
  key: string;
  draftToCheck: DraftToCheck;
};
export type MarkComponentReadyApiResponse =
  /** status 200 Successful Response */ StoredComponent;
export type MarkComponentReadyApiArg = {
  key: string;
  readyMark: ReadyMark;
};
export type ListComponentUsesApiResponse =
  /** status 200 Successful Response */ ComponentUse[];
export type ListComponentUsesApiArg = {
  key: string;
  property?: string | null;
};
export type ListComponentVersionsApiResponse =
  /** status 200 Successful Response */ ComponentVersion[];
export type ListComponentVersionsApiArg = {
  key: string;
};
export type GetComponentVersionApiResponse =
  /** status 200 Successful Response */ ComponentDocument;
export type GetComponentVersionApiArg = {
  key: string;
  version: number;
};
export type ListDomainsApiResponse =
  /** status 200 Successful Response */ Domain[];
export type ListDomainsApiArg = void;
export type CreateDomainApiResponse =
  /** status 201 Successful Response */ Domain;
export type CreateDomainApiArg = {
  newDomain: NewDomain;
};
export type DeleteDomainApiResponse = unknown;
export type DeleteDomainApiArg = {
  name: string;
};
export type ChangeDomainApiResponse =
  /** status 200 Successful Response */ Domain;
export type ChangeDomainApiArg = {
  name: string;
  domainChange: DomainChange;
};
export type GetMenuApiResponse = /** status 200 Successful Response */ Menu;
export type GetMenuApiArg = {
  name: string;
};
export type SaveMenuApiResponse = /** status 200 Successful Response */ Menu;
export type SaveMenuApiArg = {
  name: string;
  menu: Menu;
};
export type GetDomainSettingsApiResponse =
  /** status 200 Successful Response */ VersionedSettings;
export type GetDomainSettingsApiArg = {
  name: string;
};
export type SaveDomainSettingsApiResponse =
  /** status 200 Successful Response */ VersionedSettings;
export type SaveDomainSettingsApiArg = {
  name: string;
  versionedSettings: VersionedSettings;
};
export type GetFlowModelApiResponse =
  /** status 200 Successful Response */ FlowModel;
export type GetFlowModelApiArg = {
  modelRequest: ModelRequest;
};
export type StartPublicationApiResponse =
  /** status 202 Successful Response */ Publication;
export type StartPublicationApiArg = {
  selection: Selection;
};
export type ListCandidatesApiResponse =
  /** status 200 Successful Response */ Candidates;
export type ListCandidatesApiArg = void;
export type GetCurrentPublicationApiResponse =
  /** status 200 Successful Response */ Publication | null;
export type GetCurrentPublicationApiArg = void;
export type GetPublicationApiResponse =
  /** status 200 Successful Response */ Publication;
export type GetPublicationApiArg = {
  publicationId: number;
};
export type ResetPublicationApiResponse =
  /** status 202 Successful Response */ Publication;
export type ResetPublicationApiArg = {
  publicationId: number;
};
export type GetStatisticsApiResponse =
  /** status 200 Successful Response */ Statistics;
export type GetStatisticsApiArg = void;
export type GetWorkplaceApiResponse =
  /** status 200 Successful Response */ WorkplaceStart;
export type GetWorkplaceApiArg = void;
export type RunFlowApiResponse =
  | /** status 200 Successful Response */ Envelope
  | /** status 202 The run goes on in the background */ Envelope;
export type RunFlowApiArg = {
  component: string;
  flow: string;
  mode?: "wait" | "async";
  runRequest: {
    model?: {
      [key: string]: any;
    };
  };
};
export type GetDefinitionApiResponse =
  /** status 200 Successful Response */ Definition;
export type GetDefinitionApiArg = {
  key: string;
  "if-none-match"?: string | null;
};
export type CancelRunApiResponse = /** status 202 Successful Response */ any;
export type CancelRunApiArg = {
  runId: string;
};
export type GetRunApiResponse = /** status 200 Successful Response */ Envelope;
export type GetRunApiArg = {
  runId: string;
};
export type Entry = {
  changeAuthor: number | null;
  createdDate: string;
  creatorSubject: number | null;
  data: {
    [key: string]: any;
  };
  id: number;
  name: string | null;
  updateDate: string;
  version: number;
};
export type EntryList = {
  "@odata.count"?: number | null;
  value: Entry[];
};
export type FieldError = {
  field: string;
  message: string;
  params?: {
    [key: string]: any;
  };
  rule: string;
};
export type Problem = {
  code: string;
  detail: string;
  fields: FieldError[];
  params: {
    [key: string]: any;
  };
  status: number;
  title: string;
  trace_id: string;
  translation_key: string;
  type: string;
  [key: string]: any;
};
export type SessionUser = {
  display_name: string;
  id: number;
  user_name: string;
};
export type SessionInfo = {
  csrf_token: string;
  password_change_required: boolean;
  rights: string[];
  user: SessionUser | null;
};
export type SignIn = {
  password: string;
  user_name: string;
};
export type ChangePassword = {
  current_password: string;
  new_password: string;
};
export type ComponentKind = "component" | "multicomponent";
export type ComponentState =
  "saved" | "ready" | "published" | "published_changed" | "published_ready";
export type ComponentSummary = {
  built_in: boolean;
  created_at: string;
  description: string;
  domains: string[];
  id: number;
  key: string;
  kind: ComponentKind;
  published: boolean;
  saved_version: number;
  state: ComponentState;
  title: string;
  updated_at: string;
  updated_by: string | null;
};
export type FlowKind = "dataflow" | "input_dataflow" | "workflow";
export type Step = {
  branches?: {
    [key: string]: Step[];
  };
  id: string;
  name: string;
  params?: {
    [key: string]: any;
  };
  source?: string[];
  type: string;
};
export type Stage = {
  id: string;
  name: string;
  steps?: Step[];
};
export type Flow = {
  generate_api_definition?: boolean;
  key: string;
  kind: FlowKind;
  name: string;
  restrict_access?: boolean;
  stages?: Stage[];
};
export type Element = {
  children?: Element[];
  id: string;
  kind: string;
  name: string;
  settings?: {
    [key: string]: any;
  };
};
export type ArrayProperty = {
  component?: string | null;
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "array";
  virtual?: boolean;
};
export type BooleanProperty = {
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "boolean";
  virtual?: boolean;
};
export type CatalogProperty = {
  component?: string | null;
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "catalog";
  virtual?: boolean;
};
export type DateProperty = {
  id: string;
  max_date?: string | null;
  min_date?: string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "date";
  virtual?: boolean;
};
export type DateTimeProperty = {
  id: string;
  max_date?: string | null;
  min_date?: string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "datetime";
  virtual?: boolean;
};
export type FileProperty = {
  file_types?: string;
  id: string;
  max_file_size?: number | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "file";
  virtual?: boolean;
};
export type EnumValue = {
  title?: string;
  value: string | number;
};
export type IntegerProperty = {
  enum?: EnumValue[] | null;
  id: string;
  maximum?: number | null;
  minimum?: number | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "integer";
  virtual?: boolean;
};
export type NumberProperty = {
  id: string;
  maximum?: number | string | null;
  minimum?: number | string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "number";
  virtual?: boolean;
};
export type StringProperty = {
  enum?: EnumValue[] | null;
  id: string;
  max_length?: number | null;
  min_length?: number | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "string";
  virtual?: boolean;
};
export type TimeProperty = {
  id: string;
  max_time?: string | null;
  min_time?: string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "time";
  virtual?: boolean;
};
export type UriProperty = {
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  title?: string;
  type?: "uri";
  virtual?: boolean;
};
export type AccessMode = "private" | "public";
export type ComponentSettings = {
  access_mode?: AccessMode;
  cron?: string;
  description?: string;
  domains?: string[];
  maker?: number | null;
  proxy_mode?: boolean;
  restrict_access?: boolean;
  run_as_user?: number | null;
  title: string;
};
export type ComponentDocument = {
  flows?: Flow[];
  key: string;
  kind?: ComponentKind;
  pages?: Element[];
  properties?: (
    | ({
        type: "array";
      } & ArrayProperty)
    | ({
        type: "boolean";
      } & BooleanProperty)
    | ({
        type: "catalog";
      } & CatalogProperty)
    | ({
        type: "date";
      } & DateProperty)
    | ({
        type: "datetime";
      } & DateTimeProperty)
    | ({
        type: "file";
      } & FileProperty)
    | ({
        type: "integer";
      } & IntegerProperty)
    | ({
        type: "number";
      } & NumberProperty)
    | ({
        type: "string";
      } & StringProperty)
    | ({
        type: "time";
      } & TimeProperty)
    | ({
        type: "uri";
      } & UriProperty)
  )[];
  settings: ComponentSettings;
};
export type Place = {
  component: string;
  element?: string | null;
  flow?: string | null;
  page?: string | null;
  property?: string | null;
  setting?: string | null;
  step?: string | null;
};
export type Severity = "error" | "warning" | "information";
export type Finding = {
  code: string;
  message: string;
  params?: {
    [key: string]: string;
  };
  place: Place;
  severity: Severity;
};
export type StoredComponent = {
  built_in: boolean;
  document: ComponentDocument;
  findings?: Finding[];
  id: number;
  published_version: number | null;
  ready_version: number | null;
  saved_version: number;
  state: ComponentState;
  updated_at: string;
  updated_by: string | null;
};
export type NewComponent = {
  kind?: ComponentKind;
};
export type ComponentChange = {
  base_version: number;
  document: ComponentDocument;
};
export type Findings = {
  findings: Finding[];
};
export type DraftToCheck = {
  document: ComponentDocument;
};
export type ReadyMark = {
  saved_version: number;
};
export type ComponentUse = {
  component?: string | null;
  domain?: string | null;
  element?: string | null;
  flow?: string | null;
  page?: string | null;
  property?: string | null;
  step?: string | null;
  title: string;
};
export type ComponentVersion = {
  published: boolean;
  saved_at: string;
  saved_by: string | null;
  version: number;
};
export type Domain = {
  built_in: boolean;
  components: number;
  enabled: boolean;
  is_default: boolean;
  key: string;
  name: string;
  published_components: number;
  title: string;
};
export type NewDomain = {
  name: string;
  title?: string;
};
export type DomainChange = {
  enabled?: boolean | null;
  is_default?: boolean | null;
};
export type LocalizedText = {
  translation_key?: string;
  translation_value?: string;
};
export type MenuItem = {
  children?: MenuItem[];
  component?: string | null;
  icon?: string;
  id: string;
  label?: LocalizedText;
  page?: string | null;
};
export type Menu = {
  items?: MenuItem[];
  version: number;
};
export type VersionedSettings = {
  default_component?: string | null;
  default_page?: string | null;
  hide_breadcrumbs?: boolean;
  hide_locale?: boolean;
  hide_top_bar?: boolean;
  hide_user_login?: boolean;
  hosts?: string[];
  primary_color?: string;
  static_menu?: boolean;
  title?: string;
  version: number;
};
export type ModelField = {
  component: string | null;
  path: string;
  title: string;
  type: string;
};
export type StepRemark = {
  code: string;
  message: string;
  setting: string | null;
  severity: Severity;
};
export type StepModel = {
  fields: ModelField[];
  remarks: StepRemark[];
  step: string;
};
export type FlowModel = {
  steps: StepModel[];
};
export type ModelRequest = {
  document: ComponentDocument;
  flow: string;
};
export type PublishedTitle = {
  key: string;
  title: string;
};
export type StageState =
  "pending" | "running" | "complete" | "failed" | "undone";
export type PublicationStage = {
  error?: string | null;
  name: string;
  number: number;
  state: StageState;
};
export type PublicationState =
  "running" | "rolling_back" | "completed" | "rolled_back" | "failed" | "reset";
export type Publication = {
  components: PublishedTitle[];
  error: string | null;
  finished_at: string | null;
  id: number;
  stage: number | null;
  stages: PublicationStage[];
  started_at: string;
  started_by: string | null;
  state: PublicationState;
  version: number;
};
export type Selection = {
  components: string[];
  confirm_destructive?: boolean;
};
export type Candidates = {
  components: ComponentSummary[];
};
export type Statistics = {
  applications: number;
  dataflows: number;
  users: number;
  workflows: number;
};
export type DomainSettings = {
  default_component?: string | null;
  default_page?: string | null;
  hide_breadcrumbs?: boolean;
  hide_locale?: boolean;
  hide_top_bar?: boolean;
  hide_user_login?: boolean;
  hosts?: string[];
  primary_color?: string;
  static_menu?: boolean;
  title?: string;
};
export type OpenDomain = {
  name: string;
  settings: DomainSettings;
  title: string;
};
export type OpenMenuItem = {
  children?: OpenMenuItem[];
  component: string | null;
  icon: string;
  id: string;
  label: LocalizedText;
  page: string | null;
};
export type Visitor = {
  display_name: string;
  id: number;
  user_name: string;
};
export type WorkplaceStart = {
  domain: OpenDomain;
  menu: OpenMenuItem[];
  user: Visitor | null;
  version: number;
};
export type ErrorReport = {
  code: string;
  details?: FieldError[];
  field?: string | null;
  itemIndex?: number | null;
  message: string;
  params?: {
    [key: string]: any;
  };
  runId: string;
  status: number;
  stepId?: string | null;
  stepName?: string | null;
  traceId: string;
};
export type RunState =
  | "queued"
  | "running"
  | "completed"
  | "completed_with_warnings"
  | "failed"
  | "timed_out"
  | "cancelled";
export type RunWarning = {
  code: string;
  itemIndex?: number | null;
  message: string;
  stepId?: string | null;
};
export type Envelope = {
  actions: {
    [key: string]: any;
  }[];
  error: ErrorReport | null;
  items: any[];
  runId: string;
  session: {
    [key: string]: any;
  } | null;
  status: RunState;
  warnings: RunWarning[];
};
export type FlowName = {
  key: string;
  kind: FlowKind;
  name: string;
};
export type Definition = {
  access_mode: AccessMode;
  flows: FlowName[];
  key: string;
  pages: Element[];
  properties: (
    | ({
        type: "array";
      } & ArrayProperty)
    | ({
        type: "boolean";
      } & BooleanProperty)
    | ({
        type: "catalog";
      } & CatalogProperty)
    | ({
        type: "date";
      } & DateProperty)
    | ({
        type: "datetime";
      } & DateTimeProperty)
    | ({
        type: "file";
      } & FileProperty)
    | ({
        type: "integer";
      } & IntegerProperty)
    | ({
        type: "number";
      } & NumberProperty)
    | ({
        type: "string";
      } & StringProperty)
    | ({
        type: "time";
      } & TimeProperty)
    | ({
        type: "uri";
      } & UriProperty)
  )[];
  title: string;
  version: number;
};
export const {
  useListEntriesQuery,
  useLazyListEntriesQuery,
  useCreateEntryMutation,
  useGetEntryQuery,
  useLazyGetEntryQuery,
  useUpdateEntryMutation,
  useSignOutMutation,
  useGetSessionQuery,
  useLazyGetSessionQuery,
  useSignInMutation,
  useChangePasswordMutation,
  useGetComponentCatalogueQuery,
  useLazyGetComponentCatalogueQuery,
  useGetStepCatalogueQuery,
  useLazyGetStepCatalogueQuery,
  useListComponentsQuery,
  useLazyListComponentsQuery,
  useCreateComponentMutation,
  useDeleteComponentMutation,
  useGetComponentQuery,
  useLazyGetComponentQuery,
  useSaveComponentMutation,
  useCheckComponentMutation,
  useMarkComponentReadyMutation,
  useListComponentUsesQuery,
  useLazyListComponentUsesQuery,
  useListComponentVersionsQuery,
  useLazyListComponentVersionsQuery,
  useGetComponentVersionQuery,
  useLazyGetComponentVersionQuery,
  useListDomainsQuery,
  useLazyListDomainsQuery,
  useCreateDomainMutation,
  useDeleteDomainMutation,
  useChangeDomainMutation,
  useGetMenuQuery,
  useLazyGetMenuQuery,
  useSaveMenuMutation,
  useGetDomainSettingsQuery,
  useLazyGetDomainSettingsQuery,
  useSaveDomainSettingsMutation,
  useGetFlowModelMutation,
  useStartPublicationMutation,
  useListCandidatesQuery,
  useLazyListCandidatesQuery,
  useGetCurrentPublicationQuery,
  useLazyGetCurrentPublicationQuery,
  useGetPublicationQuery,
  useLazyGetPublicationQuery,
  useResetPublicationMutation,
  useGetStatisticsQuery,
  useLazyGetStatisticsQuery,
  useGetWorkplaceQuery,
  useLazyGetWorkplaceQuery,
  useRunFlowMutation,
  useGetDefinitionQuery,
  useLazyGetDefinitionQuery,
  useCancelRunMutation,
  useGetRunQuery,
  useLazyGetRunQuery,
} = injectedRtkApi;

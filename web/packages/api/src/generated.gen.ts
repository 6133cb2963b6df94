import { emptyApi as api } from "./empty";
export const addTagTypes = [
  "access",
  "bulk",
  "entries",
  "session",
  "studio",
  "components",
  "domains",
  "files",
  "dataflow",
  "maintenance",
  "publication",
  "query",
  "uploads",
  "workplace",
] as const;
const injectedRtkApi = api
  .enhanceEndpoints({
    addTagTypes,
  })
  .injectEndpoints({
    endpoints: (build) => ({
      listAuditRecords: build.query<
        ListAuditRecordsApiResponse,
        ListAuditRecordsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/audit`,
          params: {
            who: queryArg.who,
            action: queryArg.action,
            target: queryArg.target,
            since: queryArg.since,
            until: queryArg.until,
            before: queryArg.before,
            $top: queryArg.$top,
          },
        }),
        providesTags: ["access"],
      }),
      getAuditChain: build.query<GetAuditChainApiResponse, GetAuditChainApiArg>(
        {
          query: () => ({ url: `/api/v1/access/audit/chain` }),
          providesTags: ["access"],
        },
      ),
      exportAuditRecords: build.query<
        ExportAuditRecordsApiResponse,
        ExportAuditRecordsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/audit/csv`,
          params: {
            who: queryArg.who,
            action: queryArg.action,
            target: queryArg.target,
            since: queryArg.since,
            until: queryArg.until,
          },
        }),
        providesTags: ["access"],
      }),
      startExport: build.mutation<StartExportApiResponse, StartExportApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/bulk/exports`,
          method: "POST",
          body: queryArg.exportRequest,
        }),
        invalidatesTags: ["bulk"],
      }),
      startImport: build.mutation<StartImportApiResponse, StartImportApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/bulk/imports`,
          method: "POST",
          body: queryArg.importRequest,
        }),
        invalidatesTags: ["bulk"],
      }),
      listBulkJobs: build.query<ListBulkJobsApiResponse, ListBulkJobsApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/bulk/jobs`,
          params: {
            component: queryArg.component,
          },
        }),
        providesTags: ["bulk"],
      }),
      getBulkJob: build.query<GetBulkJobApiResponse, GetBulkJobApiArg>({
        query: (queryArg) => ({ url: `/api/v1/bulk/jobs/${queryArg.jobId}` }),
        providesTags: ["bulk"],
      }),
      cancelBulkJob: build.mutation<
        CancelBulkJobApiResponse,
        CancelBulkJobApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/bulk/jobs/${queryArg.jobId}/cancel`,
          method: "POST",
        }),
        invalidatesTags: ["bulk"],
      }),
      getBulkReport: build.query<GetBulkReportApiResponse, GetBulkReportApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/bulk/jobs/${queryArg.jobId}/report`,
          }),
          providesTags: ["bulk"],
        },
      ),
      getBulkResult: build.query<GetBulkResultApiResponse, GetBulkResultApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/bulk/jobs/${queryArg.jobId}/result`,
          }),
          providesTags: ["bulk"],
        },
      ),
      previewImport: build.query<PreviewImportApiResponse, PreviewImportApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/bulk/preview`,
            method: "POST",
            body: queryArg.importRequest,
          }),
          providesTags: ["bulk"],
        },
      ),
      listEntries: build.query<ListEntriesApiResponse, ListEntriesApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}`,
          params: {
            $filter: queryArg.$filter,
            $apply: queryArg.$apply,
            $orderby: queryArg.$orderby,
            $top: queryArg.$top,
            $skip: queryArg.$skip,
            $skiptoken: queryArg.$skiptoken,
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
      upsertEntry: build.mutation<UpsertEntryApiResponse, UpsertEntryApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}`,
          method: "PUT",
          body: queryArg.entryChange,
        }),
        invalidatesTags: ["entries"],
      }),
      markEntry: build.mutation<MarkEntryApiResponse, MarkEntryApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}/${queryArg.entryId}`,
          method: "DELETE",
          headers: {
            "if-match": queryArg["if-match"],
          },
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
      downloadEntryFile: build.query<
        DownloadEntryFileApiResponse,
        DownloadEntryFileApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}/${queryArg.entryId}/files/${queryArg.propertyName}`,
          params: {
            thumbnail: queryArg.thumbnail,
          },
        }),
        providesTags: ["entries"],
      }),
      getEntryHistory: build.query<
        GetEntryHistoryApiResponse,
        GetEntryHistoryApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}/${queryArg.entryId}/history`,
          params: {
            $top: queryArg.$top,
            $skip: queryArg.$skip,
          },
        }),
        providesTags: ["entries"],
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
      listLibraryFiles: build.query<
        ListLibraryFilesApiResponse,
        ListLibraryFilesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/files`,
          params: {
            folder: queryArg.folder,
            $top: queryArg.$top,
            $skip: queryArg.$skip,
            $orderby: queryArg.$orderby,
          },
        }),
        providesTags: ["files"],
      }),
      listFolders: build.query<ListFoldersApiResponse, ListFoldersApiArg>({
        query: () => ({ url: `/api/v1/studio/files/folders` }),
        providesTags: ["files"],
      }),
      createFolder: build.mutation<CreateFolderApiResponse, CreateFolderApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/files/folders`,
            method: "POST",
            body: queryArg.newFolder,
          }),
          invalidatesTags: ["files"],
        },
      ),
      deleteFolder: build.mutation<DeleteFolderApiResponse, DeleteFolderApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/files/folders/${queryArg.folderId}`,
            method: "DELETE",
            params: {
              confirm: queryArg.confirm,
            },
          }),
          invalidatesTags: ["files"],
        },
      ),
      changeFolder: build.mutation<ChangeFolderApiResponse, ChangeFolderApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/files/folders/${queryArg.folderId}`,
            method: "PATCH",
            body: queryArg.folderChange,
          }),
          invalidatesTags: ["files"],
        },
      ),
      getFileRules: build.query<GetFileRulesApiResponse, GetFileRulesApiArg>({
        query: () => ({ url: `/api/v1/studio/files/rules` }),
        providesTags: ["files"],
      }),
      saveFileRules: build.mutation<
        SaveFileRulesApiResponse,
        SaveFileRulesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/files/rules`,
          method: "PUT",
          body: queryArg.globalRules,
        }),
        invalidatesTags: ["files"],
      }),
      deleteLibraryFile: build.mutation<
        DeleteLibraryFileApiResponse,
        DeleteLibraryFileApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/files/${queryArg.fileId}`,
          method: "DELETE",
          params: {
            confirm: queryArg.confirm,
          },
        }),
        invalidatesTags: ["files"],
      }),
      changeLibraryFile: build.mutation<
        ChangeLibraryFileApiResponse,
        ChangeLibraryFileApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/files/${queryArg.fileId}`,
          method: "PATCH",
          body: queryArg.libraryFileChange,
        }),
        invalidatesTags: ["files"],
      }),
      downloadLibraryFile: build.query<
        DownloadLibraryFileApiResponse,
        DownloadLibraryFileApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/files/${queryArg.fileId}/content`,
          params: {
            thumbnail: queryArg.thumbnail,
          },
        }),
        providesTags: ["files"],
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
      listRetiredData: build.query<
        ListRetiredDataApiResponse,
        ListRetiredDataApiArg
      >({
        query: () => ({ url: `/api/v1/studio/maintenance/contract` }),
        providesTags: ["maintenance"],
      }),
      removeRetiredData: build.mutation<
        RemoveRetiredDataApiResponse,
        RemoveRetiredDataApiArg
      >({
        query: () => ({
          url: `/api/v1/studio/maintenance/contract`,
          method: "POST",
        }),
        invalidatesTags: ["maintenance"],
      }),
      listMaintenanceJobs: build.query<
        ListMaintenanceJobsApiResponse,
        ListMaintenanceJobsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/maintenance/jobs` }),
        providesTags: ["maintenance"],
      }),
      getMaintenanceJob: build.query<
        GetMaintenanceJobApiResponse,
        GetMaintenanceJobApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/jobs/${queryArg.jobId}`,
        }),
        providesTags: ["maintenance"],
      }),
      listMarkedEntries: build.query<
        ListMarkedEntriesApiResponse,
        ListMarkedEntriesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/marked`,
          params: {
            component: queryArg.component,
            $top: queryArg.$top,
            $skip: queryArg.$skip,
          },
        }),
        providesTags: ["maintenance"],
      }),
      removeMarkedEntries: build.mutation<
        RemoveMarkedEntriesApiResponse,
        RemoveMarkedEntriesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/marked/remove`,
          method: "POST",
          body: queryArg.choice,
        }),
        invalidatesTags: ["maintenance"],
      }),
      restoreMarkedEntries: build.mutation<
        RestoreMarkedEntriesApiResponse,
        RestoreMarkedEntriesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/marked/restore`,
          method: "POST",
          body: queryArg.choice,
        }),
        invalidatesTags: ["maintenance"],
      }),
      rebuildCache: build.mutation<RebuildCacheApiResponse, RebuildCacheApiArg>(
        {
          query: () => ({
            url: `/api/v1/studio/maintenance/rebuild-cache`,
            method: "POST",
          }),
          invalidatesTags: ["maintenance"],
        },
      ),
      rebuildDatabaseReferences: build.mutation<
        RebuildDatabaseReferencesApiResponse,
        RebuildDatabaseReferencesApiArg
      >({
        query: () => ({
          url: `/api/v1/studio/maintenance/rebuild-references`,
          method: "POST",
        }),
        invalidatesTags: ["maintenance"],
      }),
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
      previewPublication: build.query<
        PreviewPublicationApiResponse,
        PreviewPublicationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/publications/preview`,
          method: "POST",
          body: queryArg.toPreview,
        }),
        providesTags: ["publication"],
      }),
      goBack: build.mutation<GoBackApiResponse, GoBackApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/publications/rollback`,
          method: "POST",
          body: queryArg.returnTo,
        }),
        invalidatesTags: ["publication"],
      }),
      listVersions: build.query<ListVersionsApiResponse, ListVersionsApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/publications/versions`,
          params: {
            limit: queryArg.limit,
          },
        }),
        providesTags: ["publication"],
      }),
      previewReturn: build.query<PreviewReturnApiResponse, PreviewReturnApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/publications/versions/${queryArg.version}`,
          }),
          providesTags: ["publication"],
        },
      ),
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
      runQuery: build.mutation<RunQueryApiResponse, RunQueryApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/query`,
          method: "POST",
          body: queryArg.sqlQuery,
        }),
        invalidatesTags: ["query"],
      }),
      getStatistics: build.query<GetStatisticsApiResponse, GetStatisticsApiArg>(
        {
          query: () => ({ url: `/api/v1/studio/statistics` }),
          providesTags: ["studio"],
        },
      ),
      startUpload: build.mutation<StartUploadApiResponse, StartUploadApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/uploads`,
          method: "POST",
          body: queryArg.newUpload,
        }),
        invalidatesTags: ["uploads"],
      }),
      cancelUpload: build.mutation<CancelUploadApiResponse, CancelUploadApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/uploads/${queryArg.uploadId}`,
            method: "DELETE",
          }),
          invalidatesTags: ["uploads"],
        },
      ),
      getUpload: build.query<GetUploadApiResponse, GetUploadApiArg>({
        query: (queryArg) => ({ url: `/api/v1/uploads/${queryArg.uploadId}` }),
        providesTags: ["uploads"],
      }),
      completeUpload: build.mutation<
        CompleteUploadApiResponse,
        CompleteUploadApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/uploads/${queryArg.uploadId}/complete`,
          method: "POST",
        }),
        invalidatesTags: ["uploads"],
      }),
      putUploadPart: build.mutation<
        PutUploadPartApiResponse,
        PutUploadPartApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/uploads/${queryArg.uploadId}/parts/${queryArg["number"]}`,
          method: "PUT",
          body: queryArg.body,
        }),
        invalidatesTags: ["uploads"],
      }),
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
export type ListAuditRecordsApiResponse =
  /** status 200 Successful Response */ AuditPage;
export type ListAuditRecordsApiArg = {
  who?: string | null;
  action?: string | null;
  target?: string | null;
  since?: string | null;
  until?: string | null;
  before?: number | null;
  $top?: number;
};
export type GetAuditChainApiResponse =
  /** status 200 Successful Response */ ChainState;
export type GetAuditChainApiArg = void;
export type ExportAuditRecordsApiResponse =
  /** status 200 The records */ string;
export type ExportAuditRecordsApiArg = {
  who?: string | null;
  action?: string | null;
  target?: string | null;
  since?: string | null;
  until?: string | null;
};
export type StartExportApiResponse = /** status 202 Successful Response */ Job;
export type StartExportApiArg = {
  exportRequest: ExportRequest;
};
export type StartImportApiResponse = /** status 202 Successful Response */ Job;
export type StartImportApiArg = {
  importRequest: ImportRequest;
};
export type ListBulkJobsApiResponse =
  /** status 200 Successful Response */ Job[];
export type ListBulkJobsApiArg = {
  component?: string | null;
};
export type GetBulkJobApiResponse = /** status 200 Successful Response */ Job;
export type GetBulkJobApiArg = {
  jobId: string;
};
export type CancelBulkJobApiResponse =
  /** status 202 Successful Response */ Job;
export type CancelBulkJobApiArg = {
  jobId: string;
};
export type GetBulkReportApiResponse =
  | /** status 200 The file */ Blob
  | /** status 206 The range that was asked for */ Blob;
export type GetBulkReportApiArg = {
  jobId: string;
};
export type GetBulkResultApiResponse =
  | /** status 200 The file */ Blob
  | /** status 206 The range that was asked for */ Blob;
export type GetBulkResultApiArg = {
  jobId: string;
};
export type PreviewImportApiResponse =
  /** status 200 Successful Response */ Preview;
export type PreviewImportApiArg = {
  importRequest: ImportRequest;
};
export type ListEntriesApiResponse =
  /** status 200 Successful Response */ EntryList;
export type ListEntriesApiArg = {
  component: string;
  /** Conditions: eq ne gt ge lt le, in, and or not, arithmetic, functions, any and all over lists, paths */
  $filter?: string;
  /** Steps with slashes between: filter, compute, groupby, aggregate; answers with their rows, not entries */
  $apply?: string;
  /** Fields, also behind references, with asc or desc; missing values first, equals by id */
  $orderby?: string;
  /** At most this many, up to 1000; 50 when absent */
  $top?: string;
  /** Leaves out so many first; @odata.nextLink goes on faster */
  $skip?: string;
  /** Where a next page begins, taken from @odata.nextLink */
  $skiptoken?: string;
  /** true: also counts all matches */
  $count?: string;
  /** Fields to show, also behind references */
  $select?: string;
  /** References to show as {id, name}, or as entries: P($select=…;$expand=…;$filter=…;$orderby=…;$top=…) */
  $expand?: string;
  /** Words and "phrases" that all stand in the name or in text properties with Query, in any case */
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
export type UpsertEntryApiResponse =
  | /** status 200 Successful Response */ Entry
  | /** status 201 There was no entry with this key: a new one */ Entry;
export type UpsertEntryApiArg = {
  component: string;
  entryChange: {
    data?: {
      [key: string]: any;
    };
    name?: string | null;
  };
};
export type MarkEntryApiResponse = unknown;
export type MarkEntryApiArg = {
  component: string;
  entryId: number;
  "if-match"?: string | null;
};
export type GetEntryApiResponse = /** status 200 Successful Response */ Entry;
export type GetEntryApiArg = {
  component: string;
  entryId: number;
  /** Fields to show, also behind references */
  $select?: string;
  /** References to show as {id, name}, or as entries: P($select=…;$expand=…;$filter=…;$orderby=…;$top=…) */
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
export type DownloadEntryFileApiResponse =
  | /** status 200 The content, or a picture of it */ Blob
  | /** status 206 The range that was asked for */ Blob;
export type DownloadEntryFileApiArg = {
  component: string;
  entryId: number;
  propertyName: string;
  /** A small picture instead; 404 `no_thumbnail` when there is none */
  thumbnail?: boolean;
};
export type GetEntryHistoryApiResponse =
  /** status 200 Successful Response */ EntryHistory;
export type GetEntryHistoryApiArg = {
  component: string;
  entryId: number;
  /** At most this many, up to 1000; 50 when absent */
  $top?: string;
  /** Leaves out so many first; @odata.nextLink goes on faster */
  $skip?: string;
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
export type ListLibraryFilesApiResponse =
  /** status 200 Successful Response */ LibraryFiles;
export type ListLibraryFilesApiArg = {
  folder?: string | "root";
  $top?: number;
  $skip?: number;
  $orderby?:
    | "name"
    | "name desc"
    | "size"
    | "size desc"
    | "created_at"
    | "created_at desc";
};
export type ListFoldersApiResponse =
  /** status 200 Successful Response */ Folder[];
export type ListFoldersApiArg = void;
export type CreateFolderApiResponse =
  /** status 201 Successful Response */ Folder;
export type CreateFolderApiArg = {
  newFolder: NewFolder;
};
export type DeleteFolderApiResponse = unknown;
export type DeleteFolderApiArg = {
  folderId: string;
  /** Do it all the same */
  confirm?: boolean;
};
export type ChangeFolderApiResponse =
  /** status 200 Successful Response */ Folder;
export type ChangeFolderApiArg = {
  folderId: string;
  folderChange: FolderChange;
};
export type GetFileRulesApiResponse =
  /** status 200 Successful Response */ GlobalRules;
export type GetFileRulesApiArg = void;
export type SaveFileRulesApiResponse =
  /** status 200 Successful Response */ GlobalRules;
export type SaveFileRulesApiArg = {
  globalRules: GlobalRules;
};
export type DeleteLibraryFileApiResponse = unknown;
export type DeleteLibraryFileApiArg = {
  fileId: string;
  /** Do it all the same */
  confirm?: boolean;
};
export type ChangeLibraryFileApiResponse =
  /** status 200 Successful Response */ LibraryFile;
export type ChangeLibraryFileApiArg = {
  fileId: string;
  libraryFileChange: LibraryFileChange;
};
export type DownloadLibraryFileApiResponse =
  | /** status 200 The content, or a picture of it */ Blob
  | /** status 206 The range that was asked for */ Blob;
export type DownloadLibraryFileApiArg = {
  fileId: string;
  /** A small picture instead; 404 `no_thumbnail` when there is none */
  thumbnail?: boolean;
};
export type GetFlowModelApiResponse =
  /** status 200 Successful Response */ FlowModel;
export type GetFlowModelApiArg = {
  modelRequest: ModelRequest;
};
export type ListRetiredDataApiResponse =
  /** status 200 Successful Response */ RetiredProperties;
export type ListRetiredDataApiArg = void;
export type RemoveRetiredDataApiResponse =
  /** status 202 Successful Response */ MaintenanceJob;
export type RemoveRetiredDataApiArg = void;
export type ListMaintenanceJobsApiResponse =
  /** status 200 Successful Response */ MaintenanceJob[];
export type ListMaintenanceJobsApiArg = void;
export type GetMaintenanceJobApiResponse =
  /** status 200 Successful Response */ MaintenanceJob;
export type GetMaintenanceJobApiArg = {
  jobId: number;
};
export type ListMarkedEntriesApiResponse =
  /** status 200 Successful Response */ MarkedEntries;
export type ListMarkedEntriesApiArg = {
  component?: string | null;
  $top?: number;
  $skip?: number;
};
export type RemoveMarkedEntriesApiResponse =
  /** status 200 Successful Response */ Removal;
export type RemoveMarkedEntriesApiArg = {
  choice: Choice;
};
export type RestoreMarkedEntriesApiResponse =
  /** status 200 Successful Response */ Restoration;
export type RestoreMarkedEntriesApiArg = {
  choice: Choice;
};
export type RebuildCacheApiResponse =
  /** status 200 Successful Response */ RebuiltCache;
export type RebuildCacheApiArg = void;
export type RebuildDatabaseReferencesApiResponse =
  /** status 202 Successful Response */ MaintenanceJob;
export type RebuildDatabaseReferencesApiArg = void;
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
export type PreviewPublicationApiResponse =
  /** status 200 Successful Response */ PublicationPreview;
export type PreviewPublicationApiArg = {
  toPreview: ToPreview;
};
export type GoBackApiResponse =
  /** status 202 Successful Response */ Publication;
export type GoBackApiArg = {
  returnTo: ReturnTo;
};
export type ListVersionsApiResponse =
  /** status 200 Successful Response */ PlatformVersions;
export type ListVersionsApiArg = {
  limit?: number;
};
export type PreviewReturnApiResponse =
  /** status 200 Successful Response */ ReturnPreview;
export type PreviewReturnApiArg = {
  version: number;
};
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
export type RunQueryApiResponse = /** status 200 Successful Response */ SqlRows;
export type RunQueryApiArg = {
  sqlQuery: SqlQuery;
};
export type GetStatisticsApiResponse =
  /** status 200 Successful Response */ Statistics;
export type GetStatisticsApiArg = void;
export type StartUploadApiResponse =
  /** status 201 Successful Response */ Upload;
export type StartUploadApiArg = {
  newUpload: NewUpload;
};
export type CancelUploadApiResponse = unknown;
export type CancelUploadApiArg = {
  uploadId: string;
};
export type GetUploadApiResponse = /** status 200 Successful Response */ Upload;
export type GetUploadApiArg = {
  uploadId: string;
};
export type CompleteUploadApiResponse =
  /** status 201 Successful Response */ File;
export type CompleteUploadApiArg = {
  uploadId: string;
};
export type PutUploadPartApiResponse = unknown;
export type PutUploadPartApiArg = {
  uploadId: string;
  number: number;
  body: Blob;
};
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
export type Outcome = "done" | "refused" | "failed";
export type AuditRecord = {
  action: string;
  actor_id: number | null;
  actor_name: string | null;
  address: string | null;
  at: string;
  details: {
    [key: string]: any;
  };
  id: number;
  outcome: Outcome;
  target: string | null;
  trace_id: string | null;
};
export type AuditPage = {
  next: number | null;
  value: AuditRecord[];
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
export type Damage =
  | "edited"
  | "deleted"
  | "reordered"
  | "truncated"
  | "rewritten"
  | "key_missing";
export type ChainFinding = {
  damage: Damage;
  position: number;
  record_id?: number | null;
};
export type ChainState = {
  checked: number;
  checkpoint_at: string | null;
  checkpoint_position: number | null;
  findings: ChainFinding[];
  position: number;
  waiting: number;
};
export type RowError = {
  line: number;
  message: string;
  property: string | null;
  rule: string;
  value?: string | null;
};
export type JobError = {
  code: string;
  fields?: FieldError[];
  message: string;
  params?: {
    [key: string]: any;
  };
  rows?: RowError[];
  status: number;
};
export type JobKind = "import" | "export";
export type JobState =
  "queued" | "running" | "cancelling" | "completed" | "failed" | "cancelled";
export type Job = {
  component: string;
  created?: number;
  created_at: string;
  ended_at: string | null;
  error: JobError | null;
  format: "csv" | "xlsx" | "jsonl";
  has_report: boolean;
  has_result: boolean;
  id: string;
  kind: JobKind;
  parameters: {
    [key: string]: any;
  };
  refused?: number;
  requested_by: number | null;
  rows_done?: number;
  rows_total?: number | null;
  started_at: string | null;
  state: JobState;
  updated?: number;
};
export type ExportOptions = {
  delimiter?: "," | ";" | "\t" | "|";
  escape_formulas?: boolean;
  references?: "id" | "name" | "key";
  titles?: boolean;
  zone?: string | null;
};
export type ExportQuery = {
  $filter?: string | null;
  $orderby?: string | null;
  $search?: string | null;
  $select?: string | null;
};
export type ExportRequest = {
  component: string;
  format: "csv" | "xlsx" | "jsonl";
  options?: ExportOptions;
  query?: ExportQuery;
};
export type ImportOptions = {
  columns?: {
    [key: string]: string | null;
  };
  decimal_separator?: "." | ",";
  delimiter?: "," | ";" | "\t" | "|";
  encoding?:
    | (
        | "utf-8"
        | "utf-16"
        | "windows-1250"
        | "windows-1251"
        | "windows-1252"
        | "windows-1253"
        | "windows-1254"
        | "windows-1256"
        | "windows-1257"
        | "iso-8859-1"
        | "iso-8859-2"
        | "iso-8859-5"
        | "iso-8859-9"
        | "iso-8859-15"
      )
    | null;
  header?: boolean;
  key?: "create" | "upsert" | "id";
  match_references_by?: "id" | "key" | "name";
  on_error?: "stop" | "skip";
  sheet?: string | null;
  zone?: string | null;
};
export type ImportRequest = {
  component: string;
  file: string;
  format: "csv" | "xlsx" | "jsonl";
  options?: ImportOptions;
};
export type PreviewRow = {
  errors: RowError[];
  line: number;
  values: {
    [key: string]: any;
  };
};
export type Preview = {
  columns: {
    [key: string]: string | null;
  };
  rows: PreviewRow[];
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
  "@odata.nextLink"?: string | null;
  value: Entry[];
};
export type Person = {
  id: number;
  name: string | null;
};
export type PropertyChange = {
  after: any;
  before: any;
  property: string;
  title: string;
};
export type ChangeKind =
  "created" | "updated" | "marked" | "restored" | "removed";
export type EntryEvent = {
  at: string;
  by: Person | null;
  changes: PropertyChange[];
  kind: ChangeKind;
  version: number;
};
export type EntryHistory = {
  "@odata.count": number;
  value: EntryEvent[];
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
  items?:
    | (
        | "string"
        | "integer"
        | "number"
        | "boolean"
        | "date"
        | "time"
        | "datetime"
        | "uri"
      )
    | null;
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
export type Person2 = {
  id: number;
  name: string;
};
export type LibraryFile = {
  content_type: string;
  created_at: string;
  created_by: Person2 | null;
  folder: string | null;
  id: string;
  name: string;
  size: number;
  uses: number;
};
export type LibraryFiles = {
  count: number;
  value: LibraryFile[];
};
export type Folder = {
  files: number;
  folders: number;
  id: string;
  name: string;
  parent: string | null;
};
export type NewFolder = {
  name: string;
  parent?: string | null;
};
export type FolderChange = {
  name?: string | null;
  parent?: string | null;
};
export type GlobalRules = {
  file_types: string;
  max_file_size: number;
};
export type LibraryFileChange = {
  folder?: string | null;
  name?: string | null;
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
export type ComponentName = {
  key: string;
  title: string;
};
export type RetiredProperty = {
  component: ComponentName;
  place: string;
  property: string;
  superseded: boolean;
};
export type RetiredProperties = {
  value: RetiredProperty[];
};
export type MaintenanceKind = "references" | "retired";
export type BrokenReference = {
  component: ComponentName;
  count: number;
  entries: number[];
  property: string;
};
export type RebuiltReferences = {
  broken: BrokenReference[];
  checked: number;
  repaired: number;
};
export type MaintenanceState = "queued" | "running" | "completed" | "failed";
export type MaintenanceJob = {
  ended_at: string | null;
  error?: JobError | null;
  id: number;
  kind: MaintenanceKind;
  references?: RebuiltReferences | null;
  requested_at: string;
  requested_by: string | null;
  retired?: RetiredProperties | null;
  state: MaintenanceState;
};
export type EntryReferences = {
  component: ComponentName;
  count: number;
  entries: number[];
  marked: boolean;
  property: string;
};
export type MarkedEntry = {
  component: ComponentName;
  id: number;
  marked_at: string;
  marked_by: Person | null;
  name: string;
  referenced_by: EntryReferences[];
};
export type MarkedEntries = {
  count: number;
  value: MarkedEntry[];
};
export type RefusedEntry = {
  component: string;
  id: number;
  reason: string;
  referenced_by: EntryReferences[];
};
export type Removal = {
  refused: RefusedEntry[];
  removed: number;
};
export type EntryAddress = {
  component: string;
  id: number;
};
export type Choice = {
  entries: EntryAddress[];
};
export type Restoration = {
  refused: RefusedEntry[];
  restored: number;
};
export type RebuiltCache = {
  components: number;
  version: number;
};
export type PublishedTitle = {
  key: string;
  title: string;
  withdrawn?: boolean;
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
  returns_to?: number | null;
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
export type NamedProperty = {
  property: string;
  title: string;
};
export type ChangedPart = {
  change: "added" | "removed" | "changed";
  name: string;
  part: "page" | "flow";
};
export type AlteredProperty = {
  after: string;
  before: string;
  property: string;
  title: string;
};
export type ChangedSetting = {
  after: string;
  before: string;
  property: string | null;
  setting: string;
  title: string | null;
};
export type ModelChanges = {
  added: NamedProperty[];
  component: string;
  is_new: boolean;
  parts: ChangedPart[];
  removed: NamedProperty[];
  renamed: AlteredProperty[];
  reordered: ("properties" | "pages" | "flows")[];
  retyped: AlteredProperty[];
  settings: ChangedSetting[];
  title: string;
};
export type Dependant = {
  component: string;
  title: string;
};
export type OffendingEntries = {
  component: string;
  count: number | null;
  entries: number[];
  property: string;
  property_title: string;
  rule: string;
  title: string;
};
export type PublicationPreview = {
  changes: ModelChanges[];
  dependants?: Dependant[];
  losses: FieldError[];
  refusals: OffendingEntries[];
};
export type ToPreview = {
  components: string[];
};
export type ReturnTo = {
  version: number;
};
export type PlatformVersion = {
  can_return: boolean;
  components: PublishedTitle[];
  is_current: boolean;
  live_since: string;
  published_by: string | null;
  returns_to: number | null;
  version: number;
};
export type PlatformVersions = {
  versions: PlatformVersion[];
};
export type ReturnChange = "changed" | "restored" | "withdrawn";
export type ReturnStep = {
  change: ReturnChange;
  key: string;
  title: string;
};
export type ReturnPreview = {
  changes: ReturnStep[];
  losses: FieldError[];
  models: ModelChanges[];
  refusals: OffendingEntries[];
  version: number;
};
export type SqlRows = {
  columns: string[];
  rows: any[][];
};
export type SqlQuery = {
  limit?: number;
  parameters?: {
    [key: string]:
      string | number | boolean | (string | number | boolean | null)[] | null;
  };
  seconds?: number;
  text: string;
};
export type Statistics = {
  applications: number;
  dataflows: number;
  users: number;
  workflows: number;
};
export type Upload = {
  expires_at: string;
  id: string;
  part_size: number;
  parts: number;
  received: number[];
};
export type PropertyTarget = {
  component: string;
  control?: string | null;
  property: string;
};
export type LibraryTarget = {
  folder: string | null;
};
export type ImportTarget = {
  import: string;
};
export type NewUpload = {
  name: string;
  size: number;
  target: PropertyTarget | LibraryTarget | ImportTarget;
};
export type File = {
  content_type: string;
  created_at: string;
  id: string;
  name: string;
  size: number;
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
  useListAuditRecordsQuery,
  useLazyListAuditRecordsQuery,
  useGetAuditChainQuery,
  useLazyGetAuditChainQuery,
  useExportAuditRecordsQuery,
  useLazyExportAuditRecordsQuery,
  useStartExportMutation,
  useStartImportMutation,
  useListBulkJobsQuery,
  useLazyListBulkJobsQuery,
  useGetBulkJobQuery,
  useLazyGetBulkJobQuery,
  useCancelBulkJobMutation,
  useGetBulkReportQuery,
  useLazyGetBulkReportQuery,
  useGetBulkResultQuery,
  useLazyGetBulkResultQuery,
  usePreviewImportQuery,
  useLazyPreviewImportQuery,
  useListEntriesQuery,
  useLazyListEntriesQuery,
  useCreateEntryMutation,
  useUpsertEntryMutation,
  useMarkEntryMutation,
  useGetEntryQuery,
  useLazyGetEntryQuery,
  useUpdateEntryMutation,
  useDownloadEntryFileQuery,
  useLazyDownloadEntryFileQuery,
  useGetEntryHistoryQuery,
  useLazyGetEntryHistoryQuery,
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
  useListLibraryFilesQuery,
  useLazyListLibraryFilesQuery,
  useListFoldersQuery,
  useLazyListFoldersQuery,
  useCreateFolderMutation,
  useDeleteFolderMutation,
  useChangeFolderMutation,
  useGetFileRulesQuery,
  useLazyGetFileRulesQuery,
  useSaveFileRulesMutation,
  useDeleteLibraryFileMutation,
  useChangeLibraryFileMutation,
  useDownloadLibraryFileQuery,
  useLazyDownloadLibraryFileQuery,
  useGetFlowModelMutation,
  useListRetiredDataQuery,
  useLazyListRetiredDataQuery,
  useRemoveRetiredDataMutation,
  useListMaintenanceJobsQuery,
  useLazyListMaintenanceJobsQuery,
  useGetMaintenanceJobQuery,
  useLazyGetMaintenanceJobQuery,
  useListMarkedEntriesQuery,
  useLazyListMarkedEntriesQuery,
  useRemoveMarkedEntriesMutation,
  useRestoreMarkedEntriesMutation,
  useRebuildCacheMutation,
  useRebuildDatabaseReferencesMutation,
  useStartPublicationMutation,
  useListCandidatesQuery,
  useLazyListCandidatesQuery,
  useGetCurrentPublicationQuery,
  useLazyGetCurrentPublicationQuery,
  usePreviewPublicationQuery,
  useLazyPreviewPublicationQuery,
  useGoBackMutation,
  useListVersionsQuery,
  useLazyListVersionsQuery,
  usePreviewReturnQuery,
  useLazyPreviewReturnQuery,
  useGetPublicationQuery,
  useLazyGetPublicationQuery,
  useResetPublicationMutation,
  useRunQueryMutation,
  useGetStatisticsQuery,
  useLazyGetStatisticsQuery,
  useStartUploadMutation,
  useCancelUploadMutation,
  useGetUploadQuery,
  useLazyGetUploadQuery,
  useCompleteUploadMutation,
  usePutUploadPartMutation,
  useGetWorkplaceQuery,
  useLazyGetWorkplaceQuery,
  useRunFlowMutation,
  useGetDefinitionQuery,
  useLazyGetDefinitionQuery,
  useCancelRunMutation,
  useGetRunQuery,
  useLazyGetRunQuery,
} = injectedRtkApi;

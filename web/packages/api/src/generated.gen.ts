import { emptyApi as api } from "./empty";
export const addTagTypes = [
  "provisioning",
  "access",
  "service accounts",
  "account",
  "tokens",
  "bulk",
  "entries",
  "webhooks",
  "identity providers",
  "messages",
  "provisioning clients",
  "flows",
  "session",
  "studio",
  "components",
  "schedules",
  "domains",
  "files",
  "dataflow",
  "integrations",
  "maintenance",
  "modules",
  "publication",
  "query",
  "scripts",
  "extensions",
  "templates",
  "access tokens",
  "uploads",
  "workplace",
] as const;
const injectedRtkApi = api
  .enhanceEndpoints({
    addTagTypes,
  })
  .injectEndpoints({
    endpoints: (build) => ({
      listScimGroups: build.query<
        ListScimGroupsApiResponse,
        ListScimGroupsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Groups`,
          params: {
            filter: queryArg.filter,
            startIndex: queryArg.startIndex,
            count: queryArg.count,
            attributes: queryArg.attributes,
            excludedAttributes: queryArg.excludedAttributes,
          },
        }),
        providesTags: ["provisioning"],
      }),
      createScimGroup: build.mutation<
        CreateScimGroupApiResponse,
        CreateScimGroupApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Groups`,
          method: "POST",
          body: queryArg.scimGroup,
        }),
        invalidatesTags: ["provisioning"],
      }),
      deleteScimGroup: build.mutation<
        DeleteScimGroupApiResponse,
        DeleteScimGroupApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Groups/${queryArg.resource}`,
          method: "DELETE",
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["provisioning"],
      }),
      getScimGroup: build.query<GetScimGroupApiResponse, GetScimGroupApiArg>({
        query: (queryArg) => ({
          url: `/api/scim/v2/Groups/${queryArg.resource}`,
          headers: {
            "if-none-match": queryArg["if-none-match"],
          },
          params: {
            attributes: queryArg.attributes,
            excludedAttributes: queryArg.excludedAttributes,
          },
        }),
        providesTags: ["provisioning"],
      }),
      patchScimGroup: build.mutation<
        PatchScimGroupApiResponse,
        PatchScimGroupApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Groups/${queryArg.resource}`,
          method: "PATCH",
          body: queryArg.patch,
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["provisioning"],
      }),
      replaceScimGroup: build.mutation<
        ReplaceScimGroupApiResponse,
        ReplaceScimGroupApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Groups/${queryArg.resource}`,
          method: "PUT",
          body: queryArg.scimGroup,
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["provisioning"],
      }),
      listScimResourceTypes: build.query<
        ListScimResourceTypesApiResponse,
        ListScimResourceTypesApiArg
      >({
        query: () => ({ url: `/api/scim/v2/ResourceTypes` }),
        providesTags: ["provisioning"],
      }),
      getScimResourceType: build.query<
        GetScimResourceTypeApiResponse,
        GetScimResourceTypeApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/ResourceTypes/${queryArg.name}`,
        }),
        providesTags: ["provisioning"],
      }),
      listScimSchemas: build.query<
        ListScimSchemasApiResponse,
        ListScimSchemasApiArg
      >({
        query: () => ({ url: `/api/scim/v2/Schemas` }),
        providesTags: ["provisioning"],
      }),
      getScimSchema: build.query<GetScimSchemaApiResponse, GetScimSchemaApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/scim/v2/Schemas/${queryArg.urn}`,
          }),
          providesTags: ["provisioning"],
        },
      ),
      getScimConfig: build.query<GetScimConfigApiResponse, GetScimConfigApiArg>(
        {
          query: () => ({ url: `/api/scim/v2/ServiceProviderConfig` }),
          providesTags: ["provisioning"],
        },
      ),
      listScimUsers: build.query<ListScimUsersApiResponse, ListScimUsersApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/scim/v2/Users`,
            params: {
              filter: queryArg.filter,
              startIndex: queryArg.startIndex,
              count: queryArg.count,
              attributes: queryArg.attributes,
              excludedAttributes: queryArg.excludedAttributes,
            },
          }),
          providesTags: ["provisioning"],
        },
      ),
      createScimUser: build.mutation<
        CreateScimUserApiResponse,
        CreateScimUserApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Users`,
          method: "POST",
          body: queryArg.scimUser,
        }),
        invalidatesTags: ["provisioning"],
      }),
      deleteScimUser: build.mutation<
        DeleteScimUserApiResponse,
        DeleteScimUserApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Users/${queryArg.resource}`,
          method: "DELETE",
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["provisioning"],
      }),
      getScimUser: build.query<GetScimUserApiResponse, GetScimUserApiArg>({
        query: (queryArg) => ({
          url: `/api/scim/v2/Users/${queryArg.resource}`,
          headers: {
            "if-none-match": queryArg["if-none-match"],
          },
          params: {
            attributes: queryArg.attributes,
            excludedAttributes: queryArg.excludedAttributes,
          },
        }),
        providesTags: ["provisioning"],
      }),
      patchScimUser: build.mutation<
        PatchScimUserApiResponse,
        PatchScimUserApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Users/${queryArg.resource}`,
          method: "PATCH",
          body: queryArg.patch,
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["provisioning"],
      }),
      replaceScimUser: build.mutation<
        ReplaceScimUserApiResponse,
        ReplaceScimUserApiArg
      >({
        query: (queryArg) => ({
          url: `/api/scim/v2/Users/${queryArg.resource}`,
          method: "PUT",
          body: queryArg.scimUser,
          headers: {
            "if-match": queryArg["if-match"],
          },
        }),
        invalidatesTags: ["provisioning"],
      }),
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
      getServiceAccounts: build.query<
        GetServiceAccountsApiResponse,
        GetServiceAccountsApiArg
      >({
        query: () => ({ url: `/api/v1/access/service-accounts` }),
        providesTags: ["service accounts"],
      }),
      createServiceAccount: build.mutation<
        CreateServiceAccountApiResponse,
        CreateServiceAccountApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/service-accounts`,
          method: "POST",
          body: queryArg.newProgram,
        }),
        invalidatesTags: ["service accounts"],
      }),
      changeServiceAccount: build.mutation<
        ChangeServiceAccountApiResponse,
        ChangeServiceAccountApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/service-accounts/${queryArg.accountId}`,
          method: "PATCH",
          body: queryArg.programChange,
        }),
        invalidatesTags: ["service accounts"],
      }),
      getServiceTokens: build.query<
        GetServiceTokensApiResponse,
        GetServiceTokensApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/service-accounts/${queryArg.accountId}/tokens`,
        }),
        providesTags: ["service accounts"],
      }),
      createServiceToken: build.mutation<
        CreateServiceTokenApiResponse,
        CreateServiceTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/service-accounts/${queryArg.accountId}/tokens`,
          method: "POST",
          body: queryArg.tokenOrder,
        }),
        invalidatesTags: ["service accounts"],
      }),
      revokeServiceToken: build.mutation<
        RevokeServiceTokenApiResponse,
        RevokeServiceTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/access/service-accounts/${queryArg.accountId}/tokens/${queryArg.tokenId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["service accounts"],
      }),
      getAccount: build.query<GetAccountApiResponse, GetAccountApiArg>({
        query: () => ({ url: `/api/v1/account` }),
        providesTags: ["account"],
      }),
      changeEmail: build.mutation<ChangeEmailApiResponse, ChangeEmailApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/account/email`,
          method: "PUT",
          body: queryArg.newEmail,
        }),
        invalidatesTags: ["account"],
      }),
      setEmailCodes: build.mutation<
        SetEmailCodesApiResponse,
        SetEmailCodesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/account/email-codes`,
          method: "PUT",
          body: queryArg.emailCodes,
        }),
        invalidatesTags: ["account"],
      }),
      addPasskey: build.mutation<AddPasskeyApiResponse, AddPasskeyApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/account/passkeys`,
          method: "POST",
          body: queryArg.newPasskey,
        }),
        invalidatesTags: ["account"],
      }),
      askNewPasskey: build.mutation<
        AskNewPasskeyApiResponse,
        AskNewPasskeyApiArg
      >({
        query: () => ({
          url: `/api/v1/account/passkeys/options`,
          method: "POST",
        }),
        invalidatesTags: ["account"],
      }),
      removePasskey: build.mutation<
        RemovePasskeyApiResponse,
        RemovePasskeyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/account/passkeys/${queryArg.passkeyId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["account"],
      }),
      renamePasskey: build.mutation<
        RenamePasskeyApiResponse,
        RenamePasskeyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/account/passkeys/${queryArg.passkeyId}`,
          method: "PUT",
          body: queryArg.renamePasskey,
        }),
        invalidatesTags: ["account"],
      }),
      proveByCode: build.mutation<ProveByCodeApiResponse, ProveByCodeApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/account/proof/code`,
          method: "POST",
          body: queryArg.proveByCode,
        }),
        invalidatesTags: ["account"],
      }),
      proveByPasskey: build.mutation<
        ProveByPasskeyApiResponse,
        ProveByPasskeyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/account/proof/passkey`,
          method: "POST",
          body: queryArg.proveByPasskey,
        }),
        invalidatesTags: ["account"],
      }),
      askProof: build.mutation<AskProofApiResponse, AskProofApiArg>({
        query: () => ({
          url: `/api/v1/account/proof/passkey/options`,
          method: "POST",
        }),
        invalidatesTags: ["account"],
      }),
      proveByPassword: build.mutation<
        ProveByPasswordApiResponse,
        ProveByPasswordApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/account/proof/password`,
          method: "POST",
          body: queryArg.proveByPassword,
        }),
        invalidatesTags: ["account"],
      }),
      renewRecoveryCodes: build.mutation<
        RenewRecoveryCodesApiResponse,
        RenewRecoveryCodesApiArg
      >({
        query: () => ({
          url: `/api/v1/account/recovery-codes`,
          method: "POST",
        }),
        invalidatesTags: ["account"],
      }),
      endOtherSessions: build.mutation<
        EndOtherSessionsApiResponse,
        EndOtherSessionsApiArg
      >({
        query: () => ({ url: `/api/v1/account/sessions`, method: "DELETE" }),
        invalidatesTags: ["account"],
      }),
      listOwnSessions: build.query<
        ListOwnSessionsApiResponse,
        ListOwnSessionsApiArg
      >({
        query: () => ({ url: `/api/v1/account/sessions` }),
        providesTags: ["account"],
      }),
      endOwnSession: build.mutation<
        EndOwnSessionApiResponse,
        EndOwnSessionApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/account/sessions/${queryArg.sessionId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["account"],
      }),
      getTokens: build.query<GetTokensApiResponse, GetTokensApiArg>({
        query: () => ({ url: `/api/v1/account/tokens` }),
        providesTags: ["tokens"],
      }),
      createToken: build.mutation<CreateTokenApiResponse, CreateTokenApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/account/tokens`,
          method: "POST",
          body: queryArg.tokenOrder,
        }),
        invalidatesTags: ["tokens"],
      }),
      revokeToken: build.mutation<RevokeTokenApiResponse, RevokeTokenApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/account/tokens/${queryArg.tokenId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["tokens"],
      }),
      removeTotp: build.mutation<RemoveTotpApiResponse, RemoveTotpApiArg>({
        query: () => ({ url: `/api/v1/account/totp`, method: "DELETE" }),
        invalidatesTags: ["account"],
      }),
      beginTotp: build.mutation<BeginTotpApiResponse, BeginTotpApiArg>({
        query: () => ({ url: `/api/v1/account/totp`, method: "POST" }),
        invalidatesTags: ["account"],
      }),
      confirmTotp: build.mutation<ConfirmTotpApiResponse, ConfirmTotpApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/account/totp/confirm`,
          method: "POST",
          body: queryArg.confirmTotp,
        }),
        invalidatesTags: ["account"],
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
      getEntryFile: build.query<GetEntryFileApiResponse, GetEntryFileApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/entries/${queryArg.component}/${queryArg.entryId}/files/${queryArg.propertyName}/about`,
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
      downloadLinkedFile: build.query<
        DownloadLinkedFileApiResponse,
        DownloadLinkedFileApiArg
      >({
        query: (queryArg) => ({ url: `/api/v1/file-links/${queryArg.token}` }),
        providesTags: ["entries"],
      }),
      receiveWebhook: build.mutation<
        ReceiveWebhookApiResponse,
        ReceiveWebhookApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/hooks/${queryArg.hook}`,
          method: "POST",
          body: queryArg.body,
        }),
        invalidatesTags: ["webhooks"],
      }),
      listIdentityProviders: build.query<
        ListIdentityProvidersApiResponse,
        ListIdentityProvidersApiArg
      >({
        query: () => ({ url: `/api/v1/identity-providers` }),
        providesTags: ["identity providers"],
      }),
      createIdentityProvider: build.mutation<
        CreateIdentityProviderApiResponse,
        CreateIdentityProviderApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers`,
          method: "POST",
          body: queryArg.newProvider,
        }),
        invalidatesTags: ["identity providers"],
      }),
      listEnabledProviders: build.query<
        ListEnabledProvidersApiResponse,
        ListEnabledProvidersApiArg
      >({
        query: () => ({ url: `/api/v1/identity-providers/enabled` }),
        providesTags: ["identity providers"],
      }),
      deleteIdentityProvider: build.mutation<
        DeleteIdentityProviderApiResponse,
        DeleteIdentityProviderApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}`,
          method: "DELETE",
        }),
        invalidatesTags: ["identity providers"],
      }),
      getIdentityProvider: build.query<
        GetIdentityProviderApiResponse,
        GetIdentityProviderApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}`,
        }),
        providesTags: ["identity providers"],
      }),
      changeIdentityProvider: build.mutation<
        ChangeIdentityProviderApiResponse,
        ChangeIdentityProviderApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}`,
          method: "PUT",
          body: queryArg.changedProvider,
        }),
        invalidatesTags: ["identity providers"],
      }),
      checkIdentityProvider: build.mutation<
        CheckIdentityProviderApiResponse,
        CheckIdentityProviderApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}/check`,
          method: "POST",
        }),
        invalidatesTags: ["identity providers"],
      }),
      listExternalIdentities: build.query<
        ListExternalIdentitiesApiResponse,
        ListExternalIdentitiesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}/identities`,
        }),
        providesTags: ["identity providers"],
      }),
      linkExternalIdentity: build.mutation<
        LinkExternalIdentityApiResponse,
        LinkExternalIdentityApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}/identities`,
          method: "POST",
          body: queryArg.link,
        }),
        invalidatesTags: ["identity providers"],
      }),
      unlinkExternalIdentity: build.mutation<
        UnlinkExternalIdentityApiResponse,
        UnlinkExternalIdentityApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/identity-providers/${queryArg.provider}/identities/${queryArg.account}`,
          method: "DELETE",
        }),
        invalidatesTags: ["identity providers"],
      }),
      listMessages: build.query<ListMessagesApiResponse, ListMessagesApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/messages`,
          params: {
            unread: queryArg.unread,
            $top: queryArg.$top,
            $skip: queryArg.$skip,
          },
        }),
        providesTags: ["messages"],
      }),
      markAllMessagesRead: build.mutation<
        MarkAllMessagesReadApiResponse,
        MarkAllMessagesReadApiArg
      >({
        query: () => ({ url: `/api/v1/messages/read-all`, method: "POST" }),
        invalidatesTags: ["messages"],
      }),
      countUnreadMessages: build.query<
        CountUnreadMessagesApiResponse,
        CountUnreadMessagesApiArg
      >({
        query: () => ({ url: `/api/v1/messages/unread` }),
        providesTags: ["messages"],
      }),
      markMessageRead: build.mutation<
        MarkMessageReadApiResponse,
        MarkMessageReadApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/messages/${queryArg.message}/read`,
          method: "POST",
        }),
        invalidatesTags: ["messages"],
      }),
      listProvisioningClients: build.query<
        ListProvisioningClientsApiResponse,
        ListProvisioningClientsApiArg
      >({
        query: () => ({ url: `/api/v1/provisioning-clients` }),
        providesTags: ["provisioning clients"],
      }),
      createProvisioningClient: build.mutation<
        CreateProvisioningClientApiResponse,
        CreateProvisioningClientApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/provisioning-clients`,
          method: "POST",
          body: queryArg.clientContent,
        }),
        invalidatesTags: ["provisioning clients"],
      }),
      changeProvisioningClient: build.mutation<
        ChangeProvisioningClientApiResponse,
        ChangeProvisioningClientApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/provisioning-clients/${queryArg.client}`,
          method: "PUT",
          body: queryArg.clientContent,
        }),
        invalidatesTags: ["provisioning clients"],
      }),
      revokeProvisioningToken: build.mutation<
        RevokeProvisioningTokenApiResponse,
        RevokeProvisioningTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/provisioning-clients/${queryArg.client}/token`,
          method: "DELETE",
        }),
        invalidatesTags: ["provisioning clients"],
      }),
      renewProvisioningToken: build.mutation<
        RenewProvisioningTokenApiResponse,
        RenewProvisioningTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/provisioning-clients/${queryArg.client}/token`,
          method: "POST",
        }),
        invalidatesTags: ["provisioning clients"],
      }),
      describeFlows: build.query<DescribeFlowsApiResponse, DescribeFlowsApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/run/${queryArg.component}/openapi.json`,
          }),
          providesTags: ["flows"],
        },
      ),
      callFlow: build.mutation<CallFlowApiResponse, CallFlowApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/run/${queryArg.component}/${queryArg.flow}`,
          method: "POST",
          body: queryArg.body,
          headers: {
            "idempotency-key": queryArg["idempotency-key"],
          },
          params: {
            mode: queryArg.mode,
          },
        }),
        invalidatesTags: ["flows"],
      }),
      describeFlow: build.query<DescribeFlowApiResponse, DescribeFlowApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/run/${queryArg.component}/${queryArg.flow}/openapi.json`,
        }),
        providesTags: ["flows"],
      }),
      listSamlKeys: build.query<ListSamlKeysApiResponse, ListSamlKeysApiArg>({
        query: () => ({ url: `/api/v1/saml-keys` }),
        providesTags: ["identity providers"],
      }),
      addSamlKey: build.mutation<AddSamlKeyApiResponse, AddSamlKeyApiArg>({
        query: () => ({ url: `/api/v1/saml-keys`, method: "POST" }),
        invalidatesTags: ["identity providers"],
      }),
      deleteSamlKey: build.mutation<
        DeleteSamlKeyApiResponse,
        DeleteSamlKeyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/saml-keys/${queryArg.key}`,
          method: "DELETE",
        }),
        invalidatesTags: ["identity providers"],
      }),
      signWithSamlKey: build.mutation<
        SignWithSamlKeyApiResponse,
        SignWithSamlKeyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/saml-keys/${queryArg.key}/use`,
          method: "POST",
        }),
        invalidatesTags: ["identity providers"],
      }),
      signOut: build.mutation<SignOutApiResponse, SignOutApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/session`,
          method: "DELETE",
          params: {
            app: queryArg.app,
          },
        }),
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
      confirmEmail: build.mutation<ConfirmEmailApiResponse, ConfirmEmailApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/session/confirm`,
            method: "POST",
            body: queryArg.confirmEmail,
          }),
          invalidatesTags: ["session"],
        },
      ),
      answerFactor: build.mutation<AnswerFactorApiResponse, AnswerFactorApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/session/factor`,
            method: "POST",
            body: queryArg.factorAnswer,
          }),
          invalidatesTags: ["session"],
        },
      ),
      sendFactorCode: build.mutation<
        SendFactorCodeApiResponse,
        SendFactorCodeApiArg
      >({
        query: () => ({ url: `/api/v1/session/factor/mail`, method: "POST" }),
        invalidatesTags: ["session"],
      }),
      forgotPassword: build.mutation<
        ForgotPasswordApiResponse,
        ForgotPasswordApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/forgotten`,
          method: "POST",
          body: queryArg.forgottenPassword,
        }),
        invalidatesTags: ["session"],
      }),
      answerPasskey: build.mutation<
        AnswerPasskeyApiResponse,
        AnswerPasskeyApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/passkey`,
          method: "POST",
          body: queryArg.passkeyAnswer,
        }),
        invalidatesTags: ["session"],
      }),
      askPasskey: build.mutation<AskPasskeyApiResponse, AskPasskeyApiArg>({
        query: () => ({
          url: `/api/v1/session/passkey/options`,
          method: "POST",
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
      listSignInProviders: build.query<
        ListSignInProvidersApiResponse,
        ListSignInProvidersApiArg
      >({
        query: () => ({ url: `/api/v1/session/providers` }),
        providesTags: ["session"],
      }),
      beginSignIn: build.mutation<BeginSignInApiResponse, BeginSignInApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/session/providers/${queryArg.provider}/begin`,
          method: "POST",
          body: queryArg.begin,
        }),
        invalidatesTags: ["session"],
      }),
      finishOidc: build.query<FinishOidcApiResponse, FinishOidcApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/session/providers/${queryArg.provider}/callback`,
        }),
        providesTags: ["session"],
      }),
      signInToDirectory: build.mutation<
        SignInToDirectoryApiResponse,
        SignInToDirectoryApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/providers/${queryArg.provider}/password`,
          method: "POST",
          body: queryArg.directorySignIn,
        }),
        invalidatesTags: ["session"],
      }),
      finishSaml: build.mutation<FinishSamlApiResponse, FinishSamlApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/session/providers/${queryArg.provider}/saml/acs`,
          method: "POST",
        }),
        invalidatesTags: ["session"],
      }),
      getSamlMetadata: build.query<
        GetSamlMetadataApiResponse,
        GetSamlMetadataApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/providers/${queryArg.provider}/saml/metadata`,
        }),
        providesTags: ["session"],
      }),
      comeBackSignedOut: build.query<
        ComeBackSignedOutApiResponse,
        ComeBackSignedOutApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/providers/${queryArg.provider}/signed-out`,
        }),
        providesTags: ["session"],
      }),
      resetPassword: build.mutation<
        ResetPasswordApiResponse,
        ResetPasswordApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/session/reset`,
          method: "POST",
          body: queryArg.resetPassword,
        }),
        invalidatesTags: ["session"],
      }),
      stopViewing: build.mutation<StopViewingApiResponse, StopViewingApiArg>({
        query: () => ({ url: `/api/v1/session/view-as`, method: "DELETE" }),
        invalidatesTags: ["account"],
      }),
      listPermissionSets: build.query<
        ListPermissionSetsApiResponse,
        ListPermissionSetsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/access/permission-sets` }),
        providesTags: ["access"],
      }),
      createPermissionSet: build.mutation<
        CreatePermissionSetApiResponse,
        CreatePermissionSetApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/permission-sets`,
          method: "POST",
          body: queryArg.permissionSetChange,
        }),
        invalidatesTags: ["access"],
      }),
      deletePermissionSet: build.mutation<
        DeletePermissionSetApiResponse,
        DeletePermissionSetApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/permission-sets/${queryArg.setId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["access"],
      }),
      getPermissionSet: build.query<
        GetPermissionSetApiResponse,
        GetPermissionSetApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/permission-sets/${queryArg.setId}`,
        }),
        providesTags: ["access"],
      }),
      savePermissionSet: build.mutation<
        SavePermissionSetApiResponse,
        SavePermissionSetApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/permission-sets/${queryArg.setId}`,
          method: "PUT",
          body: queryArg.permissionSetChange,
        }),
        invalidatesTags: ["access"],
      }),
      listRoles: build.query<ListRolesApiResponse, ListRolesApiArg>({
        query: () => ({ url: `/api/v1/studio/access/roles` }),
        providesTags: ["access"],
      }),
      createRole: build.mutation<CreateRoleApiResponse, CreateRoleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/roles`,
          method: "POST",
          body: queryArg.roleChange,
        }),
        invalidatesTags: ["access"],
      }),
      deleteRole: build.mutation<DeleteRoleApiResponse, DeleteRoleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/roles/${queryArg.roleId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["access"],
      }),
      getRole: build.query<GetRoleApiResponse, GetRoleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/roles/${queryArg.roleId}`,
        }),
        providesTags: ["access"],
      }),
      saveRole: build.mutation<SaveRoleApiResponse, SaveRoleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/roles/${queryArg.roleId}`,
          method: "PUT",
          body: queryArg.roleChange,
        }),
        invalidatesTags: ["access"],
      }),
      getAccessTree: build.query<GetAccessTreeApiResponse, GetAccessTreeApiArg>(
        {
          query: () => ({ url: `/api/v1/studio/access/tree` }),
          providesTags: ["access"],
        },
      ),
      listUsers: build.query<ListUsersApiResponse, ListUsersApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users`,
          params: {
            search: queryArg.search,
            top: queryArg.top,
            skip: queryArg.skip,
          },
        }),
        providesTags: ["access"],
      }),
      createUser: build.mutation<CreateUserApiResponse, CreateUserApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users`,
          method: "POST",
          body: queryArg.newUser,
        }),
        invalidatesTags: ["access"],
      }),
      getUser: build.query<GetUserApiResponse, GetUserApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users/${queryArg.userId}`,
        }),
        providesTags: ["access"],
      }),
      saveUser: build.mutation<SaveUserApiResponse, SaveUserApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users/${queryArg.userId}`,
          method: "PUT",
          body: queryArg.userChange,
        }),
        invalidatesTags: ["access"],
      }),
      explainUserRights: build.query<
        ExplainUserRightsApiResponse,
        ExplainUserRightsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users/${queryArg.userId}/explanation`,
          params: {
            component: queryArg.component,
            entry: queryArg.entry,
          },
        }),
        providesTags: ["access"],
      }),
      resetUserPassword: build.mutation<
        ResetUserPasswordApiResponse,
        ResetUserPasswordApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users/${queryArg.userId}/password`,
          method: "POST",
        }),
        invalidatesTags: ["access"],
      }),
      listUserRights: build.query<
        ListUserRightsApiResponse,
        ListUserRightsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/access/users/${queryArg.userId}/rights`,
        }),
        providesTags: ["access"],
      }),
      getComponentCatalogue: build.query<
        GetComponentCatalogueApiResponse,
        GetComponentCatalogueApiArg
      >({
        query: () => ({ url: `/api/v1/studio/catalogue/components` }),
        providesTags: ["studio"],
      }),
      getScriptingCatalogue: build.query<
        GetScriptingCatalogueApiResponse,
        GetScriptingCatalogueApiArg
      >({
        query: () => ({ url: `/api/v1/studio/catalogue/scripting` }),
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
      listWebhooks: build.query<ListWebhooksApiResponse, ListWebhooksApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/flows/${queryArg.flow}/webhooks`,
        }),
        providesTags: ["webhooks"],
      }),
      createWebhook: build.mutation<
        CreateWebhookApiResponse,
        CreateWebhookApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/flows/${queryArg.flow}/webhooks`,
          method: "POST",
          body: queryArg.newWebhook,
        }),
        invalidatesTags: ["webhooks"],
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
      getSchedule: build.query<GetScheduleApiResponse, GetScheduleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/components/${queryArg.key}/schedule`,
        }),
        providesTags: ["schedules"],
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
      getLibraryFile: build.query<
        GetLibraryFileApiResponse,
        GetLibraryFileApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/files/${queryArg.fileId}`,
        }),
        providesTags: ["files"],
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
      debugFlow: build.mutation<DebugFlowApiResponse, DebugFlowApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/flows/debug`,
          method: "POST",
          body: queryArg.debugRequest,
        }),
        invalidatesTags: ["dataflow"],
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
      traceFlow: build.mutation<TraceFlowApiResponse, TraceFlowApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/flows/trace`,
          method: "POST",
          body: queryArg.traceRequest,
        }),
        invalidatesTags: ["dataflow"],
      }),
      explainFlow: build.query<ExplainFlowApiResponse, ExplainFlowApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/flows/${queryArg.flow}/explain`,
          params: {
            component: queryArg.component,
            draft: queryArg.draft,
          },
        }),
        providesTags: ["dataflow"],
      }),
      stopLiveTrace: build.mutation<
        StopLiveTraceApiResponse,
        StopLiveTraceApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/flows/${queryArg.flow}/live-trace`,
          method: "DELETE",
        }),
        invalidatesTags: ["dataflow"],
      }),
      getLiveTrace: build.query<GetLiveTraceApiResponse, GetLiveTraceApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/flows/${queryArg.flow}/live-trace`,
        }),
        providesTags: ["dataflow"],
      }),
      startLiveTrace: build.mutation<
        StartLiveTraceApiResponse,
        StartLiveTraceApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/flows/${queryArg.flow}/live-trace`,
          method: "PUT",
        }),
        invalidatesTags: ["dataflow"],
      }),
      listIntegrations: build.query<
        ListIntegrationsApiResponse,
        ListIntegrationsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/integrations` }),
        providesTags: ["integrations"],
      }),
      createIntegration: build.mutation<
        CreateIntegrationApiResponse,
        CreateIntegrationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations`,
          method: "POST",
          body: queryArg.newSystem,
        }),
        invalidatesTags: ["integrations"],
      }),
      importConnector: build.mutation<
        ImportConnectorApiResponse,
        ImportConnectorApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations/import`,
          method: "POST",
          body: queryArg.description,
        }),
        invalidatesTags: ["integrations"],
      }),
      listPublishedIntegrations: build.query<
        ListPublishedIntegrationsApiResponse,
        ListPublishedIntegrationsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/integrations/published` }),
        providesTags: ["integrations"],
      }),
      deleteIntegration: build.mutation<
        DeleteIntegrationApiResponse,
        DeleteIntegrationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations/${queryArg.systemId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["integrations"],
      }),
      getIntegration: build.query<
        GetIntegrationApiResponse,
        GetIntegrationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations/${queryArg.systemId}`,
        }),
        providesTags: ["integrations"],
      }),
      saveIntegration: build.mutation<
        SaveIntegrationApiResponse,
        SaveIntegrationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations/${queryArg.systemId}`,
          method: "PUT",
          body: queryArg.changedSystem,
        }),
        invalidatesTags: ["integrations"],
      }),
      publishIntegration: build.mutation<
        PublishIntegrationApiResponse,
        PublishIntegrationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations/${queryArg.systemId}/publish`,
          method: "POST",
          body: queryArg.atVersion,
        }),
        invalidatesTags: ["integrations"],
      }),
      tryIntegration: build.mutation<
        TryIntegrationApiResponse,
        TryIntegrationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/integrations/${queryArg.systemId}/try`,
          method: "POST",
          body: queryArg.trial,
        }),
        invalidatesTags: ["integrations"],
      }),
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
      listDeadLetters: build.query<
        ListDeadLettersApiResponse,
        ListDeadLettersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/dead-letters`,
          params: {
            $top: queryArg.$top,
            $skip: queryArg.$skip,
          },
        }),
        providesTags: ["maintenance"],
      }),
      discardDeadLetters: build.mutation<
        DiscardDeadLettersApiResponse,
        DiscardDeadLettersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/dead-letters/discard`,
          method: "POST",
          body: queryArg.letterChoice,
        }),
        invalidatesTags: ["maintenance"],
      }),
      retryDeadLetters: build.mutation<
        RetryDeadLettersApiResponse,
        RetryDeadLettersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/dead-letters/retry`,
          method: "POST",
          body: queryArg.letterChoice,
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
      listEncryptionKeys: build.query<
        ListEncryptionKeysApiResponse,
        ListEncryptionKeysApiArg
      >({
        query: () => ({ url: `/api/v1/studio/maintenance/keys` }),
        providesTags: ["maintenance"],
      }),
      startKeyRotation: build.mutation<
        StartKeyRotationApiResponse,
        StartKeyRotationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/keys/rotations`,
          method: "POST",
          body: queryArg.newRotation,
        }),
        invalidatesTags: ["maintenance"],
      }),
      getKeyRotation: build.query<
        GetKeyRotationApiResponse,
        GetKeyRotationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/keys/rotations/${queryArg.rotationId}`,
        }),
        providesTags: ["maintenance"],
      }),
      cancelKeyRotation: build.mutation<
        CancelKeyRotationApiResponse,
        CancelKeyRotationApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/keys/rotations/${queryArg.rotationId}/cancel`,
          method: "POST",
        }),
        invalidatesTags: ["maintenance"],
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
      listMessageLetters: build.query<
        ListMessageLettersApiResponse,
        ListMessageLettersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/message-letters`,
          params: {
            $top: queryArg.$top,
            $skip: queryArg.$skip,
          },
        }),
        providesTags: ["maintenance"],
      }),
      discardMessageLetters: build.mutation<
        DiscardMessageLettersApiResponse,
        DiscardMessageLettersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/message-letters/discard`,
          method: "POST",
          body: queryArg.letterChoice,
        }),
        invalidatesTags: ["maintenance"],
      }),
      retryMessageLetters: build.mutation<
        RetryMessageLettersApiResponse,
        RetryMessageLettersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/maintenance/message-letters/retry`,
          method: "POST",
          body: queryArg.letterChoice,
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
      listModules: build.query<ListModulesApiResponse, ListModulesApiArg>({
        query: () => ({ url: `/api/v1/studio/modules` }),
        providesTags: ["modules"],
      }),
      createModule: build.mutation<CreateModuleApiResponse, CreateModuleApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/modules`,
            method: "POST",
            body: queryArg.moduleContent,
          }),
          invalidatesTags: ["modules"],
        },
      ),
      compileModule: build.mutation<
        CompileModuleApiResponse,
        CompileModuleApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/modules/compile`,
          method: "POST",
          body: queryArg.moduleToCompile,
        }),
        invalidatesTags: ["modules"],
      }),
      deleteModule: build.mutation<DeleteModuleApiResponse, DeleteModuleApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/modules/${queryArg.key}`,
            method: "DELETE",
          }),
          invalidatesTags: ["modules"],
        },
      ),
      getModule: build.query<GetModuleApiResponse, GetModuleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/modules/${queryArg.key}`,
        }),
        providesTags: ["modules"],
      }),
      saveModule: build.mutation<SaveModuleApiResponse, SaveModuleApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/modules/${queryArg.key}`,
          method: "PUT",
          body: queryArg.moduleChange,
        }),
        invalidatesTags: ["modules"],
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
      listRunAsUsers: build.query<
        ListRunAsUsersApiResponse,
        ListRunAsUsersApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/run-as-users`,
          params: {
            search: queryArg.search,
            chosen: queryArg.chosen,
          },
        }),
        providesTags: ["schedules"],
      }),
      listRuns: build.query<ListRunsApiResponse, ListRunsApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/runs`,
          params: {
            component: queryArg.component,
            flow: queryArg.flow,
            state: queryArg.state,
            before: queryArg.before,
          },
        }),
        providesTags: ["dataflow"],
      }),
      getLoggedRun: build.query<GetLoggedRunApiResponse, GetLoggedRunApiArg>({
        query: (queryArg) => ({ url: `/api/v1/studio/runs/${queryArg.runId}` }),
        providesTags: ["dataflow"],
      }),
      readCron: build.query<ReadCronApiResponse, ReadCronApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/schedules/upcoming`,
          params: {
            cron: queryArg.cron,
          },
        }),
        providesTags: ["schedules"],
      }),
      compileScript: build.mutation<
        CompileScriptApiResponse,
        CompileScriptApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/scripts/compile`,
          method: "POST",
          body: queryArg.scriptToCompile,
        }),
        invalidatesTags: ["scripts"],
      }),
      removeSmtpSettings: build.mutation<
        RemoveSmtpSettingsApiResponse,
        RemoveSmtpSettingsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/smtp`, method: "DELETE" }),
        invalidatesTags: ["extensions"],
      }),
      getSmtpSettings: build.query<
        GetSmtpSettingsApiResponse,
        GetSmtpSettingsApiArg
      >({
        query: () => ({ url: `/api/v1/studio/smtp` }),
        providesTags: ["extensions"],
      }),
      saveSmtpSettings: build.mutation<
        SaveSmtpSettingsApiResponse,
        SaveSmtpSettingsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/smtp`,
          method: "PUT",
          body: queryArg.smtpChange,
        }),
        invalidatesTags: ["extensions"],
      }),
      listMailDeliveries: build.query<
        ListMailDeliveriesApiResponse,
        ListMailDeliveriesApiArg
      >({
        query: () => ({ url: `/api/v1/studio/smtp/deliveries` }),
        providesTags: ["extensions"],
      }),
      sendSmtpTestMail: build.mutation<
        SendSmtpTestMailApiResponse,
        SendSmtpTestMailApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/smtp/test`,
          method: "POST",
          body: queryArg.smtpTrial,
        }),
        invalidatesTags: ["extensions"],
      }),
      getStatistics: build.query<GetStatisticsApiResponse, GetStatisticsApiArg>(
        {
          query: () => ({ url: `/api/v1/studio/statistics` }),
          providesTags: ["studio"],
        },
      ),
      listTemplates: build.query<ListTemplatesApiResponse, ListTemplatesApiArg>(
        {
          query: () => ({ url: `/api/v1/studio/templates` }),
          providesTags: ["templates"],
        },
      ),
      createTemplate: build.mutation<
        CreateTemplateApiResponse,
        CreateTemplateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/templates`,
          method: "POST",
          body: queryArg.templateContent,
        }),
        invalidatesTags: ["templates"],
      }),
      previewTemplate: build.mutation<
        PreviewTemplateApiResponse,
        PreviewTemplateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/templates/preview`,
          method: "POST",
          body: queryArg.templateToShow,
        }),
        invalidatesTags: ["templates"],
      }),
      listPublishedTemplates: build.query<
        ListPublishedTemplatesApiResponse,
        ListPublishedTemplatesApiArg
      >({
        query: () => ({ url: `/api/v1/studio/templates/published` }),
        providesTags: ["templates"],
      }),
      renderTemplateSample: build.mutation<
        RenderTemplateSampleApiResponse,
        RenderTemplateSampleApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/templates/render`,
          method: "POST",
          body: queryArg.templateToRender,
        }),
        invalidatesTags: ["templates"],
      }),
      deleteTemplate: build.mutation<
        DeleteTemplateApiResponse,
        DeleteTemplateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/templates/${queryArg.templateId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["templates"],
      }),
      getTemplate: build.query<GetTemplateApiResponse, GetTemplateApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/studio/templates/${queryArg.templateId}`,
        }),
        providesTags: ["templates"],
      }),
      saveTemplate: build.mutation<SaveTemplateApiResponse, SaveTemplateApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/studio/templates/${queryArg.templateId}`,
            method: "PUT",
            body: queryArg.changedTemplate,
          }),
          invalidatesTags: ["templates"],
        },
      ),
      publishTemplate: build.mutation<
        PublishTemplateApiResponse,
        PublishTemplateApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/templates/${queryArg.templateId}/publish`,
          method: "POST",
          body: queryArg.templateAtVersion,
        }),
        invalidatesTags: ["templates"],
      }),
      deleteWebhook: build.mutation<
        DeleteWebhookApiResponse,
        DeleteWebhookApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/webhooks/${queryArg.webhookId}`,
          method: "DELETE",
        }),
        invalidatesTags: ["webhooks"],
      }),
      listDeliveries: build.query<
        ListDeliveriesApiResponse,
        ListDeliveriesApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/webhooks/${queryArg.webhookId}/deliveries`,
        }),
        providesTags: ["webhooks"],
      }),
      rotateWebhook: build.mutation<
        RotateWebhookApiResponse,
        RotateWebhookApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/studio/webhooks/${queryArg.webhookId}/secret`,
          method: "POST",
          body: queryArg.newSecret,
        }),
        invalidatesTags: ["webhooks"],
      }),
      getPresentedToken: build.query<
        GetPresentedTokenApiResponse,
        GetPresentedTokenApiArg
      >({
        query: () => ({ url: `/api/v1/token` }),
        providesTags: ["access tokens"],
      }),
      exchangeToken: build.mutation<
        ExchangeTokenApiResponse,
        ExchangeTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/token`,
          method: "POST",
          body: queryArg.grant,
        }),
        invalidatesTags: ["access tokens"],
      }),
      introspectToken: build.mutation<
        IntrospectTokenApiResponse,
        IntrospectTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/token/introspect`,
          method: "POST",
          body: queryArg.tokenInQuestion,
        }),
        invalidatesTags: ["access tokens"],
      }),
      getTokenKeys: build.query<GetTokenKeysApiResponse, GetTokenKeysApiArg>({
        query: () => ({ url: `/api/v1/token/keys` }),
        providesTags: ["access tokens"],
      }),
      revokePresentedToken: build.mutation<
        RevokePresentedTokenApiResponse,
        RevokePresentedTokenApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/token/revoke`,
          method: "POST",
          body: queryArg.tokenInQuestion,
        }),
        invalidatesTags: ["access tokens"],
      }),
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
      endUserSessions: build.mutation<
        EndUserSessionsApiResponse,
        EndUserSessionsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/users/${queryArg.userId}/sessions`,
          method: "DELETE",
        }),
        invalidatesTags: ["account"],
      }),
      listUserSessions: build.query<
        ListUserSessionsApiResponse,
        ListUserSessionsApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/users/${queryArg.userId}/sessions`,
        }),
        providesTags: ["account"],
      }),
      startViewing: build.mutation<StartViewingApiResponse, StartViewingApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/users/${queryArg.userId}/view-as`,
            method: "POST",
          }),
          invalidatesTags: ["account"],
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
      reportScript: build.mutation<ReportScriptApiResponse, ReportScriptApiArg>(
        {
          query: (queryArg) => ({
            url: `/api/v1/workplace/components/${queryArg.key}/script-reports`,
            method: "POST",
            body: queryArg.scriptReport,
          }),
          invalidatesTags: ["workplace"],
        },
      ),
      downloadShownFile: build.query<
        DownloadShownFileApiResponse,
        DownloadShownFileApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/workplace/files/${queryArg.fileId}`,
        }),
        providesTags: ["workplace"],
      }),
      getShownFile: build.query<GetShownFileApiResponse, GetShownFileApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/workplace/files/${queryArg.fileId}/about`,
        }),
        providesTags: ["workplace"],
      }),
      getIcon: build.query<GetIconApiResponse, GetIconApiArg>({
        query: (queryArg) => ({
          url: `/api/v1/workplace/icon`,
          params: {
            variant: queryArg.variant,
          },
        }),
        providesTags: ["workplace"],
      }),
      getManifest: build.query<GetManifestApiResponse, GetManifestApiArg>({
        query: () => ({ url: `/api/v1/workplace/manifest` }),
        providesTags: ["workplace"],
      }),
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
      searchWorkplace: build.query<
        SearchWorkplaceApiResponse,
        SearchWorkplaceApiArg
      >({
        query: (queryArg) => ({
          url: `/api/v1/workplace/search`,
          params: {
            q: queryArg.q,
          },
        }),
        providesTags: ["workplace"],
      }),
    }),
    overrideExisting: false,
  });
export { injectedRtkApi as api };
export type ListScimGroupsApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type ListScimGroupsApiArg = {
  filter?: string | null;
  startIndex?: number;
  count?: number;
  attributes?: string | null;
  excludedAttributes?: string | null;
};
export type CreateScimGroupApiResponse = /** status 201 Successful Response */ {
  [key: string]: any;
};
export type CreateScimGroupApiArg = {
  scimGroup: ScimGroup;
};
export type DeleteScimGroupApiResponse = unknown;
export type DeleteScimGroupApiArg = {
  resource: string;
  "if-match"?: string | null;
};
export type GetScimGroupApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type GetScimGroupApiArg = {
  resource: string;
  attributes?: string | null;
  excludedAttributes?: string | null;
  "if-none-match"?: string | null;
};
export type PatchScimGroupApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type PatchScimGroupApiArg = {
  resource: string;
  "if-match"?: string | null;
  patch: Patch;
};
export type ReplaceScimGroupApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type ReplaceScimGroupApiArg = {
  resource: string;
  "if-match"?: string | null;
  scimGroup: ScimGroup;
};
export type ListScimResourceTypesApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type ListScimResourceTypesApiArg = void;
export type GetScimResourceTypeApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type GetScimResourceTypeApiArg = {
  name: string;
};
export type ListScimSchemasApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type ListScimSchemasApiArg = void;
export type GetScimSchemaApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type GetScimSchemaApiArg = {
  urn: string;
};
export type GetScimConfigApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type GetScimConfigApiArg = void;
export type ListScimUsersApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type ListScimUsersApiArg = {
  filter?: string | null;
  startIndex?: number;
  count?: number;
  attributes?: string | null;
  excludedAttributes?: string | null;
};
export type CreateScimUserApiResponse = /** status 201 Successful Response */ {
  [key: string]: any;
};
export type CreateScimUserApiArg = {
  scimUser: ScimUser;
};
export type DeleteScimUserApiResponse = unknown;
export type DeleteScimUserApiArg = {
  resource: string;
  "if-match"?: string | null;
};
export type GetScimUserApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type GetScimUserApiArg = {
  resource: string;
  attributes?: string | null;
  excludedAttributes?: string | null;
  "if-none-match"?: string | null;
};
export type PatchScimUserApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type PatchScimUserApiArg = {
  resource: string;
  "if-match"?: string | null;
  patch: Patch;
};
export type ReplaceScimUserApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type ReplaceScimUserApiArg = {
  resource: string;
  "if-match"?: string | null;
  scimUser: ScimUser;
};
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
export type GetServiceAccountsApiResponse =
  /** status 200 Successful Response */ Programs;
export type GetServiceAccountsApiArg = void;
export type CreateServiceAccountApiResponse =
  /** status 201 Successful Response */ Program;
export type CreateServiceAccountApiArg = {
  newProgram: NewProgram;
};
export type ChangeServiceAccountApiResponse =
  /** status 200 Successful Response */ Program;
export type ChangeServiceAccountApiArg = {
  accountId: number;
  programChange: ProgramChange;
};
export type GetServiceTokensApiResponse =
  /** status 200 Successful Response */ Token[];
export type GetServiceTokensApiArg = {
  accountId: number;
};
export type CreateServiceTokenApiResponse =
  /** status 201 Successful Response */ CreatedToken;
export type CreateServiceTokenApiArg = {
  accountId: number;
  tokenOrder: TokenOrder;
};
export type RevokeServiceTokenApiResponse = unknown;
export type RevokeServiceTokenApiArg = {
  accountId: number;
  tokenId: number;
};
export type GetAccountApiResponse =
  /** status 200 Successful Response */ OwnAccountInfo;
export type GetAccountApiArg = void;
export type ChangeEmailApiResponse = unknown;
export type ChangeEmailApiArg = {
  newEmail: NewEmail;
};
export type SetEmailCodesApiResponse =
  /** status 200 Successful Response */ FactorAdded;
export type SetEmailCodesApiArg = {
  emailCodes: EmailCodes;
};
export type AddPasskeyApiResponse =
  /** status 200 Successful Response */ FactorAdded;
export type AddPasskeyApiArg = {
  newPasskey: NewPasskey;
};
export type AskNewPasskeyApiResponse =
  /** status 200 Successful Response */ PasskeyOptions;
export type AskNewPasskeyApiArg = void;
export type RemovePasskeyApiResponse = unknown;
export type RemovePasskeyApiArg = {
  passkeyId: number;
};
export type RenamePasskeyApiResponse = unknown;
export type RenamePasskeyApiArg = {
  passkeyId: number;
  renamePasskey: RenamePasskey;
};
export type ProveByCodeApiResponse = unknown;
export type ProveByCodeApiArg = {
  proveByCode: ProveByCode;
};
export type ProveByPasskeyApiResponse = unknown;
export type ProveByPasskeyApiArg = {
  proveByPasskey: ProveByPasskey;
};
export type AskProofApiResponse =
  /** status 200 Successful Response */ PasskeyOptions;
export type AskProofApiArg = void;
export type ProveByPasswordApiResponse = unknown;
export type ProveByPasswordApiArg = {
  proveByPassword: ProveByPasswordWrite;
};
export type RenewRecoveryCodesApiResponse =
  /** status 200 Successful Response */ FactorAdded;
export type RenewRecoveryCodesApiArg = void;
export type EndOtherSessionsApiResponse = unknown;
export type EndOtherSessionsApiArg = void;
export type ListOwnSessionsApiResponse =
  /** status 200 Successful Response */ OpenSession[];
export type ListOwnSessionsApiArg = void;
export type EndOwnSessionApiResponse = unknown;
export type EndOwnSessionApiArg = {
  sessionId: number;
};
export type GetTokensApiResponse =
  /** status 200 Successful Response */ Token[];
export type GetTokensApiArg = void;
export type CreateTokenApiResponse =
  /** status 201 Successful Response */ CreatedToken;
export type CreateTokenApiArg = {
  tokenOrder: TokenOrder;
};
export type RevokeTokenApiResponse = unknown;
export type RevokeTokenApiArg = {
  tokenId: number;
};
export type RemoveTotpApiResponse = unknown;
export type RemoveTotpApiArg = void;
export type BeginTotpApiResponse =
  /** status 200 Successful Response */ TotpSetup;
export type BeginTotpApiArg = void;
export type ConfirmTotpApiResponse =
  /** status 200 Successful Response */ FactorAdded;
export type ConfirmTotpApiArg = {
  confirmTotp: ConfirmTotp;
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
export type GetEntryFileApiResponse =
  /** status 200 Successful Response */ File;
export type GetEntryFileApiArg = {
  component: string;
  entryId: number;
  propertyName: string;
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
export type DownloadLinkedFileApiResponse =
  | /** status 200 The content, or a picture of it */ Blob
  | /** status 206 The range that was asked for */ Blob;
export type DownloadLinkedFileApiArg = {
  token: string;
};
export type ReceiveWebhookApiResponse =
  /** status 202 Successful Response */ Accepted;
export type ReceiveWebhookApiArg = {
  hook: string;
  body: any;
};
export type ListIdentityProvidersApiResponse =
  /** status 200 Successful Response */ Provider[];
export type ListIdentityProvidersApiArg = void;
export type CreateIdentityProviderApiResponse =
  /** status 201 Successful Response */ Provider;
export type CreateIdentityProviderApiArg = {
  newProvider: NewProviderWrite;
};
export type ListEnabledProvidersApiResponse =
  /** status 200 Successful Response */ OfferedProvider[];
export type ListEnabledProvidersApiArg = void;
export type DeleteIdentityProviderApiResponse = unknown;
export type DeleteIdentityProviderApiArg = {
  provider: string;
};
export type GetIdentityProviderApiResponse =
  /** status 200 Successful Response */ Provider;
export type GetIdentityProviderApiArg = {
  provider: string;
};
export type ChangeIdentityProviderApiResponse =
  /** status 200 Successful Response */ Provider;
export type ChangeIdentityProviderApiArg = {
  provider: string;
  changedProvider: ChangedProviderWrite;
};
export type CheckIdentityProviderApiResponse =
  /** status 200 Successful Response */ CheckResult;
export type CheckIdentityProviderApiArg = {
  provider: string;
};
export type ListExternalIdentitiesApiResponse =
  /** status 200 Successful Response */ ExternalIdentity[];
export type ListExternalIdentitiesApiArg = {
  provider: string;
};
export type LinkExternalIdentityApiResponse = unknown;
export type LinkExternalIdentityApiArg = {
  provider: string;
  link: Link;
};
export type UnlinkExternalIdentityApiResponse = unknown;
export type UnlinkExternalIdentityApiArg = {
  provider: string;
  account: number;
};
export type ListMessagesApiResponse =
  /** status 200 Successful Response */ Messages;
export type ListMessagesApiArg = {
  unread?: boolean;
  $top?: number;
  $skip?: number;
};
export type MarkAllMessagesReadApiResponse =
  /** status 200 Successful Response */ ReadMessages;
export type MarkAllMessagesReadApiArg = void;
export type CountUnreadMessagesApiResponse =
  /** status 200 Successful Response */ UnreadMessages;
export type CountUnreadMessagesApiArg = void;
export type MarkMessageReadApiResponse = unknown;
export type MarkMessageReadApiArg = {
  message: string;
};
export type ListProvisioningClientsApiResponse =
  /** status 200 Successful Response */ ProvisioningClient[];
export type ListProvisioningClientsApiArg = void;
export type CreateProvisioningClientApiResponse =
  /** status 201 Successful Response */ NewClient;
export type CreateProvisioningClientApiArg = {
  clientContent: ClientContent;
};
export type ChangeProvisioningClientApiResponse =
  /** status 200 Successful Response */ ProvisioningClient;
export type ChangeProvisioningClientApiArg = {
  client: string;
  clientContent: ClientContent;
};
export type RevokeProvisioningTokenApiResponse = unknown;
export type RevokeProvisioningTokenApiArg = {
  client: string;
};
export type RenewProvisioningTokenApiResponse =
  /** status 200 Successful Response */ NewClient;
export type RenewProvisioningTokenApiArg = {
  client: string;
};
export type DescribeFlowsApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type DescribeFlowsApiArg = {
  component: string;
};
export type CallFlowApiResponse = /** status 200 Successful Response */ any[];
export type CallFlowApiArg = {
  component: string;
  flow: string;
  mode?: "wait" | "async";
  "idempotency-key"?: string | null;
  body: any;
};
export type DescribeFlowApiResponse = /** status 200 Successful Response */ {
  [key: string]: any;
};
export type DescribeFlowApiArg = {
  component: string;
  flow: string;
};
export type ListSamlKeysApiResponse =
  /** status 200 Successful Response */ ShownSamlKey[];
export type ListSamlKeysApiArg = void;
export type AddSamlKeyApiResponse =
  /** status 201 Successful Response */ ShownSamlKey;
export type AddSamlKeyApiArg = void;
export type DeleteSamlKeyApiResponse = unknown;
export type DeleteSamlKeyApiArg = {
  key: string;
};
export type SignWithSamlKeyApiResponse = unknown;
export type SignWithSamlKeyApiArg = {
  key: string;
};
export type SignOutApiResponse =
  /** status 200 Successful Response */ SignedOut;
export type SignOutApiArg = {
  app?: App;
};
export type GetSessionApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type GetSessionApiArg = void;
export type SignInApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type SignInApiArg = {
  signIn: SignInWrite;
};
export type ConfirmEmailApiResponse = unknown;
export type ConfirmEmailApiArg = {
  confirmEmail: ConfirmEmailWrite;
};
export type AnswerFactorApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type AnswerFactorApiArg = {
  factorAnswer: FactorAnswer;
};
export type SendFactorCodeApiResponse = unknown;
export type SendFactorCodeApiArg = void;
export type ForgotPasswordApiResponse = unknown;
export type ForgotPasswordApiArg = {
  forgottenPassword: ForgottenPassword;
};
export type AnswerPasskeyApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type AnswerPasskeyApiArg = {
  passkeyAnswer: PasskeyAnswer;
};
export type AskPasskeyApiResponse =
  /** status 200 Successful Response */ PasskeyOptions;
export type AskPasskeyApiArg = void;
export type ChangePasswordApiResponse = unknown;
export type ChangePasswordApiArg = {
  changePassword: ChangePasswordWrite;
};
export type ListSignInProvidersApiResponse =
  /** status 200 Successful Response */ Offered;
export type ListSignInProvidersApiArg = void;
export type BeginSignInApiResponse =
  /** status 200 Successful Response */ Departed;
export type BeginSignInApiArg = {
  provider: string;
  begin: Begin;
};
export type FinishOidcApiResponse = unknown;
export type FinishOidcApiArg = {
  provider: string;
};
export type SignInToDirectoryApiResponse =
  /** status 200 Successful Response */ SessionInfo;
export type SignInToDirectoryApiArg = {
  provider: string;
  directorySignIn: DirectorySignInWrite;
};
export type FinishSamlApiResponse = unknown;
export type FinishSamlApiArg = {
  provider: string;
};
export type GetSamlMetadataApiResponse = unknown;
export type GetSamlMetadataApiArg = {
  provider: string;
};
export type ComeBackSignedOutApiResponse = unknown;
export type ComeBackSignedOutApiArg = {
  provider: string;
};
export type ResetPasswordApiResponse = unknown;
export type ResetPasswordApiArg = {
  resetPassword: ResetPasswordWrite;
};
export type StopViewingApiResponse = unknown;
export type StopViewingApiArg = void;
export type ListPermissionSetsApiResponse =
  /** status 200 Successful Response */ PermissionSet[];
export type ListPermissionSetsApiArg = void;
export type CreatePermissionSetApiResponse =
  /** status 201 Successful Response */ PermissionSet;
export type CreatePermissionSetApiArg = {
  permissionSetChange: PermissionSetChange;
};
export type DeletePermissionSetApiResponse = unknown;
export type DeletePermissionSetApiArg = {
  setId: number;
};
export type GetPermissionSetApiResponse =
  /** status 200 Successful Response */ PermissionSet;
export type GetPermissionSetApiArg = {
  setId: number;
};
export type SavePermissionSetApiResponse =
  /** status 200 Successful Response */ PermissionSet;
export type SavePermissionSetApiArg = {
  setId: number;
  permissionSetChange: PermissionSetChange;
};
export type ListRolesApiResponse = /** status 200 Successful Response */ Role[];
export type ListRolesApiArg = void;
export type CreateRoleApiResponse = /** status 201 Successful Response */ Role;
export type CreateRoleApiArg = {
  roleChange: RoleChange;
};
export type DeleteRoleApiResponse = unknown;
export type DeleteRoleApiArg = {
  roleId: number;
};
export type GetRoleApiResponse = /** status 200 Successful Response */ Role;
export type GetRoleApiArg = {
  roleId: number;
};
export type SaveRoleApiResponse = /** status 200 Successful Response */ Role;
export type SaveRoleApiArg = {
  roleId: number;
  roleChange: RoleChange;
};
export type GetAccessTreeApiResponse =
  /** status 200 Successful Response */ AccessTree;
export type GetAccessTreeApiArg = void;
export type ListUsersApiResponse = /** status 200 Successful Response */ Users;
export type ListUsersApiArg = {
  search?: string;
  top?: number;
  skip?: number;
};
export type CreateUserApiResponse =
  /** status 201 Successful Response */ CreatedUser;
export type CreateUserApiArg = {
  newUser: NewUserWrite;
};
export type GetUserApiResponse = /** status 200 Successful Response */ User;
export type GetUserApiArg = {
  userId: number;
};
export type SaveUserApiResponse = /** status 200 Successful Response */ User;
export type SaveUserApiArg = {
  userId: number;
  userChange: UserChange;
};
export type ExplainUserRightsApiResponse =
  /** status 200 Successful Response */ Explanation;
export type ExplainUserRightsApiArg = {
  userId: number;
  component: string;
  entry?: number | null;
};
export type ResetUserPasswordApiResponse =
  /** status 200 Successful Response */ OneTimePassword;
export type ResetUserPasswordApiArg = {
  userId: number;
};
export type ListUserRightsApiResponse =
  /** status 200 Successful Response */ ExplainedRight[];
export type ListUserRightsApiArg = {
  userId: number;
};
export type GetComponentCatalogueApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type GetComponentCatalogueApiArg = void;
export type GetScriptingCatalogueApiResponse =
  /** status 200 Successful Response */ {
    [key: string]: any;
  };
export type GetScriptingCatalogueApiArg = void;
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
export type ListWebhooksApiResponse =
  /** status 200 Successful Response */ WebhookView[];
export type ListWebhooksApiArg = {
  key: string;
  flow: string;
};
export type CreateWebhookApiResponse =
  /** status 201 Successful Response */ WebhookWithSecret;
export type CreateWebhookApiArg = {
  key: string;
  flow: string;
  newWebhook: NewWebhookWrite;
};
export type MarkComponentReadyApiResponse =
  /** status 200 Successful Response */ StoredComponent;
export type MarkComponentReadyApiArg = {
  key: string;
  readyMark: ReadyMark;
};
export type GetScheduleApiResponse =
  /** status 200 Successful Response */ ScheduleState;
export type GetScheduleApiArg = {
  key: string;
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
export type GetLibraryFileApiResponse =
  /** status 200 Successful Response */ LibraryFile;
export type GetLibraryFileApiArg = {
  fileId: string;
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
export type DebugFlowApiResponse =
  /** status 200 Successful Response */ Recording;
export type DebugFlowApiArg = {
  debugRequest: DebugRequest;
};
export type GetFlowModelApiResponse =
  /** status 200 Successful Response */ FlowModel;
export type GetFlowModelApiArg = {
  modelRequest: ModelRequest;
};
export type TraceFlowApiResponse =
  /** status 200 Successful Response */ Recording;
export type TraceFlowApiArg = {
  traceRequest: TraceRequest;
};
export type ExplainFlowApiResponse =
  /** status 200 Successful Response */ FlowExplanation;
export type ExplainFlowApiArg = {
  flow: string;
  component: string;
  draft?: boolean;
};
export type StopLiveTraceApiResponse = unknown;
export type StopLiveTraceApiArg = {
  flow: string;
};
export type GetLiveTraceApiResponse =
  /** status 200 Successful Response */ LiveTrace;
export type GetLiveTraceApiArg = {
  flow: string;
};
export type StartLiveTraceApiResponse =
  /** status 200 Successful Response */ LiveTrace;
export type StartLiveTraceApiArg = {
  flow: string;
};
export type ListIntegrationsApiResponse =
  /** status 200 Successful Response */ SystemSummary[];
export type ListIntegrationsApiArg = void;
export type CreateIntegrationApiResponse =
  /** status 201 Successful Response */ System;
export type CreateIntegrationApiArg = {
  newSystem: NewSystem;
};
export type ImportConnectorApiResponse =
  /** status 200 Successful Response */ ImportedConnector;
export type ImportConnectorApiArg = {
  description: Description;
};
export type ListPublishedIntegrationsApiResponse =
  /** status 200 Successful Response */ PublishedSystem[];
export type ListPublishedIntegrationsApiArg = void;
export type DeleteIntegrationApiResponse = unknown;
export type DeleteIntegrationApiArg = {
  systemId: string;
};
export type GetIntegrationApiResponse =
  /** status 200 Successful Response */ System;
export type GetIntegrationApiArg = {
  systemId: string;
};
export type SaveIntegrationApiResponse =
  /** status 200 Successful Response */ System;
export type SaveIntegrationApiArg = {
  systemId: string;
  changedSystem: ChangedSystem;
};
export type PublishIntegrationApiResponse =
  /** status 200 Successful Response */ System;
export type PublishIntegrationApiArg = {
  systemId: string;
  atVersion: AtVersion;
};
export type TryIntegrationApiResponse =
  /** status 200 Successful Response */ Tried;
export type TryIntegrationApiArg = {
  systemId: string;
  trial: Trial;
};
export type ListRetiredDataApiResponse =
  /** status 200 Successful Response */ RetiredProperties;
export type ListRetiredDataApiArg = void;
export type RemoveRetiredDataApiResponse =
  /** status 202 Successful Response */ MaintenanceJob;
export type RemoveRetiredDataApiArg = void;
export type ListDeadLettersApiResponse =
  /** status 200 Successful Response */ DeadLetters;
export type ListDeadLettersApiArg = {
  $top?: number;
  $skip?: number;
};
export type DiscardDeadLettersApiResponse =
  /** status 200 Successful Response */ LettersDone;
export type DiscardDeadLettersApiArg = {
  letterChoice: LetterChoice;
};
export type RetryDeadLettersApiResponse =
  /** status 200 Successful Response */ LettersDone;
export type RetryDeadLettersApiArg = {
  letterChoice: LetterChoice;
};
export type ListMaintenanceJobsApiResponse =
  /** status 200 Successful Response */ MaintenanceJob[];
export type ListMaintenanceJobsApiArg = void;
export type GetMaintenanceJobApiResponse =
  /** status 200 Successful Response */ MaintenanceJob;
export type GetMaintenanceJobApiArg = {
  jobId: number;
};
export type ListEncryptionKeysApiResponse =
  /** status 200 Successful Response */ EncryptionKeys;
export type ListEncryptionKeysApiArg = void;
export type StartKeyRotationApiResponse =
  /** status 202 Successful Response */ KeyRotation;
export type StartKeyRotationApiArg = {
  newRotation: NewRotation;
};
export type GetKeyRotationApiResponse =
  /** status 200 Successful Response */ KeyRotation;
export type GetKeyRotationApiArg = {
  rotationId: number;
};
export type CancelKeyRotationApiResponse =
  /** status 200 Successful Response */ KeyRotation;
export type CancelKeyRotationApiArg = {
  rotationId: number;
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
export type ListMessageLettersApiResponse =
  /** status 200 Successful Response */ MessageLetters;
export type ListMessageLettersApiArg = {
  $top?: number;
  $skip?: number;
};
export type DiscardMessageLettersApiResponse =
  /** status 200 Successful Response */ LettersDone;
export type DiscardMessageLettersApiArg = {
  letterChoice: LetterChoice;
};
export type RetryMessageLettersApiResponse =
  /** status 200 Successful Response */ LettersDone;
export type RetryMessageLettersApiArg = {
  letterChoice: LetterChoice;
};
export type RebuildCacheApiResponse =
  /** status 200 Successful Response */ RebuiltCache;
export type RebuildCacheApiArg = void;
export type RebuildDatabaseReferencesApiResponse =
  /** status 202 Successful Response */ MaintenanceJob;
export type RebuildDatabaseReferencesApiArg = void;
export type ListModulesApiResponse =
  /** status 200 Successful Response */ ModuleSummary[];
export type ListModulesApiArg = void;
export type CreateModuleApiResponse =
  /** status 201 Successful Response */ Module;
export type CreateModuleApiArg = {
  moduleContent: ModuleContent;
};
export type CompileModuleApiResponse =
  /** status 200 Successful Response */ Compiled;
export type CompileModuleApiArg = {
  moduleToCompile: ModuleToCompile;
};
export type DeleteModuleApiResponse = unknown;
export type DeleteModuleApiArg = {
  key: string;
};
export type GetModuleApiResponse = /** status 200 Successful Response */ Module;
export type GetModuleApiArg = {
  key: string;
};
export type SaveModuleApiResponse =
  /** status 200 Successful Response */ Module;
export type SaveModuleApiArg = {
  key: string;
  moduleChange: ModuleChange;
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
export type ListRunAsUsersApiResponse =
  /** status 200 Successful Response */ RunAsUser[];
export type ListRunAsUsersApiArg = {
  search?: string;
  chosen?: number | null;
};
export type ListRunsApiResponse =
  /** status 200 Successful Response */ LoggedRun[];
export type ListRunsApiArg = {
  component: string;
  flow?: string | null;
  state?: RunState | null;
  before?: string | null;
};
export type GetLoggedRunApiResponse =
  /** status 200 Successful Response */ Recording;
export type GetLoggedRunApiArg = {
  runId: string;
};
export type ReadCronApiResponse =
  /** status 200 Successful Response */ CronReading;
export type ReadCronApiArg = {
  cron: string;
};
export type CompileScriptApiResponse =
  /** status 200 Successful Response */ Compiled2;
export type CompileScriptApiArg = {
  scriptToCompile: ScriptToCompile;
};
export type RemoveSmtpSettingsApiResponse =
  /** status 200 Successful Response */ SmtpSettings;
export type RemoveSmtpSettingsApiArg = void;
export type GetSmtpSettingsApiResponse =
  /** status 200 Successful Response */ SmtpSettings;
export type GetSmtpSettingsApiArg = void;
export type SaveSmtpSettingsApiResponse =
  /** status 200 Successful Response */ SmtpSettings;
export type SaveSmtpSettingsApiArg = {
  smtpChange: SmtpChangeWrite;
};
export type ListMailDeliveriesApiResponse =
  /** status 200 Successful Response */ MailDelivery[];
export type ListMailDeliveriesApiArg = void;
export type SendSmtpTestMailApiResponse =
  /** status 200 Successful Response */ SmtpAnswer;
export type SendSmtpTestMailApiArg = {
  smtpTrial: SmtpTrial;
};
export type GetStatisticsApiResponse =
  /** status 200 Successful Response */ Statistics;
export type GetStatisticsApiArg = void;
export type ListTemplatesApiResponse =
  /** status 200 Successful Response */ TemplateSummary[];
export type ListTemplatesApiArg = void;
export type CreateTemplateApiResponse =
  /** status 201 Successful Response */ Template;
export type CreateTemplateApiArg = {
  templateContent: TemplateContent;
};
export type PreviewTemplateApiResponse =
  /** status 200 Successful Response */ TemplatePages;
export type PreviewTemplateApiArg = {
  templateToShow: TemplateToShow;
};
export type ListPublishedTemplatesApiResponse =
  /** status 200 Successful Response */ PublishedTemplate[];
export type ListPublishedTemplatesApiArg = void;
export type RenderTemplateSampleApiResponse =
  /** status 200 Successful Response */ SampleDocument;
export type RenderTemplateSampleApiArg = {
  templateToRender: TemplateToRender;
};
export type DeleteTemplateApiResponse = unknown;
export type DeleteTemplateApiArg = {
  templateId: string;
};
export type GetTemplateApiResponse =
  /** status 200 Successful Response */ Template;
export type GetTemplateApiArg = {
  templateId: string;
};
export type SaveTemplateApiResponse =
  /** status 200 Successful Response */ Template;
export type SaveTemplateApiArg = {
  templateId: string;
  changedTemplate: ChangedTemplate;
};
export type PublishTemplateApiResponse =
  /** status 200 Successful Response */ Template;
export type PublishTemplateApiArg = {
  templateId: string;
  templateAtVersion: TemplateAtVersion;
};
export type DeleteWebhookApiResponse = unknown;
export type DeleteWebhookApiArg = {
  webhookId: string;
};
export type ListDeliveriesApiResponse =
  /** status 200 Successful Response */ DeliveryView[];
export type ListDeliveriesApiArg = {
  webhookId: string;
};
export type RotateWebhookApiResponse =
  /** status 200 Successful Response */ WebhookWithSecret;
export type RotateWebhookApiArg = {
  webhookId: string;
  newSecret: NewSecretWrite;
};
export type GetPresentedTokenApiResponse =
  /** status 200 Successful Response */ TokenState;
export type GetPresentedTokenApiArg = void;
export type ExchangeTokenApiResponse =
  /** status 200 Successful Response */ TokenPair;
export type ExchangeTokenApiArg = {
  grant: {
    client_id?: string | null;
    client_secret?: string | null;
    /** `client_credentials`, `refresh_token` or `password` */
    grant_type: string;
    password?: string | null;
    refresh_token?: string | null;
    scope?: string | null;
    username?: string | null;
  };
};
export type IntrospectTokenApiResponse =
  /** status 200 Successful Response */ TokenState;
export type IntrospectTokenApiArg = {
  tokenInQuestion: {
    token: string;
  };
};
export type GetTokenKeysApiResponse =
  /** status 200 Successful Response */ KeySet;
export type GetTokenKeysApiArg = void;
export type RevokePresentedTokenApiResponse =
  /** status 200 Successful Response */ TokenState;
export type RevokePresentedTokenApiArg = {
  tokenInQuestion: {
    token: string;
  };
};
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
export type EndUserSessionsApiResponse = unknown;
export type EndUserSessionsApiArg = {
  userId: number;
};
export type ListUserSessionsApiResponse =
  /** status 200 Successful Response */ OpenSession[];
export type ListUserSessionsApiArg = {
  userId: number;
};
export type StartViewingApiResponse = unknown;
export type StartViewingApiArg = {
  userId: number;
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
    action?: string | null;
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
export type ReportScriptApiResponse = unknown;
export type ReportScriptApiArg = {
  key: string;
  scriptReport: ScriptReport;
};
export type DownloadShownFileApiResponse =
  | /** status 200 The content, or a picture of it */ Blob
  | /** status 206 The range that was asked for */ Blob;
export type DownloadShownFileApiArg = {
  fileId: string;
};
export type GetShownFileApiResponse =
  /** status 200 Successful Response */ File;
export type GetShownFileApiArg = {
  fileId: string;
};
export type GetIconApiResponse = /** status 200 Successful Response */ Blob;
export type GetIconApiArg = {
  variant: "192" | "512" | "maskable-192" | "maskable-512";
};
export type GetManifestApiResponse =
  /** status 200 Successful Response */ object;
export type GetManifestApiArg = void;
export type CancelRunApiResponse = /** status 202 Successful Response */ any;
export type CancelRunApiArg = {
  runId: string;
};
export type GetRunApiResponse = /** status 200 Successful Response */ Envelope;
export type GetRunApiArg = {
  runId: string;
};
export type SearchWorkplaceApiResponse =
  /** status 200 Successful Response */ Found;
export type SearchWorkplaceApiArg = {
  q: string;
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
export type Member = {
  value: string;
};
export type ScimGroup = {
  displayName: string;
  externalId?: string | null;
  members?: Member[];
};
export type PatchOperation = {
  op: "add" | "replace" | "remove";
  path?: string | null;
  value?: any;
};
export type Patch = {
  Operations: PatchOperation[];
};
export type Email = {
  primary?: boolean;
  type?: string | null;
  value: string;
};
export type PersonName = {
  familyName?: string | null;
  formatted?: string | null;
  givenName?: string | null;
  middleName?: string | null;
};
export type ScimUser = {
  active?: boolean;
  displayName?: string | null;
  emails?: Email[];
  externalId?: string | null;
  name?: PersonName | null;
  userName: string;
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
export type Program = {
  active: boolean;
  created_at: string;
  display_name: string;
  id: number;
  roles: string[];
  tokens: number;
  user_name: string;
};
export type Programs = {
  accounts: Program[];
  roles: string[];
};
export type NewProgram = {
  display_name?: string;
  roles?: string[];
  user_name: string;
};
export type ProgramChange = {
  active?: boolean | null;
  display_name?: string | null;
  roles?: string[] | null;
};
export type Scope = "read" | "write" | "studio" | "administer";
export type Token = {
  components: string[] | null;
  created_at: string;
  expires_at: string | null;
  hint: string;
  id: number;
  last_used_at: string | null;
  name: string;
  scopes: Scope[];
};
export type CreatedToken = {
  secret: string;
  token: Token;
};
export type TokenOrder = {
  components?: string[] | null;
  days?: number | null;
  name: string;
  scopes: Scope[];
};
export type Passkey = {
  created_at: string;
  id: number;
  last_used_at: string | null;
  name: string;
};
export type OwnAccountInfo = {
  display_name: string;
  email: string | null;
  email_code: boolean;
  has_password: boolean;
  mail: boolean;
  passkey_host: string | null;
  passkeys: Passkey[];
  recovery_codes: number;
  second_factor_demanded: boolean;
  totp: boolean;
  user_name: string;
  waiting_email: string | null;
};
export type App = "workplace" | "studio";
export type NewEmail = {
  app?: App;
  email: string;
};
export type FactorAdded = {
  recovery_codes: string[] | null;
};
export type EmailCodes = {
  enabled: boolean;
};
export type NewPasskey = {
  credential: {
    [key: string]: any;
  };
  name: string;
};
export type PasskeyOptions = {
  options: {
    [key: string]: any;
  };
};
export type RenamePasskey = {
  name: string;
};
export type Factor = "passkey" | "totp" | "email" | "recovery";
export type ProveByCode = {
  code: string;
  factor: Factor;
};
export type ProveByPasskey = {
  credential: {
    [key: string]: any;
  };
};
export type ProveByPassword = {};
export type ProveByPasswordWrite = {
  password: string;
};
export type OpenSession = {
  address: string | null;
  created_at: string;
  current: boolean;
  expires_at: string;
  id: number;
  last_seen_at: string;
  method: string;
  user_agent: string | null;
};
export type TotpSetup = {
  picture: string;
  secret: string;
  uri: string;
};
export type ConfirmTotp = {
  code: string;
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
  errors?: FieldError[];
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
export type File = {
  content_type: string;
  created_at: string;
  id: string;
  name: string;
  size: number;
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
export type Accepted = {
  run: string | null;
};
export type GroupRole = {
  group: string;
  role: string;
};
export type Mapping = {
  display_name?: string;
  email?: string;
  groups?: string;
  user_name?: string;
};
export type LdapSettings = {
  address: string;
  base_dn: string;
  bind_dn?: string;
  certificates?: string;
  group_base_dn?: string;
  group_filter?: string;
  group_name_attribute?: string;
  kind?: "ldap";
  nested_groups?: boolean;
  start_tls?: boolean;
  subject_attribute?: string;
  user_filter?: string;
};
export type OidcSettings = {
  certificates?: string;
  client_id: string;
  issuer: string;
  kind?: "oidc";
  scopes?: string[];
  sign_out_there?: boolean;
  token_auth?: "client_secret_basic" | "client_secret_post" | "none";
};
export type SamlSettings = {
  certificates: string;
  encrypted_only?: boolean;
  entity_id: string;
  kind?: "saml";
  sign_in_address: string;
  sign_out_address?: string;
  sign_requests?: boolean;
  started_by_provider?: boolean;
  subject_attribute?: string;
};
export type Provider = {
  creates_accounts?: boolean;
  email_domains?: string[];
  enabled?: boolean;
  group_roles?: GroupRole[];
  id: string;
  mapping?: Mapping;
  new_account_role?: string;
  secret_is_set: boolean;
  settings:
    | ({
        kind: "ldap";
      } & LdapSettings)
    | ({
        kind: "oidc";
      } & OidcSettings)
    | ({
        kind: "saml";
      } & SamlSettings);
  title: string;
  trusted_for_email?: boolean;
  version: number;
};
export type NewProvider = {
  creates_accounts?: boolean;
  email_domains?: string[];
  enabled?: boolean;
  group_roles?: GroupRole[];
  mapping?: Mapping;
  new_account_role?: string;
  settings:
    | ({
        kind: "ldap";
      } & LdapSettings)
    | ({
        kind: "oidc";
      } & OidcSettings)
    | ({
        kind: "saml";
      } & SamlSettings);
  title: string;
  trusted_for_email?: boolean;
};
export type NewProviderWrite = {
  creates_accounts?: boolean;
  email_domains?: string[];
  enabled?: boolean;
  group_roles?: GroupRole[];
  mapping?: Mapping;
  new_account_role?: string;
  secret?: string | null;
  settings:
    | ({
        kind: "ldap";
      } & LdapSettings)
    | ({
        kind: "oidc";
      } & OidcSettings)
    | ({
        kind: "saml";
      } & SamlSettings);
  title: string;
  trusted_for_email?: boolean;
};
export type Kind = "oidc" | "saml" | "ldap";
export type OfferedProvider = {
  id: string;
  kind: Kind;
  title: string;
};
export type ChangedProvider = {
  creates_accounts?: boolean;
  email_domains?: string[];
  enabled?: boolean;
  group_roles?: GroupRole[];
  mapping?: Mapping;
  new_account_role?: string;
  settings:
    | ({
        kind: "ldap";
      } & LdapSettings)
    | ({
        kind: "oidc";
      } & OidcSettings)
    | ({
        kind: "saml";
      } & SamlSettings);
  title: string;
  trusted_for_email?: boolean;
  version: number;
};
export type ChangedProviderWrite = {
  creates_accounts?: boolean;
  email_domains?: string[];
  enabled?: boolean;
  group_roles?: GroupRole[];
  mapping?: Mapping;
  new_account_role?: string;
  secret?: string | null;
  settings:
    | ({
        kind: "ldap";
      } & LdapSettings)
    | ({
        kind: "oidc";
      } & OidcSettings)
    | ({
        kind: "saml";
      } & SamlSettings);
  title: string;
  trusted_for_email?: boolean;
  version: number;
};
export type CheckLine = {
  passed: boolean;
  text: string;
};
export type CheckResult = {
  lines: CheckLine[];
  passed: boolean;
};
export type ExternalIdentity = {
  account_id: number;
  subject: string;
  user_name: string;
};
export type Link = {
  subject: string;
  user_name: string;
};
export type Message = {
  created_at: string;
  html: string | null;
  id: string;
  read_at: string | null;
  subject: string;
  text: string;
};
export type Messages = {
  count: number;
  unread: number;
  value: Message[];
};
export type ReadMessages = {
  read: number;
};
export type UnreadMessages = {
  unread: number;
};
export type ProvisioningClient = {
  created_at: string;
  group_roles?: GroupRole[];
  id: string;
  revoked_at: string | null;
  title: string;
  users: number;
};
export type NewClient = {
  created_at: string;
  group_roles?: GroupRole[];
  id: string;
  revoked_at: string | null;
  title: string;
  token: string;
  users: number;
};
export type ClientContent = {
  group_roles?: GroupRole[];
  title: string;
};
export type ShownSamlKey = {
  certificate: string;
  created_at: string;
  expires_at: string;
  id: string;
  signs: boolean;
};
export type SignedOut = {
  address: string;
};
export type SessionUser = {
  display_name: string;
  id: number;
  user_name: string;
};
export type ViewedUser = {
  display_name: string;
  id: number;
  over: boolean;
  until: string;
  user_name: string;
};
export type SessionInfo = {
  csrf_token: string;
  mail?: boolean;
  passkey_host?: string | null;
  password_change_required: boolean;
  pending_factors?: Factor[] | null;
  rights: string[];
  second_factor_required?: boolean;
  user: SessionUser | null;
  viewing?: ViewedUser | null;
};
export type SignIn = {
  user_name: string;
};
export type SignInWrite = {
  password: string;
  user_name: string;
};
export type ConfirmEmail = {};
export type ConfirmEmailWrite = {
  token: string;
};
export type FactorAnswer = {
  code: string;
  factor: Factor;
};
export type ForgottenPassword = {
  app?: App;
  name: string;
};
export type PasskeyAnswer = {
  credential: {
    [key: string]: any;
  };
};
export type ChangePassword = {};
export type ChangePasswordWrite = {
  current_password: string;
  new_password: string;
};
export type Offered = {
  default: string | null;
  local: boolean;
  providers: OfferedProvider[];
};
export type Departed = {
  address: string;
};
export type Begin = {
  link?: boolean;
  return_to?: string;
};
export type DirectorySignIn = {
  user_name: string;
};
export type DirectorySignInWrite = {
  password: string;
  user_name: string;
};
export type ResetPassword = {};
export type ResetPasswordWrite = {
  new_password: string;
  token: string;
};
export type PermissionKind =
  | "component"
  | "property"
  | "flow"
  | "action"
  | "step"
  | "integration"
  | "studio";
export type Permission = {
  component?: string | null;
  kind: PermissionKind;
  object?: string;
  verb: string;
};
export type PermissionSet = {
  domain: string;
  id: number;
  name: string;
  permissions?: Permission[];
  version?: number | null;
};
export type PermissionSetChange = {
  domain: string;
  name: string;
  permissions?: Permission[];
  version?: number | null;
};
export type Context = {
  component?: string | null;
  entry?: number | null;
  object?: string | null;
};
export type Pair = {
  context?: Context;
  permission_set: number;
};
export type Role = {
  built_in: boolean;
  description: string;
  domain: string | null;
  id: number;
  name: string;
  pairs: Pair[];
  rights: string[];
  version: number;
};
export type RoleChange = {
  description?: string;
  domain: string;
  name: string;
  pairs?: Pair[];
  version?: number | null;
};
export type RestrictedAction = {
  element: string;
  name: string;
  page: string;
};
export type FlowKind = "dataflow" | "input_dataflow" | "workflow";
export type RestrictedFlow = {
  key: string;
  kind: FlowKind;
  name: string;
};
export type RestrictedProperty = {
  id: string;
  name: string;
  title: string;
};
export type ConfirmationStep = {
  flow: string;
  name: string;
  object: string;
};
export type RestrictedComponent = {
  actions: RestrictedAction[];
  domains: string[];
  flows: RestrictedFlow[];
  has_entries: boolean;
  key: string;
  properties: RestrictedProperty[];
  restricted: boolean;
  steps: ConfirmationStep[];
  title: string;
};
export type AccessTree = {
  components: RestrictedComponent[];
  studio: string[];
};
export type Assignment = {
  context?: Context;
  role: number;
};
export type User = {
  active?: boolean;
  assignments?: Assignment[];
  email?: string | null;
  first_name?: string;
  id: number;
  last_name?: string;
  locked: boolean;
  middle_name?: string;
  user_name: string;
  version?: number | null;
};
export type Users = {
  count: number;
  value: User[];
};
export type CreatedUser = {
  one_time_password: string | null;
  user: User;
};
export type UserChange = {
  active?: boolean;
  assignments?: Assignment[];
  email?: string | null;
  first_name?: string;
  last_name?: string;
  middle_name?: string;
  user_name: string;
  version?: number | null;
};
export type NewUser = {
  user: UserChange;
};
export type NewUserWrite = {
  password?: string | null;
  user: UserChange;
};
export type ExplainedRight = {
  component: string | null;
  context: Context;
  entry_name?: string | null;
  kind: PermissionKind;
  object: string;
  permission_set: string;
  role: string;
  verb: string;
};
export type Verb = "open" | "read" | "create" | "update" | "delete";
export type Answer = {
  allowed: boolean;
  granted_by: ExplainedRight[];
  reason: string;
  verb: Verb;
};
export type ObjectAnswer = {
  allowed: boolean;
  granted_by: ExplainedRight[];
  kind: PermissionKind;
  name: string;
  object: string;
  place: string;
  reason: string;
};
export type Explanation = {
  answers: Answer[];
  entry_visible: boolean | null;
  objects: ObjectAnswer[];
};
export type OneTimePassword = {
  one_time_password: string;
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
  atomic?: boolean;
  generate_api_definition?: boolean;
  key: string;
  kind: FlowKind;
  name: string;
  restrict_access?: boolean;
  safe_to_repeat?: boolean;
  stages?: Stage[];
};
export type ModuleType = "frontend" | "backend" | "both";
export type ScriptModule = {
  key: string;
  name: string;
  source?: string;
  title: string;
  type: ModuleType;
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
  encrypted?: boolean;
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
  restrict_access?: boolean;
  title?: string;
  type?: "array";
  virtual?: boolean;
};
export type BooleanProperty = {
  encrypted?: boolean;
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "boolean";
  virtual?: boolean;
};
export type CatalogProperty = {
  component?: string | null;
  encrypted?: boolean;
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "catalog";
  virtual?: boolean;
};
export type DateProperty = {
  encrypted?: boolean;
  id: string;
  max_date?: string | null;
  min_date?: string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "date";
  virtual?: boolean;
};
export type DateTimeProperty = {
  encrypted?: boolean;
  id: string;
  max_date?: string | null;
  min_date?: string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "datetime";
  virtual?: boolean;
};
export type FileProperty = {
  encrypted?: boolean;
  file_types?: string;
  id: string;
  max_file_size?: number | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "file";
  virtual?: boolean;
};
export type EnumValue = {
  title?: string;
  value: string | number;
};
export type IntegerProperty = {
  encrypted?: boolean;
  enum?: EnumValue[] | null;
  id: string;
  maximum?: number | null;
  minimum?: number | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "integer";
  virtual?: boolean;
};
export type NumberProperty = {
  encrypted?: boolean;
  id: string;
  maximum?: number | string | null;
  minimum?: number | string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "number";
  virtual?: boolean;
};
export type StringProperty = {
  encrypted?: boolean;
  enum?: EnumValue[] | null;
  id: string;
  max_length?: number | null;
  min_length?: number | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "string";
  virtual?: boolean;
};
export type TimeProperty = {
  encrypted?: boolean;
  id: string;
  max_time?: string | null;
  min_time?: string | null;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
  title?: string;
  type?: "time";
  virtual?: boolean;
};
export type UriProperty = {
  encrypted?: boolean;
  id: string;
  name: string;
  primary_key?: boolean;
  query?: boolean;
  required?: boolean;
  restrict_access?: boolean;
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
  modules?: ScriptModule[] | null;
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
  script?: string;
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
export type Preset = "github" | "stripe" | "slack" | "shared" | "custom";
export type Proof = {
  encoding?: "hex" | "base64";
  header: string;
  parts?: boolean;
  prefix?: string;
  scheme?: "hmac" | "shared";
  signed?: string;
  timestamp_header?: string | null;
  tolerance?: number;
};
export type WebhookView = {
  address: string;
  created_at: string;
  delivery_header: string | null;
  earlier_until: string | null;
  id: string;
  name: string;
  preset: Preset;
  proof: Proof;
  responds: boolean;
};
export type WebhookWithSecret = {
  address: string;
  created_at: string;
  delivery_header: string | null;
  earlier_until: string | null;
  id: string;
  name: string;
  preset: Preset;
  proof: Proof;
  responds: boolean;
  secret: string;
};
export type NewWebhook = {
  delivery_header?: string | null;
  name: string;
  preset: Preset;
  proof?: Proof | null;
  responds?: boolean;
};
export type NewWebhookWrite = {
  delivery_header?: string | null;
  name: string;
  preset: Preset;
  proof?: Proof | null;
  responds?: boolean;
  secret?: string | null;
};
export type ReadyMark = {
  saved_version: number;
};
export type ScheduleState = {
  active: boolean;
  cron?: string | null;
  last_at?: string | null;
  last_success?: string | null;
  next_at?: string | null;
  running?: boolean;
  skipped_at?: string | null;
  zone: string;
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
  app_name?: string;
  app_short_name?: string;
  default_component?: string | null;
  default_page?: string | null;
  default_provider?: string | null;
  hide_breadcrumbs?: boolean;
  hide_locale?: boolean;
  hide_top_bar?: boolean;
  hide_user_login?: boolean;
  hosts?: string[];
  icon?: string | null;
  local_sign_in?: boolean;
  login_component?: string | null;
  logo?: string | null;
  logo_dark?: string | null;
  no_image?: string | null;
  primary_color?: string;
  providers?: string[] | null;
  session_storage?: "local" | "session";
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
export type RecordedStep = {
  error: ErrorReport | null;
  isCut?: boolean;
  items: any[] | null;
  itemsIn: number;
  itemsOut: number;
  milliseconds: number;
  parts?: number | null;
  pushedInto?: string | null;
  simulated?: boolean;
  state: RunState;
  stepId: string;
  stepName: string;
};
export type RunWarning = {
  code: string;
  hidden?: boolean;
  itemIndex?: number | null;
  message: string;
  stepId?: string | null;
};
export type Recording = {
  error: ErrorReport | null;
  items: any[];
  pausedBefore?: string | null;
  runId: string;
  state: RunState;
  steps: RecordedStep[];
  traceId: string;
  warnings: RunWarning[];
};
export type DebugRequest = {
  document: ComponentDocument;
  flow: string;
  input?: string;
  real_effects?: boolean;
  stop_before?: string[];
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
export type TraceRequest = {
  action?: string | null;
  component: string;
  flow: string;
  input?: string;
};
export type PushedAs =
  "filter" | "projection" | "distinct" | "group" | "aggregate";
export type WhyNot =
  | "not_after_query"
  | "not_published"
  | "proxy_mode"
  | "list_name"
  | "shared_stream"
  | "other_list"
  | "compares_fields"
  | "not_in_table"
  | "encrypted"
  | "order_of_texts"
  | "no_order"
  | "value"
  | "time_zone"
  | "whole_items"
  | "entries_read"
  | "aggregate_differs"
  | "field_twice";
export type WhyWhole =
  | "turned_off"
  | "not_queued"
  | "atomic"
  | "observed"
  | "needs_all"
  | "only_calculates"
  | "in_order"
  | "not_safe_to_repeat"
  | "proxy_mode";
export type ExplainedStep = {
  fields?: string[] | null;
  name: string;
  part?: PushedAs | null;
  pushedInto?: string | null;
  reason?: WhyNot | null;
  sql?: string | null;
  step: string;
  type: string;
  whole?: WhyWhole | null;
};
export type FlowExplanation = {
  steps: ExplainedStep[];
};
export type LiveTrace = {
  until: string | null;
};
export type SystemSummary = {
  changed_at: string;
  changed_by: string | null;
  connectors: number;
  endpoints: number;
  id: string;
  name: string;
  published_version: number | null;
  version: number;
};
export type BasicAuth = {
  kind?: "basic";
  user_name: string;
};
export type HeaderKey = {
  header?: string;
  kind?: "header";
  prefix?: string;
};
export type NoAuth = {
  kind?: "none";
};
export type ClientCredentials = {
  audience?: string;
  client_auth?: "client_secret_basic" | "client_secret_post";
  client_id: string;
  kind?: "oauth2";
  scopes?: string[];
  token_url: string;
};
export type Method = "get" | "post" | "put" | "delete" | "patch" | "head";
export type CursorPages = {
  cursor_path: string;
  items_path?: string;
  kind?: "cursor";
  page_limit?: number;
  parameter?: string;
};
export type LinkedPages = {
  items_path?: string;
  kind?: "link";
  page_limit?: number;
};
export type NoPages = {
  kind?: "none";
};
export type OffsetPages = {
  items_path?: string;
  kind?: "offset";
  page_limit?: number;
  parameter?: string;
  size?: number;
  size_parameter?: string;
};
export type NumberedPages = {
  first?: number;
  items_path?: string;
  kind?: "page";
  page_limit?: number;
  parameter?: string;
  size?: number;
  size_parameter?: string;
};
export type ParameterPlace = "path" | "query" | "header" | "body" | "content";
export type EndpointParameter = {
  description?: string;
  name: string;
  place: ParameterPlace;
  required?: boolean;
  sent_as?: string;
  type?:
    | "any"
    | "string"
    | "integer"
    | "number"
    | "boolean"
    | "uuid"
    | "uri"
    | "date"
    | "date-time"
    | "time"
    | "array"
    | "object";
};
export type Endpoint = {
  body_format?: "json" | "form" | "text" | "xml";
  description?: string;
  id: string;
  methods?: Method[];
  name: string;
  paging?:
    | ({
        kind: "cursor";
      } & CursorPages)
    | ({
        kind: "link";
      } & LinkedPages)
    | ({
        kind: "none";
      } & NoPages)
    | ({
        kind: "offset";
      } & OffsetPages)
    | ({
        kind: "page";
      } & NumberedPages);
  parameters?: EndpointParameter[];
  path: string;
  response?: {
    [key: string]: any;
  };
};
export type Header = {
  name: string;
  value: string;
};
export type Connector = {
  auth?:
    | ({
        kind: "basic";
      } & BasicAuth)
    | ({
        kind: "header";
      } & HeaderKey)
    | ({
        kind: "none";
      } & NoAuth)
    | ({
        kind: "oauth2";
      } & ClientCredentials);
  base_url: string;
  certificates?: string;
  endpoints?: Endpoint[];
  headers?: Header[];
  id: string;
  kind?: "http";
  name: string;
  timeout?: number;
};
export type Password = {
  kind?: "basic";
  user_name: string;
};
export type NoCredentials = {
  kind?: "none";
};
export type BrokerEndpoint = {
  address: string;
  body_format?: "json" | "text" | "xml" | "bytes";
  description?: string;
  from_beginning?: boolean;
  id: string;
  name: string;
  response?: {
    [key: string]: any;
  };
};
export type RabbitConnector = {
  addresses: string[];
  auth?:
    | ({
        kind: "basic";
      } & Password)
    | ({
        kind: "none";
      } & NoCredentials);
  certificates?: string;
  endpoints?: BrokerEndpoint[];
  id: string;
  kind: "rabbitmq";
  name: string;
  timeout?: number;
  tls?: boolean;
  virtual_host?: string;
};
export type NatsConnector = {
  addresses: string[];
  auth?:
    | ({
        kind: "basic";
      } & Password)
    | ({
        kind: "none";
      } & NoCredentials);
  certificates?: string;
  endpoints?: BrokerEndpoint[];
  id: string;
  kind: "nats";
  name: string;
  timeout?: number;
  tls?: boolean;
};
export type MqttConnector = {
  addresses: string[];
  auth?:
    | ({
        kind: "basic";
      } & Password)
    | ({
        kind: "none";
      } & NoCredentials);
  certificates?: string;
  endpoints?: BrokerEndpoint[];
  id: string;
  kind: "mqtt";
  name: string;
  timeout?: number;
  tls?: boolean;
  version?: "5" | "3.1.1";
};
export type KafkaConnector = {
  addresses: string[];
  auth?:
    | ({
        kind: "basic";
      } & Password)
    | ({
        kind: "none";
      } & NoCredentials);
  certificates?: string;
  endpoints?: BrokerEndpoint[];
  id: string;
  kind: "kafka";
  mechanism?: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
  name: string;
  timeout?: number;
  tls?: boolean;
};
export type System = {
  changed_at: string;
  changed_by: string | null;
  connectors?: (
    Connector | RabbitConnector | NatsConnector | MqttConnector | KafkaConnector
  )[];
  description?: string;
  id: string;
  name: string;
  published_version: number | null;
  secrets_set: string[];
  version: number;
};
export type NewSystem = {
  connectors?: (
    Connector | RabbitConnector | NatsConnector | MqttConnector | KafkaConnector
  )[];
  description?: string;
  name: string;
  secrets?: {
    [key: string]: string;
  };
};
export type ImportedConnector = {
  connector: Connector;
  notes: string[];
};
export type Description = {
  text: string;
};
export type PublishedSystem = {
  connectors?: (
    Connector | RabbitConnector | NatsConnector | MqttConnector | KafkaConnector
  )[];
  description?: string;
  id: string;
  name: string;
};
export type ChangedSystem = {
  connectors?: (
    Connector | RabbitConnector | NatsConnector | MqttConnector | KafkaConnector
  )[];
  description?: string;
  name: string;
  secrets?: {
    [key: string]: string;
  };
  version: number;
};
export type AtVersion = {
  version: number;
};
export type Tried = {
  code?: string | null;
  content_type?: string;
  drawn?: {
    [key: string]: any;
  } | null;
  message?: string;
  milliseconds: number;
  size?: number;
  status?: number | null;
  text?: string;
};
export type Trial = {
  connector: string;
  endpoint: string;
  method?: Method;
  values?: {
    [key: string]: any;
  };
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
export type Rejection = {
  code: string;
  fields?: FieldError[];
  message: string;
};
export type DeadLetterRow = {
  attempts: number;
  component: ComponentName;
  ended_at: string;
  error: Rejection;
  flow: string;
  id: string;
  item: number;
  queued_at: string;
  queued_by: string | null;
  run_id: string;
  step: string;
};
export type DeadLetters = {
  count: number;
  value: DeadLetterRow[];
};
export type LettersDone = {
  done: number;
};
export type LetterChoice = {
  letters: string[];
};
export type KeyProviderKind = "none" | "command" | "transit";
export type RotationState =
  "queued" | "running" | "cancelling" | "completed" | "failed" | "cancelled";
export type KeyRotation = {
  damaged: number;
  deep: boolean;
  done: number;
  ended_at: string | null;
  error?: JobError | null;
  id: number;
  requested_at: string;
  requested_by: string | null;
  state: RotationState;
  total: number | null;
  version: number;
};
export type KeyUse = {
  count: number;
  place: string;
};
export type KeyVersion = {
  fingerprint: string;
  first_seen: string;
  newest: boolean;
  present: boolean;
  retired_at: string | null;
  uses: KeyUse[];
  version: number;
};
export type EncryptionKeys = {
  kept_in: string;
  provider: KeyProviderKind;
  rotation: KeyRotation | null;
  versions: KeyVersion[];
};
export type NewRotation = {
  deep?: boolean;
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
export type MessageLetterRow = {
  attempts: number;
  component: ComponentName;
  ended_at: string;
  error: Rejection;
  flow: string;
  id: string;
  message_id: string;
  received_at: string;
  run_id: string | null;
  step: string;
};
export type MessageLetters = {
  count: number;
  value: MessageLetterRow[];
};
export type RebuiltCache = {
  components: number;
  version: number;
};
export type ModuleState = "saved" | "published" | "changed";
export type ModuleSummary = {
  created_at: string;
  created_by: string | null;
  id: number;
  key: string;
  name: string;
  state: ModuleState;
  title: string;
  type: ModuleType;
  updated_at: string;
  updated_by: string | null;
  version: number;
};
export type Module = {
  created_at: string;
  created_by: string | null;
  id: number;
  key: string;
  name: string;
  source: string;
  state: ModuleState;
  title: string;
  type: ModuleType;
  updated_at: string;
  updated_by: string | null;
  version: number;
};
export type ModuleContent = {
  name: string;
  source?: string;
  title: string;
  type: ModuleType;
};
export type CompileProblem = {
  code: string;
  column: number;
  line: number;
  message: string;
  params?: {
    [key: string]: string;
  };
  severity?: string;
};
export type Compiled = {
  problems: CompileProblem[];
};
export type ModuleToCompile = {
  key?: string | null;
  name: string;
  source?: string;
  type: ModuleType;
};
export type ModuleChange = {
  base_version: number;
  name: string;
  source?: string;
  title: string;
  type: ModuleType;
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
  components?: string[];
  confirm_destructive?: boolean;
  modules?: string[];
};
export type Candidates = {
  components: ComponentSummary[];
  modules: ModuleSummary[];
};
export type AudienceChange = {
  component: string;
  gaining: number;
  losing: number;
  title: string;
};
export type NamedProperty = {
  property: string;
  title: string;
};
export type ChangedPart = {
  change: "added" | "removed" | "changed";
  name: string;
  part: "page" | "flow" | "script";
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
export type ChangedModule = {
  module: string;
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
  audience?: AudienceChange[];
  changes: ModelChanges[];
  dependants?: Dependant[];
  losses: FieldError[];
  modules?: ChangedModule[];
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
  audience?: AudienceChange[];
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
export type RunAsUser = {
  active: boolean;
  display_name: string;
  id: number;
  user_name: string;
};
export type Trigger =
  | "user_call"
  | "script"
  | "api"
  | "nested"
  | "workflow"
  | "cron"
  | "message"
  | "proxy_read"
  | "proxy_query";
export type LoggedRun = {
  attempt: number;
  createdAt: string;
  endedAt: string | null;
  errorCode: string | null;
  flow: string;
  flowName: string;
  id: string;
  isRecorded: boolean;
  parent: string | null;
  principalName: string | null;
  state: RunState;
  traceId: string;
  trigger: Trigger;
  version: number;
  warnings: number;
};
export type CronReading = {
  reason?: string | null;
  upcoming?: string[];
  zone: string;
};
export type Edit = {
  column: number;
  end_column: number;
  end_line: number;
  line: number;
  text: string;
};
export type SourceFinding = {
  code: string;
  column: number;
  fix?: Edit[] | null;
  line: number;
  message: string;
  params?: {
    [key: string]: string;
  };
  severity: Severity;
};
export type Compiled2 = {
  findings: SourceFinding[];
};
export type Side = "browser" | "server";
export type ScriptToCompile = {
  document?: ComponentDocument | null;
  side: Side;
  source: string;
};
export type SmtpSecurity = "tls" | "starttls" | "none";
export type SmtpServerInfo = {
  has_password: boolean;
  host: string;
  port: number;
  saved: boolean;
  security: SmtpSecurity;
  sender: string;
  user: string | null;
};
export type SmtpSettings = {
  default_exists: boolean;
  server: SmtpServerInfo | null;
};
export type SmtpChange = {
  host: string;
  port?: number;
  security?: SmtpSecurity;
  sender: string;
  user?: string | null;
};
export type SmtpChangeWrite = {
  host: string;
  password?: string | null;
  port?: number;
  security?: SmtpSecurity;
  sender: string;
  user?: string | null;
};
export type MailDelivery = {
  attempts: number;
  created_at: string;
  ended_at: string | null;
  id: string;
  reason: string | null;
  run_id: string;
  state: string;
  user_name: string | null;
};
export type SmtpAnswer = {
  answer: string;
  sent: boolean;
};
export type SmtpTrial = {
  to: string;
};
export type Statistics = {
  applications: number;
  dataflows: number;
  users: number;
  workflows: number;
};
export type TemplateSummary = {
  changed_at: string;
  changed_by: string | null;
  id: string;
  name: string;
  properties: number;
  published_version: number | null;
  version: number;
};
export type TextStyle = {
  align?: "start" | "center" | "end";
  background?: string | null;
  bold?: boolean;
  color?: string | null;
  italic?: boolean;
  size?: number | null;
  underline?: boolean;
};
export type CheckBoxElement = {
  id: string;
  kind?: "check_box";
  label?: string;
  name: string;
  shown_when?: string;
  space_after?: number;
  style?: TextStyle;
  value: string;
};
export type LineElement = {
  color?: string;
  id: string;
  kind?: "line";
  name: string;
  shown_when?: string;
  space_after?: number;
  thickness?: number;
};
export type PageBreakElement = {
  id: string;
  kind?: "page_break";
  name: string;
  shown_when?: string;
  space_after?: number;
};
export type PageInfoElement = {
  id: string;
  info?: "page" | "page_of_pages" | "date" | "datetime" | "title";
  kind?: "page_info";
  name: string;
  prefix?: string;
  shown_when?: string;
  space_after?: number;
  style?: TextStyle;
};
export type PictureElement = {
  align?: "start" | "center" | "end";
  description?: string;
  file?: string | null;
  height?: number | null;
  id: string;
  kind?: "picture";
  name: string;
  shown_when?: string;
  space_after?: number;
  value?: string;
  width?: number | null;
};
export type QrCodeElement = {
  align?: "start" | "center" | "end";
  error_correction?: "L" | "M" | "Q" | "H";
  id: string;
  kind?: "qr_code";
  name: string;
  shown_when?: string;
  space_after?: number;
  value: string;
  width?: number;
};
export type Piece = {
  bold?: boolean;
  color?: string | null;
  italic?: boolean;
  text: string;
  underline?: boolean;
};
export type Paragraph = {
  align?: "start" | "center" | "end";
  kind?: "body" | "heading1" | "heading2" | "heading3" | "bullet" | "number";
  pieces?: Piece[];
};
export type RichTextElement = {
  id: string;
  kind?: "rich_text";
  name: string;
  paragraphs?: Paragraph[];
  shown_when?: string;
  space_after?: number;
};
export type ShapeElement = {
  align?: "start" | "center" | "end";
  fill?: string | null;
  height?: number;
  id: string;
  kind?: "shape";
  name: string;
  shape?: "rectangle" | "rounded" | "ellipse";
  shown_when?: string;
  space_after?: number;
  stroke?: string | null;
  width?: number;
};
export type SignatureElement = {
  align?: "start" | "center" | "end";
  id: string;
  kind?: "signature";
  label?: string;
  name: string;
  shown_when?: string;
  space_after?: number;
  width?: number;
};
export type ValueFormat = {
  currency?: string;
  digits?: number | null;
  kind?: "auto" | "number" | "money" | "percent" | "date" | "datetime" | "time";
  length?: "short" | "medium" | "long" | "full";
};
export type Column = {
  align?: "start" | "center" | "end";
  format?: ValueFormat;
  title?: string;
  total?: "none" | "sum" | "count" | "average" | "min" | "max";
  value: string;
  width?: number | null;
};
export type TableElement = {
  array: string;
  columns: Column[];
  id: string;
  kind?: "table";
  lines?: "none" | "rows" | "all";
  name: string;
  shown_when?: string;
  space_after?: number;
  striped?: boolean;
  total_label?: string;
};
export type TextElement = {
  id: string;
  kind?: "text";
  name: string;
  shown_when?: string;
  space_after?: number;
  style?: TextStyle;
  text?: string;
};
export type Cell = {
  elements?: (
    | ({
        kind: "check_box";
      } & CheckBoxElement)
    | ({
        kind: "line";
      } & LineElement)
    | ({
        kind: "page_info";
      } & PageInfoElement)
    | ({
        kind: "picture";
      } & PictureElement)
    | ({
        kind: "qr_code";
      } & QrCodeElement)
    | ({
        kind: "rich_text";
      } & RichTextElement)
    | ({
        kind: "shape";
      } & ShapeElement)
    | ({
        kind: "signature";
      } & SignatureElement)
    | ({
        kind: "table";
      } & TableElement)
    | ({
        kind: "text";
      } & TextElement)
  )[];
  id: string;
  width?: number | null;
};
export type PanelElement = {
  background?: string | null;
  border?: string | null;
  cells: Cell[];
  id: string;
  kind?: "panel";
  name: string;
  shown_when?: string;
  space_after?: number;
};
export type Band = {
  array?: string;
  elements?: (
    | ({
        kind: "check_box";
      } & CheckBoxElement)
    | ({
        kind: "line";
      } & LineElement)
    | ({
        kind: "page_break";
      } & PageBreakElement)
    | ({
        kind: "page_info";
      } & PageInfoElement)
    | ({
        kind: "panel";
      } & PanelElement)
    | ({
        kind: "picture";
      } & PictureElement)
    | ({
        kind: "qr_code";
      } & QrCodeElement)
    | ({
        kind: "rich_text";
      } & RichTextElement)
    | ({
        kind: "shape";
      } & ShapeElement)
    | ({
        kind: "signature";
      } & SignatureElement)
    | ({
        kind: "table";
      } & TableElement)
    | ({
        kind: "text";
      } & TextElement)
  )[];
  height?: number;
  id: string;
  kind:
    | "page_header"
    | "report_header"
    | "detail"
    | "report_footer"
    | "page_footer";
};
export type Margins = {
  bottom?: number;
  left?: number;
  right?: number;
  top?: number;
};
export type Page = {
  accent?: string;
  font?: "sans" | "serif" | "mono";
  locale?: string;
  margins?: Margins;
  orientation?: "portrait" | "landscape";
  size?: "a3" | "a4" | "a5" | "letter" | "legal";
  text_size?: number;
};
export type TemplateProperty = {
  name: string;
  properties?: TemplateProperty[];
  title?: string;
  type?:
    | "string"
    | "integer"
    | "number"
    | "boolean"
    | "date"
    | "date-time"
    | "time"
    | "object"
    | "array";
};
export type Template = {
  bands?: Band[];
  changed_at: string;
  changed_by: string | null;
  description?: string;
  id: string;
  name: string;
  page?: Page;
  properties?: TemplateProperty[];
  published_version: number | null;
  sample?: {
    [key: string]: any;
  };
  version: number;
};
export type TemplateContent = {
  bands?: Band[];
  description?: string;
  name: string;
  page?: Page;
  properties?: TemplateProperty[];
  sample?: {
    [key: string]: any;
  };
};
export type TemplatePages = {
  count: number;
  pages: string[];
  problems: FieldError[];
};
export type TemplateToShow = {
  content: TemplateContent;
};
export type PublishedTemplate = {
  bands?: Band[];
  description?: string;
  id: string;
  name: string;
  page?: Page;
  properties?: TemplateProperty[];
  sample?: {
    [key: string]: any;
  };
};
export type SampleDocument = {
  content: string;
  content_type: string;
  name: string;
};
export type DocumentFormat = "text" | "html" | "docx" | "xlsx" | "pdf";
export type TemplateToRender = {
  content: TemplateContent;
  format: DocumentFormat;
};
export type ChangedTemplate = {
  bands?: Band[];
  description?: string;
  name: string;
  page?: Page;
  properties?: TemplateProperty[];
  sample?: {
    [key: string]: any;
  };
  version: number;
};
export type TemplateAtVersion = {
  version: number;
};
export type DeliveryState = "accepted" | "repeated" | "refused" | "failed";
export type DeliveryView = {
  address: string | null;
  id: string;
  reason: string | null;
  received_at: string;
  run_id: string | null;
  run_state: RunState | null;
  size: number;
  state: DeliveryState;
};
export type NewSecret = {};
export type NewSecretWrite = {
  secret?: string | null;
};
export type TokenState = {
  active: boolean;
  components?: string[] | null;
  exp?: number | null;
  scope?: string | null;
  sub?: string | null;
  token_type?: string | null;
  username?: string | null;
};
export type TokenPair = {
  access_token: string;
  expires_in: number;
  refresh_token?: string | null;
  scope: string;
  token_type?: "Bearer";
};
export type KeySet = {
  keys: {
    [key: string]: any;
  }[];
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
  charset?:
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
  name: string;
  size: number;
  target: PropertyTarget | LibraryTarget | ImportTarget;
};
export type DomainSettings = {
  app_name?: string;
  app_short_name?: string;
  default_component?: string | null;
  default_page?: string | null;
  default_provider?: string | null;
  hide_breadcrumbs?: boolean;
  hide_locale?: boolean;
  hide_top_bar?: boolean;
  hide_user_login?: boolean;
  hosts?: string[];
  icon?: string | null;
  local_sign_in?: boolean;
  login_component?: string | null;
  logo?: string | null;
  logo_dark?: string | null;
  no_image?: string | null;
  primary_color?: string;
  providers?: string[] | null;
  session_storage?: "local" | "session";
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
export type Envelope = {
  actions: {
    [key: string]: any;
  }[];
  error: ErrorReport | null;
  items: any[];
  runId: string;
  session: SessionInfo | null;
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
  expressions: {
    [key: string]: any[];
  };
  flows: FlowName[];
  key: string;
  modules: {
    [key: string]: string;
  };
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
  script: string;
  title: string;
  version: number;
};
export type ScriptReport = {
  function?: string;
  line?: number | null;
  message?: string;
  module?: string;
  page?: string | null;
  type: string;
};
export type FoundEntry = {
  component: string;
  id: number;
  name: string;
  title: string;
};
export type Found = {
  entries: FoundEntry[];
  is_complete: boolean;
};
export const {
  useListScimGroupsQuery,
  useLazyListScimGroupsQuery,
  useCreateScimGroupMutation,
  useDeleteScimGroupMutation,
  useGetScimGroupQuery,
  useLazyGetScimGroupQuery,
  usePatchScimGroupMutation,
  useReplaceScimGroupMutation,
  useListScimResourceTypesQuery,
  useLazyListScimResourceTypesQuery,
  useGetScimResourceTypeQuery,
  useLazyGetScimResourceTypeQuery,
  useListScimSchemasQuery,
  useLazyListScimSchemasQuery,
  useGetScimSchemaQuery,
  useLazyGetScimSchemaQuery,
  useGetScimConfigQuery,
  useLazyGetScimConfigQuery,
  useListScimUsersQuery,
  useLazyListScimUsersQuery,
  useCreateScimUserMutation,
  useDeleteScimUserMutation,
  useGetScimUserQuery,
  useLazyGetScimUserQuery,
  usePatchScimUserMutation,
  useReplaceScimUserMutation,
  useListAuditRecordsQuery,
  useLazyListAuditRecordsQuery,
  useGetAuditChainQuery,
  useLazyGetAuditChainQuery,
  useExportAuditRecordsQuery,
  useLazyExportAuditRecordsQuery,
  useGetServiceAccountsQuery,
  useLazyGetServiceAccountsQuery,
  useCreateServiceAccountMutation,
  useChangeServiceAccountMutation,
  useGetServiceTokensQuery,
  useLazyGetServiceTokensQuery,
  useCreateServiceTokenMutation,
  useRevokeServiceTokenMutation,
  useGetAccountQuery,
  useLazyGetAccountQuery,
  useChangeEmailMutation,
  useSetEmailCodesMutation,
  useAddPasskeyMutation,
  useAskNewPasskeyMutation,
  useRemovePasskeyMutation,
  useRenamePasskeyMutation,
  useProveByCodeMutation,
  useProveByPasskeyMutation,
  useAskProofMutation,
  useProveByPasswordMutation,
  useRenewRecoveryCodesMutation,
  useEndOtherSessionsMutation,
  useListOwnSessionsQuery,
  useLazyListOwnSessionsQuery,
  useEndOwnSessionMutation,
  useGetTokensQuery,
  useLazyGetTokensQuery,
  useCreateTokenMutation,
  useRevokeTokenMutation,
  useRemoveTotpMutation,
  useBeginTotpMutation,
  useConfirmTotpMutation,
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
  useGetEntryFileQuery,
  useLazyGetEntryFileQuery,
  useGetEntryHistoryQuery,
  useLazyGetEntryHistoryQuery,
  useDownloadLinkedFileQuery,
  useLazyDownloadLinkedFileQuery,
  useReceiveWebhookMutation,
  useListIdentityProvidersQuery,
  useLazyListIdentityProvidersQuery,
  useCreateIdentityProviderMutation,
  useListEnabledProvidersQuery,
  useLazyListEnabledProvidersQuery,
  useDeleteIdentityProviderMutation,
  useGetIdentityProviderQuery,
  useLazyGetIdentityProviderQuery,
  useChangeIdentityProviderMutation,
  useCheckIdentityProviderMutation,
  useListExternalIdentitiesQuery,
  useLazyListExternalIdentitiesQuery,
  useLinkExternalIdentityMutation,
  useUnlinkExternalIdentityMutation,
  useListMessagesQuery,
  useLazyListMessagesQuery,
  useMarkAllMessagesReadMutation,
  useCountUnreadMessagesQuery,
  useLazyCountUnreadMessagesQuery,
  useMarkMessageReadMutation,
  useListProvisioningClientsQuery,
  useLazyListProvisioningClientsQuery,
  useCreateProvisioningClientMutation,
  useChangeProvisioningClientMutation,
  useRevokeProvisioningTokenMutation,
  useRenewProvisioningTokenMutation,
  useDescribeFlowsQuery,
  useLazyDescribeFlowsQuery,
  useCallFlowMutation,
  useDescribeFlowQuery,
  useLazyDescribeFlowQuery,
  useListSamlKeysQuery,
  useLazyListSamlKeysQuery,
  useAddSamlKeyMutation,
  useDeleteSamlKeyMutation,
  useSignWithSamlKeyMutation,
  useSignOutMutation,
  useGetSessionQuery,
  useLazyGetSessionQuery,
  useSignInMutation,
  useConfirmEmailMutation,
  useAnswerFactorMutation,
  useSendFactorCodeMutation,
  useForgotPasswordMutation,
  useAnswerPasskeyMutation,
  useAskPasskeyMutation,
  useChangePasswordMutation,
  useListSignInProvidersQuery,
  useLazyListSignInProvidersQuery,
  useBeginSignInMutation,
  useFinishOidcQuery,
  useLazyFinishOidcQuery,
  useSignInToDirectoryMutation,
  useFinishSamlMutation,
  useGetSamlMetadataQuery,
  useLazyGetSamlMetadataQuery,
  useComeBackSignedOutQuery,
  useLazyComeBackSignedOutQuery,
  useResetPasswordMutation,
  useStopViewingMutation,
  useListPermissionSetsQuery,
  useLazyListPermissionSetsQuery,
  useCreatePermissionSetMutation,
  useDeletePermissionSetMutation,
  useGetPermissionSetQuery,
  useLazyGetPermissionSetQuery,
  useSavePermissionSetMutation,
  useListRolesQuery,
  useLazyListRolesQuery,
  useCreateRoleMutation,
  useDeleteRoleMutation,
  useGetRoleQuery,
  useLazyGetRoleQuery,
  useSaveRoleMutation,
  useGetAccessTreeQuery,
  useLazyGetAccessTreeQuery,
  useListUsersQuery,
  useLazyListUsersQuery,
  useCreateUserMutation,
  useGetUserQuery,
  useLazyGetUserQuery,
  useSaveUserMutation,
  useExplainUserRightsQuery,
  useLazyExplainUserRightsQuery,
  useResetUserPasswordMutation,
  useListUserRightsQuery,
  useLazyListUserRightsQuery,
  useGetComponentCatalogueQuery,
  useLazyGetComponentCatalogueQuery,
  useGetScriptingCatalogueQuery,
  useLazyGetScriptingCatalogueQuery,
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
  useListWebhooksQuery,
  useLazyListWebhooksQuery,
  useCreateWebhookMutation,
  useMarkComponentReadyMutation,
  useGetScheduleQuery,
  useLazyGetScheduleQuery,
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
  useGetLibraryFileQuery,
  useLazyGetLibraryFileQuery,
  useChangeLibraryFileMutation,
  useDownloadLibraryFileQuery,
  useLazyDownloadLibraryFileQuery,
  useDebugFlowMutation,
  useGetFlowModelMutation,
  useTraceFlowMutation,
  useExplainFlowQuery,
  useLazyExplainFlowQuery,
  useStopLiveTraceMutation,
  useGetLiveTraceQuery,
  useLazyGetLiveTraceQuery,
  useStartLiveTraceMutation,
  useListIntegrationsQuery,
  useLazyListIntegrationsQuery,
  useCreateIntegrationMutation,
  useImportConnectorMutation,
  useListPublishedIntegrationsQuery,
  useLazyListPublishedIntegrationsQuery,
  useDeleteIntegrationMutation,
  useGetIntegrationQuery,
  useLazyGetIntegrationQuery,
  useSaveIntegrationMutation,
  usePublishIntegrationMutation,
  useTryIntegrationMutation,
  useListRetiredDataQuery,
  useLazyListRetiredDataQuery,
  useRemoveRetiredDataMutation,
  useListDeadLettersQuery,
  useLazyListDeadLettersQuery,
  useDiscardDeadLettersMutation,
  useRetryDeadLettersMutation,
  useListMaintenanceJobsQuery,
  useLazyListMaintenanceJobsQuery,
  useGetMaintenanceJobQuery,
  useLazyGetMaintenanceJobQuery,
  useListEncryptionKeysQuery,
  useLazyListEncryptionKeysQuery,
  useStartKeyRotationMutation,
  useGetKeyRotationQuery,
  useLazyGetKeyRotationQuery,
  useCancelKeyRotationMutation,
  useListMarkedEntriesQuery,
  useLazyListMarkedEntriesQuery,
  useRemoveMarkedEntriesMutation,
  useRestoreMarkedEntriesMutation,
  useListMessageLettersQuery,
  useLazyListMessageLettersQuery,
  useDiscardMessageLettersMutation,
  useRetryMessageLettersMutation,
  useRebuildCacheMutation,
  useRebuildDatabaseReferencesMutation,
  useListModulesQuery,
  useLazyListModulesQuery,
  useCreateModuleMutation,
  useCompileModuleMutation,
  useDeleteModuleMutation,
  useGetModuleQuery,
  useLazyGetModuleQuery,
  useSaveModuleMutation,
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
  useListRunAsUsersQuery,
  useLazyListRunAsUsersQuery,
  useListRunsQuery,
  useLazyListRunsQuery,
  useGetLoggedRunQuery,
  useLazyGetLoggedRunQuery,
  useReadCronQuery,
  useLazyReadCronQuery,
  useCompileScriptMutation,
  useRemoveSmtpSettingsMutation,
  useGetSmtpSettingsQuery,
  useLazyGetSmtpSettingsQuery,
  useSaveSmtpSettingsMutation,
  useListMailDeliveriesQuery,
  useLazyListMailDeliveriesQuery,
  useSendSmtpTestMailMutation,
  useGetStatisticsQuery,
  useLazyGetStatisticsQuery,
  useListTemplatesQuery,
  useLazyListTemplatesQuery,
  useCreateTemplateMutation,
  usePreviewTemplateMutation,
  useListPublishedTemplatesQuery,
  useLazyListPublishedTemplatesQuery,
  useRenderTemplateSampleMutation,
  useDeleteTemplateMutation,
  useGetTemplateQuery,
  useLazyGetTemplateQuery,
  useSaveTemplateMutation,
  usePublishTemplateMutation,
  useDeleteWebhookMutation,
  useListDeliveriesQuery,
  useLazyListDeliveriesQuery,
  useRotateWebhookMutation,
  useGetPresentedTokenQuery,
  useLazyGetPresentedTokenQuery,
  useExchangeTokenMutation,
  useIntrospectTokenMutation,
  useGetTokenKeysQuery,
  useLazyGetTokenKeysQuery,
  useRevokePresentedTokenMutation,
  useStartUploadMutation,
  useCancelUploadMutation,
  useGetUploadQuery,
  useLazyGetUploadQuery,
  useCompleteUploadMutation,
  usePutUploadPartMutation,
  useEndUserSessionsMutation,
  useListUserSessionsQuery,
  useLazyListUserSessionsQuery,
  useStartViewingMutation,
  useGetWorkplaceQuery,
  useLazyGetWorkplaceQuery,
  useRunFlowMutation,
  useGetDefinitionQuery,
  useLazyGetDefinitionQuery,
  useReportScriptMutation,
  useDownloadShownFileQuery,
  useLazyDownloadShownFileQuery,
  useGetShownFileQuery,
  useLazyGetShownFileQuery,
  useGetIconQuery,
  useLazyGetIconQuery,
  useGetManifestQuery,
  useLazyGetManifestQuery,
  useCancelRunMutation,
  useGetRunQuery,
  useLazyGetRunQuery,
  useSearchWorkplaceQuery,
  useLazySearchWorkplaceQuery,
} = injectedRtkApi;

/** The client generated from the platform's OpenAPI document, and what Studio reads again after which change. */

import { forgetToken, leaveFor, type SessionInfo, type SignedOut } from "@aqtra/api";
import { api as client } from "@aqtra/api/client";
import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";

import { sessionResumed } from "./session-slice";

const TAGS = ["Session", "Statistics", "Components", "Publication", "Domains", "Menu", "DomainSettings", "Providers", "Provisioning", "SamlKeys", "Integrations", "Templates", "Modules"] as const;

type Tag = (typeof TAGS)[number];

/** A refused change changed nothing. */
const after =
  (...tags: Tag[]) =>
  (_: unknown, error: unknown): Tag[] =>
    error ? [] : tags;

/** Somebody is in; while a second factor is still to come, the open screen stays as it is. */
async function entered(_: unknown, { dispatch, queryFulfilled }: Entering): Promise<void> {
  const { data } = await queryFulfilled.catch(() => ({ data: null }));
  if (!data?.user) return;
  await dispatch(client.util.upsertQueryData("getSession", undefined, data));
  dispatch(sessionResumed());
}

interface Entering {
  dispatch: ThunkDispatch<{ api: ReturnType<typeof client.reducer> }, unknown, UnknownAction>;
  queryFulfilled: Promise<{ data: SessionInfo }>;
}

/** Whoever signs in, by whatever way, is known at once. */
const entering = { invalidatesTags: [], onQueryStarted: entered };

export const api = client.enhanceEndpoints({
  addTagTypes: TAGS,
  endpoints: {
    getSession: { providesTags: ["Session"] },
    changePassword: { invalidatesTags: after("Session") },
    startViewing: { invalidatesTags: after("Session") },
    stopViewing: { invalidatesTags: after("Session") },
    getStatistics: { providesTags: ["Statistics"] },
    // It changes with the platform's version only.
    getStepCatalogue: { providesTags: [], keepUnusedDataFor: 3_600 },
    getScriptingCatalogue: { providesTags: [], keepUnusedDataFor: 3_600 },
    compileScript: { invalidatesTags: [] },
    listComponents: { providesTags: ["Components"] },
    getComponent: { providesTags: (_, __, { key }) => [{ type: "Components", id: key }] },
    // What is published changes with the platform's version, as the states of components do.
    getDefinition: { providesTags: ["Components"] },
    createComponent: { invalidatesTags: after("Components", "Statistics", "Domains") },
    deleteComponent: { invalidatesTags: after("Components", "Statistics", "Domains") },
    listDomains: { providesTags: ["Domains"] },
    createDomain: { invalidatesTags: after("Domains", "Statistics") },
    changeDomain: { invalidatesTags: after("Domains") },
    deleteDomain: { invalidatesTags: after("Domains", "Statistics") },
    getDomainSettings: { providesTags: (_, __, { name }) => [{ type: "DomainSettings", id: name }] },
    saveDomainSettings: { invalidatesTags: after("Domains", "DomainSettings") },
    getMenu: { providesTags: (_, __, { name }) => [{ type: "Menu", id: name }] },
    saveMenu: { invalidatesTags: after("Menu") },
    listCandidates: { providesTags: ["Publication", "Components", "Modules"] },
    getCurrentPublication: { providesTags: ["Publication"] },
    startPublication: { invalidatesTags: ["Publication"] },
    // Entries change without a message to this screen: an old answer is not worth keeping.
    previewPublication: { providesTags: [], keepUnusedDataFor: 0 },
    listVersions: { providesTags: ["Publication"] },
    previewReturn: { providesTags: [], keepUnusedDataFor: 0 },
    goBack: { invalidatesTags: after("Publication", "Components") },
    getFlowModel: { invalidatesTags: [] },
    signIn: entering,
    signInToDirectory: entering,
    answerFactor: entering,
    answerPasskey: entering,
    askPasskey: { invalidatesTags: [] },
    sendFactorCode: { invalidatesTags: [] },
    forgotPassword: { invalidatesTags: [] },
    resetPassword: { invalidatesTags: [] },
    confirmEmail: { invalidatesTags: [] },
    beginSignIn: { invalidatesTags: [] },
    listEnabledProviders: { providesTags: ["Providers"] },
    listIntegrations: { providesTags: ["Integrations"] },
    listPublishedIntegrations: { providesTags: ["Integrations"] },
    getIntegration: { providesTags: (_, __, { systemId }) => [{ type: "Integrations", id: systemId }] },
    createIntegration: { invalidatesTags: after("Integrations") },
    saveIntegration: { invalidatesTags: after("Integrations") },
    deleteIntegration: { invalidatesTags: after("Integrations") },
    publishIntegration: { invalidatesTags: after("Integrations") },
    tryIntegration: { invalidatesTags: [] },
    importConnector: { invalidatesTags: [] },
    listTemplates: { providesTags: ["Templates"] },
    listPublishedTemplates: { providesTags: ["Templates"] },
    // The editor has what it shows; whoever opens the template again reads it again.
    getTemplate: { providesTags: [], keepUnusedDataFor: 0 },
    listModules: { providesTags: ["Modules"] },
    createModule: { invalidatesTags: after("Modules") },
    // A draft that imports it may have other errors now.
    saveModule: { invalidatesTags: after("Modules", "Components") },
    deleteModule: { invalidatesTags: after("Modules") },
    compileModule: { invalidatesTags: [] },
    createTemplate: { invalidatesTags: after("Templates") },
    saveTemplate: { invalidatesTags: after("Templates") },
    deleteTemplate: { invalidatesTags: after("Templates") },
    publishTemplate: { invalidatesTags: after("Templates") },
    previewTemplate: { invalidatesTags: [] },
    renderTemplateSample: { invalidatesTags: [] },
    listIdentityProviders: { providesTags: ["Providers"] },
    createIdentityProvider: { invalidatesTags: after("Providers") },
    changeIdentityProvider: { invalidatesTags: after("Providers") },
    deleteIdentityProvider: { invalidatesTags: after("Providers") },
    checkIdentityProvider: { invalidatesTags: [] },
    listSamlKeys: { providesTags: ["SamlKeys"] },
    addSamlKey: { invalidatesTags: after("SamlKeys") },
    signWithSamlKey: { invalidatesTags: after("SamlKeys") },
    deleteSamlKey: { invalidatesTags: after("SamlKeys") },
    listProvisioningClients: { providesTags: ["Provisioning"] },
    createProvisioningClient: { invalidatesTags: after("Provisioning") },
    changeProvisioningClient: { invalidatesTags: after("Provisioning") },
    renewProvisioningToken: { invalidatesTags: after("Provisioning") },
    revokeProvisioningToken: { invalidatesTags: after("Provisioning") },
    signOut: {
      invalidatesTags: [],
      async onQueryStarted(_, { dispatch, queryFulfilled }) {
        const done = await queryFulfilled.then(
          ({ data }: { data: SignedOut | null }) => ({ goesOnTo: data?.address }),
          () => null,
        );
        if (!done) return;
        forgetToken();
        // Nothing the user could read may stay in memory for the next one.
        dispatch(client.util.resetApiState());
        leaveFor(done.goesOnTo);
      },
    },
  },
});

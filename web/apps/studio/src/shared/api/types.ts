/**
 * Shapes of the platform's API, generated from its OpenAPI document.
 *
 * Members with a default are optional there, because a request may leave them out; answers always have them.
 */

import type * as Api from "@aqtra/api";

/** An answer: every member is there, at every depth. */
export type Answer<Shape> = Shape extends readonly (infer Item)[]
  ? Answer<Item>[]
  : Shape extends object
    ? { [Member in keyof Shape]-?: Answer<Exclude<Shape[Member], undefined>> }
    : Shape;

export type { ComponentState, SessionInfo, SessionUser, StageState, Statistics } from "@aqtra/api";
export type { ModelChanges, OffendingEntries, PlatformVersion, PublicationState } from "@aqtra/api";

export type { OfferedProvider } from "@aqtra/api";

export type Candidates = Answer<Api.Candidates>;
export type ComponentSummary = Answer<Api.ComponentSummary>;
export type Domain = Answer<Api.Domain>;
export type DomainSettings = Answer<Api.VersionedSettings>;
export type Menu = Answer<Api.Menu>;
export type MenuItem = Answer<Api.MenuItem>;
export type Publication = Answer<Api.Publication>;
export type PublicationPreview = Answer<Api.PublicationPreview>;
export type ReturnPreview = Answer<Api.ReturnPreview>;
export type PublicationStage = Answer<Api.PublicationStage>;

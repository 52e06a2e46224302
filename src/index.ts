/** What a program imports. Everything else may change without notice. */

export type { ApplyEvent } from './applier/apply-context.ts';
export { type ApplyInput, applyPlan } from './applier/apply-plan.ts';
export { buildDrift, type DriftInput } from './drift/build-drift.ts';
export { type EmulatorOptions, type RunningEmulator, startEmulator } from './emulator/index.ts';
export { exportDefinition } from './exporter/export-definition.ts';
export type { Exported, ExportedFile, ExportedSecret, ExportLayout, ExportOptions } from './exporter/export-options.ts';
export type { FetchEvent, OnFetch } from './fetcher/fetch-events.ts';
export { fetchAll, fetchSnapshot } from './fetcher/fetch-snapshot.ts';
export { computeFetchNeed, type FetchNeed } from './fetcher/need/fetch-need.ts';
export { type Loaded, type LoadOptions, load } from './loader/load-definition.ts';
export { secretResolver } from './loader/substitute/secret-resolver.ts';
export { createManagementApi } from './management-api/api-client.ts';
export type { ApiEvent } from './management-api/api-events.ts';
export { type Access, type Credentials, credentialsFromEnv } from './management-api/auth/credentials-from-env.ts';
export type { ManagementApiOptions } from './management-api/client-options.ts';
export type { ApiAnswer, ApiFailure, ApiRequest, Identity, ManagementApi, ReadApi } from './management-api/management-api.ts';
export type { Address } from './model/address.ts';
export type {
  DeclaredResource,
  DeclaredType,
  Definition,
  Limit,
  Limits,
  Policy,
  SecretResolver,
  SecretSource,
} from './model/definition/definition.ts';
export type { Attribution, Drift, DriftEntry, DriftKind, HistoryReach, UndeclaredEntry } from './model/drift.ts';
export type { JsonArray, JsonObject, JsonValue } from './model/json/json-value.ts';
export type { Pointer } from './model/json/pointer.ts';
export type { Event } from './model/plan/event.ts';
export type { Outcome } from './model/plan/outcome.ts';
export {
  type Action,
  type Change,
  type Check,
  listChanges,
  type Operation,
  type Plan,
  type PlannedRequest,
  type Risk,
} from './model/plan/plan.ts';
export type { OperationResult, OperationStatus, Result } from './model/plan/result.ts';
export type { FilePlace, Place, Problem } from './model/problem/problem.ts';
export type { ProblemCode } from './model/problem/problem-codes.ts';
export type { LiveResource, LiveType, Snapshot } from './model/snapshot.ts';
export { buildSnapshotFromDefinition } from './planner/definition-as-snapshot.ts';
export { type PlanInput, planChanges } from './planner/plan-changes.ts';
export { htmlDrift } from './reporter/drift/html-drift.ts';
export { junitDrift } from './reporter/drift/junit-drift.ts';
export { markdownDrift } from './reporter/drift/markdown-drift.ts';
export { sarifDrift } from './reporter/drift/sarif-drift.ts';
export { githubAnnotations } from './reporter/github-annotations.ts';
export { htmlPlan } from './reporter/html/html-plan.ts';
export { markdownPlan } from './reporter/markdown/markdown-plan.ts';
export type { MarkdownOptions } from './reporter/markdown/markdown-report.ts';
export { markdownResult } from './reporter/markdown/markdown-result.ts';
export { planJson } from './reporter/plan-json.ts';
export { driftText } from './reporter/text/drift/text-drift.ts';
export { planText, type TextOptions } from './reporter/text/text-plan.ts';
export { problemsText } from './reporter/text/text-problem-list.ts';
export { resultText } from './reporter/text/text-result.ts';
export { CATALOGUE } from './resources/catalogue.ts';
export { type Catalogue, createCatalogue } from './resources/create-catalogue.ts';
export type { ResourceType } from './resources/resource-type.ts';

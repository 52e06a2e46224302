/** What a program imports. Everything else may change without notice. */
export { type ApplyInput, applyPlan } from './applier/apply.ts';
export type { ApplyEvent } from './applier/run.ts';
export { type DriftInput, driftOf } from './drift/drift.ts';
export { type EmulatorOptions, type RunningEmulator, startEmulator } from './emulator/index.ts';
export { exportDefinition } from './exporter/export.ts';
export type { Exported, ExportedFile, ExportedSecret, ExportOptions, Layout } from './exporter/options.ts';
export { type FetchNeed, needOf } from './fetcher/need/need.ts';
export type { FetchEvent, OnFetch } from './fetcher/progress.ts';
export { fetchAll, fetchSnapshot } from './fetcher/snapshot.ts';
export { type Loaded, type LoadOptions, load } from './loader/load.ts';
export { type SecretResolver, secretResolver } from './loader/substitute/secret-resolver.ts';
export { type Access, type Credentials, credentialsFromEnv } from './management-api/auth/credentials.ts';
export { createManagementApi } from './management-api/client.ts';
export type { ApiEvent } from './management-api/events.ts';
export type { ManagementApiOptions } from './management-api/options.ts';
export type { ApiAnswer, ApiFailure, ApiRequest, Identity, ManagementApi, ReadApi } from './management-api/types.ts';
export type { Address } from './model/address.ts';
export type {
  DeclaredResource,
  DeclaredType,
  Definition,
  Limit,
  Limits,
  Policy,
  SecretSource,
} from './model/definition/definition.ts';
export type { Attribution, Drift, DriftEntry, DriftKind, HistoryReach, UndeclaredEntry } from './model/drift.ts';
export type { JsonArray, JsonObject, JsonValue } from './model/json/json.ts';
export type { Pointer } from './model/json/pointer.ts';
export type { Event } from './model/plan/event.ts';
export type { Outcome } from './model/plan/outcome.ts';
export {
  type Action,
  type Change,
  type Check,
  changesOf,
  type Operation,
  type Plan,
  type PlannedRequest,
  type Risk,
} from './model/plan/plan.ts';
export type { OperationResult, OperationStatus, Result } from './model/plan/result.ts';
export type { ProblemCode } from './model/problem/codes.ts';
export type { FilePlace, Place, Problem } from './model/problem/problem.ts';
export type { LiveResource, LiveType, Snapshot } from './model/snapshot.ts';
export { asSnapshot } from './planner/definition-as-snapshot.ts';
export { type PlanInput, planChanges } from './planner/plan-changes.ts';
export { htmlDrift } from './reporter/drift/html.ts';
export { junitDrift } from './reporter/drift/junit.ts';
export { markdownDrift } from './reporter/drift/markdown.ts';
export { sarifDrift } from './reporter/drift/sarif.ts';
export { githubAnnotations } from './reporter/github.ts';
export { htmlPlan } from './reporter/html/plan.ts';
export { planJson } from './reporter/json.ts';
export { markdownPlan } from './reporter/markdown/plan.ts';
export type { MarkdownOptions } from './reporter/markdown/report.ts';
export { markdownResult } from './reporter/markdown/result.ts';
export { driftText } from './reporter/text/drift/drift.ts';
export { planText, type TextOptions } from './reporter/text/plan.ts';
export { problemsText } from './reporter/text/problems.ts';
export { resultText } from './reporter/text/result.ts';
export type { ResourceType } from './resources/define.ts';
export { RESOURCE_TYPES } from './resources/index.ts';

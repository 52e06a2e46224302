/** What a program imports; `docs/library.md` shows how. Everything else may change without notice. */

// The parts that the workflows are made of.
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
export { createSecretResolver } from './loader/substitute/secret-resolver.ts';
// The Management API client.
export { createManagementApi } from './management-api/api-client.ts';
export type { ApiEvent } from './management-api/api-events.ts';
export type { CredentialSource } from './management-api/auth/credential-source.ts';
export { type Access, type Credentials, readCredentialsFromEnv } from './management-api/auth/credentials-from-env.ts';
export { resolveCredentials } from './management-api/auth/resolve-credentials.ts';
export { type ClientClock, systemClock } from './management-api/client-clock.ts';
export type { ManagementApiOptions } from './management-api/client-options.ts';
export type {
  ApiAnswer,
  ApiFailure,
  ApiRequest,
  Identity,
  LimitedApi,
  ManagementApi,
  ReadApi,
} from './management-api/management-api.ts';
export type { AccessEntry, AccessReport, AccessWay } from './model/access-report.ts';
// Documents.
export type { Address } from './model/address.ts';
export type { CheckReport, UnjudgedRule } from './model/check-report.ts';
export type {
  AcceptedFinding,
  DeclaredResource,
  DeclaredType,
  Definition,
  Limit,
  Limits,
  Policy,
  PolicyRule,
  SecretResolver,
  SecretSource,
} from './model/definition/definition.ts';
export type { Attribution, Drift, DriftEntry, DriftKind, HistoryReach, UndeclaredEntry } from './model/drift.ts';
export type { Explanation } from './model/explanation.ts';
export type { FleetReport, Shard, TenantRow, TenantStatus } from './model/fleet-report.ts';
export type { JsonArray, JsonObject, JsonValue } from './model/json/json-value.ts';
export type { Pointer } from './model/json/pointer.ts';
export type { Change } from './model/plan/change.ts';
export type { Event } from './model/plan/event.ts';
export type { Finding, PlanFindings, Severity } from './model/plan/finding.ts';
export type { Impact, ImpactClass } from './model/plan/impact.ts';
export {
  type Action,
  type ChangeOperation,
  isRelationOperation,
  type NoteOperation,
  type Operation,
  type RelationOperation,
  type ResourceOperation,
  type Risk,
} from './model/plan/operation.ts';
export type { Outcome } from './model/plan/outcome.ts';
export { type Check, listChanges, type Plan } from './model/plan/plan.ts';
export type { PlannedRequest } from './model/plan/planned-request.ts';
export type { OperationResult, OperationStatus, Result } from './model/plan/result.ts';
export type { FilePlace, Place, Problem } from './model/problem/problem.ts';
export type { ProblemCode } from './model/problem/problem-codes.ts';
export type { LiveResource, LiveType, Snapshot } from './model/snapshot.ts';
export { buildSnapshotFromDefinition } from './planner/definition-as-snapshot.ts';
export { type PlanInput, planChanges } from './planner/plan-changes.ts';
// Projects: several tenants in one repository.
export {
  type KeptField,
  listTargetFiles,
  type OverrideRules,
  type Project,
  type ProjectOutput,
  type TenantTarget,
} from './project/project.ts';
export { readProject } from './project/read-project.ts';
export { selectTargets, type TargetSelection } from './project/select-targets.ts';
// Reports.
export { renderCheckJunit } from './reporter/check/junit-check.ts';
export { renderCheckMarkdown } from './reporter/check/markdown-check.ts';
export { renderCheckSarif } from './reporter/check/sarif-check.ts';
export { renderCheckText } from './reporter/check/text-check.ts';
export { renderDriftHtml } from './reporter/drift/html-drift.ts';
export { renderDriftJunit } from './reporter/drift/junit-drift.ts';
export { renderDriftMarkdown } from './reporter/drift/markdown-drift.ts';
export { renderDriftSarif } from './reporter/drift/sarif-drift.ts';
export { renderFleetHtml } from './reporter/fleet/html-fleet.ts';
export { renderFleetMarkdown } from './reporter/fleet/markdown-fleet.ts';
export { renderFleetText } from './reporter/fleet/text-fleet.ts';
export { renderGithubAnnotations } from './reporter/github-annotations.ts';
export { renderPlanHtml } from './reporter/html/plan/html-plan.ts';
export { renderPlanMarkdown } from './reporter/markdown/markdown-plan.ts';
export type { MarkdownOptions } from './reporter/markdown/markdown-report.ts';
export { renderResultMarkdown } from './reporter/markdown/markdown-result.ts';
export { renderPlanJson } from './reporter/plan-json.ts';
export { redactPeople } from './reporter/redact-people.ts';
export { renderDriftText } from './reporter/text/drift/text-drift.ts';
export { renderPlanText, type TextOptions } from './reporter/text/plan/text-plan.ts';
export { renderProblemsText } from './reporter/text/problems/text-problem-list.ts';
export { renderResultText } from './reporter/text/text-result.ts';
export { renderWhoMarkdown } from './reporter/who/markdown-who.ts';
export { renderWhoText } from './reporter/who/text-who.ts';
export { CATALOGUE } from './resources/catalogue.ts';
export { type Catalogue, createCatalogue } from './resources/create-catalogue.ts';
export { defineResource, type ResourceLiteral } from './resources/define/define-resource.ts';
export type { ResourceType } from './resources/resource-type.ts';
export type { Schema } from './schema/load-schema.ts';
// Workflows: what the verbs of the command line do.
export { type AcceptDriftInput, type AcceptedDrift, type AcceptPorts, acceptDrift } from './workflows/accept/accept-drift.ts';
export type { AdoptedFile, AdoptUndeclaredInput } from './workflows/accept/adopt-undeclared.ts';
export type { SelectedEntry } from './workflows/accept/select-drift-entries.ts';
export { type UpdateDefinitionInput, updateDefinition } from './workflows/accept/update-definition.ts';
export type { VerifiedUpdateInput } from './workflows/accept/update-verified.ts';
export { type ApplyDefinitionInput, applyDefinition } from './workflows/apply/apply-definition.ts';
export { applyPlanned } from './workflows/apply/apply-planned.ts';
export type {
  ApplyFailure,
  ApplyOutcome,
  ApplyPlannedOptions,
  ApplyPorts,
  ApplySetting,
} from './workflows/apply/apply-ports.ts';
export type { PlanSourceOptions } from './workflows/apply/plan-source.ts';
export { type CheckInput, checkDefinition } from './workflows/check/check-definition.ts';
export { type LoadFilesOptions, loadFiles } from './workflows/definition/load-files.ts';
export { readSnapshotFile } from './workflows/definition/snapshot-file.ts';
export { type DetectDriftInput, type DetectedDrift, detectDrift } from './workflows/drift/detect-drift.ts';
export type { DriftDelta } from './workflows/drift/drift-delta.ts';
export { type WatchInput, watchDrift } from './workflows/drift/watch-drift.ts';
export { type EventSink, openEventFile } from './workflows/events/event-file.ts';
export { type ExportInput, exportTenant, type TenantExport } from './workflows/export/export-tenant.ts';
export { type ApplyFleetInput, type ApplyFleetPorts, applyFleet } from './workflows/fleet/apply/apply-fleet.ts';
export { createTenantPreparation, type FleetTenantOptions } from './workflows/fleet/prepare-tenant.ts';
export { createCheckJob, createDriftJob, createPlanJob, validateTenantFiles } from './workflows/fleet/read-only-jobs.ts';
export { type Fleet, runFleet } from './workflows/fleet/run-fleet.ts';
export { selectShard } from './workflows/fleet/shards.ts';
export { createStatusJob } from './workflows/fleet/status-job.ts';
export type { TenantDocument, TenantJob } from './workflows/fleet/tenant-job.ts';
export type { TenantWork } from './workflows/fleet/work-on-tenant.ts';
export { importTerraform, type TerraformImport, type TerraformImportInput } from './workflows/import/import-terraform.ts';
export {
  type InitInput,
  type InitializedProject,
  type InitSource,
  initProject,
} from './workflows/init/init-project.ts';
export { deliverOutputs, type OutputDestination } from './workflows/output/deliver-outputs.ts';
export type { OutputRequest, OutputValue } from './workflows/output/output-value.ts';
export { readOutputs } from './workflows/output/read-outputs.ts';
export { type ExplainFieldInput, explainField } from './workflows/plan/explain-field.ts';
export { listRequiredScopes, type RequiredScopes } from './workflows/plan/list-scopes.ts';
export type { PlanOptions } from './workflows/plan/plan-definition.ts';
export { type PlanAgainstInput, type PlanTenantOptions, planAgainst, planTenant } from './workflows/plan/plan-tenant.ts';
export { readSavedPlan } from './workflows/plan-file/read-saved-plan.ts';
export type { RestoreDestination } from './workflows/plan-file/restore-destination.ts';
export { saveDefinitionPlan } from './workflows/plan-file/save-plan.ts';
export type { SavedPlan } from './workflows/plan-file/saved-plan.ts';
export { createPorts, type Environment, type Progress, type WorkflowPorts } from './workflows/ports.ts';
export { readBackupDestination } from './workflows/restore/backup-destination.ts';
export { type Backup, type BackupInput, backupTenant } from './workflows/restore/backup-tenant.ts';
export type { UnresolvedDestination } from './workflows/restore/plan-restore.ts';
export { type RestoreInput, type RestoreOutcome, restoreTenant } from './workflows/restore/restore-tenant.ts';
export { readRollbackDestination } from './workflows/restore/rollback-destination.ts';
export { type PruneResult, pruneRuns } from './workflows/runs/prune-runs.ts';
export { type RunRecord, readRun, readRunResult } from './workflows/runs/read-run.ts';
export { listRunIds } from './workflows/runs/run-folder.ts';
export { openTenant, type TenantConnection, type TenantOptions } from './workflows/tenant/open-tenant.ts';
export { type CacheOptions, openTenantCache } from './workflows/tenant/read-tenant.ts';
export { createTicketCommand } from './workflows/tickets/ticket-command.ts';
export { createTicketFile } from './workflows/tickets/ticket-file.ts';
export type { IssuedTicket, TicketReceiver } from './workflows/tickets/ticket-receiver.ts';
export { answerWho, type WhoInput } from './workflows/who/answer-who.ts';

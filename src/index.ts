/** What another program may import. Everything else may change in any release. */
export { type AuditOptions, audit, explainRule, listRules, type Progress, toolVersion } from "./audit.js";
export { AuditError, InternalError, ScanError, UserError } from "./errors.js";
export type {
  AbsentFinding,
  BaselineSummary,
  ChangeSummary,
  Confidence,
  EntitySummary,
  Excerpt,
  ExcerptLine,
  Finding,
  FlowStep,
  GuardNote,
  Location,
  Origin,
  Profile,
  Report,
  RuleInfo,
  ScanNote,
  ServerSummary,
  Severity,
  Suppression,
  UntrustedSummary,
  VersionControl,
} from "./findings/types.js";

/** What GitLab's documentation asks of the two reports it reads, as JSON schemas. */
const text = { type: "string", minLength: 1 };
const line = { type: "integer", minimum: 1 };
/** A path of the repository: relative, with forward slashes. */
const path = { type: "string", minLength: 1, pattern: "^(?!/|\\./|[A-Za-z]:)[^\\\\]*$" };

/** docs.gitlab.com/ci/testing/code_quality: required fields of an issue. */
export const codeQuality = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: text,
      check_name: text,
      fingerprint: text,
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path,
          lines: { type: "object", required: ["begin"], properties: { begin: line, end: line } },
        },
      },
    },
  },
};

const scanner = {
  type: "object",
  required: ["id", "name", "version", "vendor"],
  properties: {
    id: text,
    name: text,
    version: text,
    url: { type: "string", pattern: "^https?://.+" },
    vendor: { type: "object", required: ["name"], properties: { name: text } },
  },
};

const identifier = {
  type: "object",
  required: ["type", "name", "value"],
  properties: { type: text, name: text, value: text, url: { type: "string", pattern: "^https?://.+" } },
};

const time = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$" };

/** docs.gitlab.com/development/integrations/secure and version 15 of the report's schema. */
export const sast = {
  type: "object",
  required: ["version", "scan", "vulnerabilities"],
  properties: {
    version: { type: "string", pattern: "^15\\.\\d+\\.\\d+$" },
    scan: {
      type: "object",
      required: ["analyzer", "scanner", "type", "start_time", "end_time", "status"],
      properties: {
        analyzer: scanner,
        scanner,
        type: { const: "sast" },
        start_time: time,
        end_time: time,
        status: { enum: ["success", "failure"] },
        messages: {
          type: "array",
          items: {
            type: "object",
            required: ["level", "value"],
            properties: { level: { enum: ["info", "warn", "fatal"] }, value: text },
          },
        },
        primary_identifiers: { type: "array", items: identifier },
      },
    },
    vulnerabilities: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "identifiers", "location"],
        properties: {
          id: text,
          name: { type: "string", maxLength: 255 },
          description: { type: "string", maxLength: 1_048_576 },
          severity: { enum: ["Info", "Unknown", "Low", "Medium", "High", "Critical"] },
          solution: { type: "string", maxLength: 7000 },
          identifiers: { type: "array", minItems: 1, items: identifier },
          location: {
            type: "object",
            properties: { file: path, start_line: line, end_line: line },
          },
          tracking: {
            type: "object",
            required: ["items"],
            properties: {
              type: { const: "source" },
              items: {
                type: "array",
                items: {
                  type: "object",
                  required: ["signatures"],
                  properties: {
                    file: path,
                    start_line: line,
                    end_line: line,
                    signatures: {
                      type: "array",
                      minItems: 1,
                      items: {
                        type: "object",
                        required: ["algorithm", "value"],
                        properties: {
                          algorithm: { enum: ["hash", "location", "scope_offset"] },
                          value: text,
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** Errors as the server states them (RFC 9457), in one shape for every caller. */

/** One broken rule of one field; `field` is a path such as `data.InvoiceNumber`. */
export interface FieldProblem {
  field: string;
  rule: string;
  message: string;
  params: Record<string, unknown>;
}

export interface Problem {
  /** 0: the server could not be reached. */
  status: number;
  code: string;
  /** English, for logs; people read the translation of `translation_key`. */
  detail: string;
  translation_key: string;
  params: Record<string, unknown>;
  fields: FieldProblem[];
  trace_id: string | undefined;
}

export const UNREACHABLE = "unreachable";

/** A problem from whatever an answer carried; anything unreadable becomes an unexpected error. */
export function toProblem(status: number, body: unknown, traceId?: string | null): Problem {
  const source = isRecord(body) ? body : {};
  const code = text(source.code) ?? (status === 0 ? UNREACHABLE : "internal_error");
  return {
    status,
    code,
    detail: text(source.detail) ?? text(source.title) ?? "",
    translation_key: text(source.translation_key) ?? `errors.${code}`,
    params: isRecord(source.params) ? source.params : {},
    fields: Array.isArray(source.fields) ? source.fields.filter(isRecord).map(toFieldProblem) : [],
    trace_id: text(source.trace_id) ?? traceId ?? undefined,
  };
}

export function isProblem(error: unknown): error is Problem {
  return isRecord(error) && typeof error.status === "number" && typeof error.code === "string" && Array.isArray(error.fields);
}

function toFieldProblem(source: Record<string, unknown>): FieldProblem {
  return {
    field: text(source.field) ?? "",
    rule: text(source.rule) ?? "",
    message: text(source.message) ?? "",
    params: isRecord(source.params) ? source.params : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

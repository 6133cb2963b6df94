import { Notice } from "@aqtra/ui";
import { Box, Button, TextField, Typography } from "@mui/material";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { useTryIntegrationMutation } from "./api";
import type { Endpoint, Method, Tried } from "./api";
import { Choice } from "./choice";

interface TryPanelProps {
  endpoint: Endpoint;
  /** Null while something is not saved: what is saved is called. */
  systemId: string | null;
  connectorId: string;
  onSchema: (schema: Endpoint["response"]) => void;
}

/** Calls the saved endpoint with typed values, and shows what it answers. */
export function TryPanel({ endpoint, systemId, connectorId, onSchema }: TryPanelProps) {
  const { t } = useTranslation("integrations");
  const [values, setValues] = useState<Record<string, string>>({});
  const [method, setMethod] = useState<Method | null>(null);
  const [call, { data, error, isLoading, reset }] = useTryIntegrationMutation();
  const chosen = method && endpoint.methods.includes(method) ? method : (endpoint.methods[0] ?? "get");
  const submit = (): void => {
    if (systemId === null) return;
    const names = new Set(endpoint.parameters.map(({ name }) => name));
    const given = Object.fromEntries(Object.entries(values).filter(([name, value]) => names.has(name) && value !== ""));
    void call({ systemId, trial: { connector: connectorId, endpoint: endpoint.id, method: chosen, values: typed(endpoint, given) } });
  };
  return (
    <Box role="group" aria-label={t("try.title")} sx={{ display: "grid", gap: 3, borderTop: 1, borderColor: "divider", pt: 4 }}>
      <Typography variant="subtitle2" component="h4">
        {t("try.title")}
      </Typography>
      {endpoint.methods.length > 1 && (
        <Choice
          id={`${endpoint.id}-try-method`}
          label={t("try.method")}
          value={chosen}
          choices={endpoint.methods}
          name={(one) => one.toUpperCase()}
          onChange={setMethod}
        />
      )}
      {endpoint.parameters.map(({ name, required }) => (
        <TextField
          key={name}
          id={`${endpoint.id}-try-${name}`}
          label={name}
          required={required}
          value={values[name] ?? ""}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      <Box sx={{ display: "flex", gap: 3, alignItems: "center", flexWrap: "wrap" }}>
        <Button variant="outlined" startIcon={<FlaskConical size={16} aria-hidden />} loading={isLoading} disabled={systemId === null} onClick={submit}>
          {t("try.action")}
        </Button>
        {systemId === null && (
          <Typography variant="body2" color="textSecondary">
            {t("try.unsaved")}
          </Typography>
        )}
      </Box>
      {error && <ProblemNotice error={error} onClose={reset} />}
      {data && <Answer tried={data} onSchema={onSchema} />}
    </Box>
  );
}

/** Lists, objects, numbers and the like are typed as JSON; what is none stays text. */
function typed(endpoint: Endpoint, given: Record<string, string>): Record<string, unknown> {
  const kinds = new Map(endpoint.parameters.map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const kind = kinds.get(name);
      if (kind !== "any" && kind !== "array" && kind !== "object" && kind !== "boolean" && kind !== "integer") return [name, text];
      try {
        return [name, JSON.parse(text) as unknown];
      } catch {
        return [name, text];
      }
    }),
  );
}

function Answer({ tried, onSchema }: { tried: Tried; onSchema: (schema: Endpoint["response"]) => void }) {
  const { t } = useTranslation("integrations");
  if (tried.status === null || tried.status === undefined) {
    return (
      <Notice tone="error" title={t("try.failed")}>
        {tried.message}
      </Notice>
    );
  }
  const drawn = tried.drawn;
  return (
    <Box role="status" sx={{ display: "grid", gap: 2 }}>
      <Notice tone={tried.status < 300 ? "success" : "error"} title={t("try.answered", { status: tried.status, count: tried.milliseconds })}>
        {tried.content_type}
      </Notice>
      {tried.text !== "" && (
        <Box
          component="pre"
          tabIndex={0}
          aria-label={t("try.body")}
          sx={{ m: 0, p: 3, maxHeight: 320, overflow: "auto", fontSize: 12, whiteSpace: "pre-wrap", overflowWrap: "anywhere", border: 1, borderColor: "divider", borderRadius: 1 }}
        >
          {pretty(tried.text ?? "")}
        </Box>
      )}
      {drawn && (
        <Box>
          <Button size="small" variant="soft" onClick={() => onSchema(drawn)}>
            {t("try.useSchema")}
          </Button>
        </Box>
      )}
    </Box>
  );
}

/** Indented only when nothing changes by it: JavaScript would round long numbers. */
function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value).length === text.replace(/\s+/g, "").length ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}

/** The last resort: a screen that failed to draw says so instead of leaving a blank page. */

import { ErrorState } from "@aqtra/ui";
import { Component } from "react";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, useRouteError } from "react-router";

import { ProblemState } from "../shared/problems";

interface State {
  error: Error | null;
}

export class ErrorBoundary extends Component<PropsWithChildren, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render() {
    return this.state.error ? <Crash error={this.state.error} /> : this.props.children;
  }
}

/** Errors thrown by a screen of the router; the shell around it stays. */
export function RouteCrash() {
  const error = useRouteError();
  if (isRouteErrorResponse(error)) return <ProblemState error={{ status: error.status }} />;
  return <Crash error={error} />;
}

function Crash({ error }: { error: unknown }) {
  const { t } = useTranslation("app");
  return (
    <ErrorState
      title={t("crash.title")}
      text={
        <>
          {t("crash.text")} <code>{error instanceof Error ? error.message : String(error)}</code>
        </>
      }
      onRetry={() => window.location.reload()}
    />
  );
}

import Button from "@mui/material/Button";
import { ErrorState } from "@aqtra/ui";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A fault of ours never leaves an empty page. */
export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useTranslation("workplace");
  const reload = (
    <Button
      variant="contained"
      onClick={() => {
        window.location.reload();
      }}
    >
      {t("reload")}
    </Button>
  );
  return <ErrorState title={t("crashTitle")} text={t("crashText")} action={reload} />;
}

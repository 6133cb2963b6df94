import Button from "@mui/material/Button";
import { ActionIcon, ActionMenu } from "@aqtra/ui";
import { Download, FileSpreadsheet, FileText, ListChecks, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface ToolbarProps {
  /** Undefined: there is no chooser. */
  chooser: boolean | undefined;
  /** Undefined: nothing to export. */
  onExport: ((format: "xlsx" | "csv") => void) | undefined;
  mayExport: boolean;
  onChooser: (open: boolean) => void;
  onRefresh: () => void;
}

export function Toolbar({ chooser, onExport, mayExport, onChooser, onRefresh }: ToolbarProps) {
  const { t } = useTranslation("components");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <div className="pivot-toolbar">
      {chooser !== undefined && (
        <Button
          size="small"
          startIcon={<ListChecks size={16} aria-hidden />}
          aria-pressed={chooser}
          onClick={() => {
            onChooser(!chooser);
          }}
        >
          {t("pivotFields")}
        </Button>
      )}
      {mayExport && (
        <Button
          size="small"
          startIcon={<Download size={16} aria-hidden />}
          disabled={!onExport}
          aria-haspopup="menu"
          onClick={(event) => {
            setAnchor(event.currentTarget);
          }}
        >
          {t("pivotExport")}
        </Button>
      )}
      <ActionMenu
        anchor={anchor}
        items={[
          { id: "xlsx", label: t("pivotExportXlsx"), icon: FileSpreadsheet, onClick: () => onExport?.("xlsx") },
          { id: "csv", label: t("pivotExportCsv"), icon: FileText, onClick: () => onExport?.("csv") },
        ]}
        onClose={() => {
          setAnchor(null);
        }}
      />
      <ActionIcon icon={RefreshCw} name={t("gridRefresh")} onClick={onRefresh} />
    </div>
  );
}

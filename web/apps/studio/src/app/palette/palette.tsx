import { useTranslation } from "react-i18next";

import { Chooser } from "@aqtra/ui/chooser";
import { useEntries } from "./entries";

interface PaletteProps {
  open: boolean;
  onClose: () => void;
  onShortcuts: () => void;
}

/** Every screen, object and action, found by typing. */
export function Palette({ open, onClose, onShortcuts }: PaletteProps) {
  const { t } = useTranslation("app");
  const entries = useEntries(onShortcuts, open);
  return (
    <Chooser
      open={open}
      title={t("palette.title")}
      placeholder={t("palette.placeholder")}
      nothing={(text) => t("palette.nothing", { text })}
      items={entries}
      onChoose={(entry) => entry.run()}
      onClose={onClose}
    />
  );
}

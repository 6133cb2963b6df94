import { iconNames, icons } from "@aqtra/components";
import { ActionIcon } from "@aqtra/ui";
import { Box, Button, ButtonBase, Popover } from "@mui/material";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { FileDialog, FileField } from "../../../../shared/file-picker";
import { SearchField } from "../search-field";
import { textOf } from "./props";
import type { EditorProps } from "./props";

const OWN_ICONS = [".svg"] as const;

/** Picks from the built-in set, or a vector picture of the file storage. */
export function IconEditor({ id, spec, value, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [words, setWords] = useState("");
  const [fromFiles, setFromFiles] = useState(false);
  const name = textOf(value);
  const Icon = icons[name];
  const own = name !== "" && !Icon;
  const found = iconNames.filter((candidate) => candidate.includes(words.trim().toLowerCase()));
  if (own) return <FileField id={id} label={spec.title} value={name} accept={OWN_ICONS} onChange={(file) => onChange(file ?? undefined)} />;
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1 }}>
      <ButtonBase
        id={id}
        aria-label={`${spec.title}: ${name || t("properties.none")}`}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ flex: "1 1 0", height: 28, px: 2, gap: 1.5, justifyContent: "flex-start", border: 1, borderColor: "divider", borderRadius: "6px", bgcolor: "background.paper", typography: "body2", color: name ? "text.primary" : "text.secondary" }}
      >
        {Icon && <Icon size={14} aria-hidden />}
        {name || t("properties.none")}
      </ButtonBase>
      {name && <ActionIcon icon={X} iconSize={13} name={t("properties.clear", { label: spec.title })} onClick={() => onChange(undefined)} sx={{ width: 22, height: 22 }} />}
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { role: "dialog", "aria-label": spec.title, sx: { width: 276 } } }}
      >
        <SearchField label={t("properties.searchIcons")} value={words} onChange={setWords} />
        <Box sx={{ display: "grid", gridTemplateColumns: "repeat(7, 1fr)", gap: 0.5, px: 2, pb: 2, maxHeight: 260, overflow: "auto" }}>
          {found.map((candidate) => {
            const Candidate = icons[candidate];
            return (
              Candidate && (
                <ActionIcon
                  key={candidate}
                  icon={Candidate}
                  iconSize={16}
                  name={candidate}
                  aria-pressed={candidate === name}
                  onClick={() => {
                    onChange(candidate);
                    setAnchor(null);
                  }}
                  sx={{ width: 32, height: 32, bgcolor: candidate === name ? "tone.selected" : undefined }}
                />
              )
            );
          })}
        </Box>
        <Button
          size="small"
          fullWidth
          onClick={() => {
            setAnchor(null);
            setFromFiles(true);
          }}
        >
          {t("properties.ownIcon")}
        </Button>
      </Popover>
      {fromFiles && (
        <FileDialog
          title={t("properties.ownIcon")}
          accept={OWN_ICONS}
          start={null}
          chosen={null}
          onClose={() => setFromFiles(false)}
          onChoose={(file) => {
            setFromFiles(false);
            onChange(file);
          }}
        />
      )}
    </Box>
  );
}

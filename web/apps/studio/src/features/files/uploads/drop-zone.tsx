import { Box, Typography } from "@mui/material";
import { Upload } from "lucide-react";
import { useState } from "react";
import type { DragEvent, PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

export interface Dropped {
  files: File[];
  /** Folders among them, which browsers hand over as something that cannot be read. */
  folders: number;
}

interface DropZoneProps {
  /** Where dropped files would go. */
  target: string;
  onDrop: (dropped: Dropped) => void;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");

function droppedFiles({ items, files }: DataTransfer): Dropped {
  const entries = [...items].filter((item) => item.kind === "file");
  const isFolder = entries.map((item) => item.webkitGetAsEntry()?.isDirectory ?? false);
  return { files: [...files].filter((_, at) => !isFolder[at]), folders: isFolder.filter(Boolean).length };
}

/** Takes files dropped from the desktop and says where they would land. */
export function DropZone({ target, onDrop, children }: PropsWithChildren<DropZoneProps>) {
  const { t } = useTranslation("files");
  // Each child that is entered and left counts once; at zero the pointer is outside.
  const [depth, setDepth] = useState(0);
  const enter = (event: DragEvent): void => {
    if (carriesFiles(event)) setDepth((before) => before + 1);
  };
  const leave = (event: DragEvent): void => {
    if (carriesFiles(event)) setDepth((before) => Math.max(0, before - 1));
  };
  const over = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  };
  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDepth(0);
    onDrop(droppedFiles(event.dataTransfer));
  };
  return (
    <Box data-testid="drop-zone" onDragEnter={enter} onDragLeave={leave} onDragOver={over} onDrop={drop} sx={{ position: "relative", minHeight: "100%", minWidth: 0 }}>
      {children}
      {depth > 0 && (
        <Box
          role="status"
          sx={{
            position: "absolute",
            inset: 0,
            zIndex: 5,
            display: "flex",
            alignItems: "center",
            justifyContent: "center",
            gap: 3,
            minHeight: 160,
            // The zone itself must keep receiving the pointer.
            pointerEvents: "none",
            border: 2,
            borderStyle: "dashed",
            borderColor: "primary.main",
            borderRadius: 1,
            bgcolor: "tone.accent",
            color: "primary.main",
            opacity: 0.96,
          }}
        >
          <Upload size={24} strokeWidth={1.75} aria-hidden />
          <Typography variant="h3" component="span">
            {t("upload.drop", { name: target })}
          </Typography>
        </Box>
      )}
    </Box>
  );
}

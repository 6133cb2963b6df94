import type { LibraryFile } from "@aqtra/api";
import { Box } from "@mui/material";
import { createElement, useState } from "react";

import { thumbnailUrl } from "../api";
import { kindIcon } from "./type-name";

const SIDE = 32;

/** A small picture of an image, an icon for anything else; both take the same room. */
export function Thumbnail({ file }: { file: LibraryFile }) {
  // The server makes no picture of damaged or enormous images.
  const [failed, setFailed] = useState(false);
  const url = failed ? undefined : thumbnailUrl(file);
  return (
    <Box
      aria-hidden
      sx={{ width: SIDE, height: SIDE, flexShrink: 0, display: "grid", placeItems: "center", borderRadius: "6px", overflow: "hidden", bgcolor: "tone.sunken", color: "text.secondary" }}
    >
      {url ? (
        <Box component="img" src={url} alt="" loading="lazy" decoding="async" width={SIDE} height={SIDE} onError={() => setFailed(true)} sx={{ objectFit: "cover", display: "block" }} />
      ) : (
        createElement(kindIcon(file.content_type), { size: 18, strokeWidth: 1.5 })
      )}
    </Box>
  );
}

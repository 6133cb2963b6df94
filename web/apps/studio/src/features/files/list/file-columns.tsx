import type { LibraryFile } from "@aqtra/api";
import { Box, Link, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { bytes } from "../../../shared/bytes";
import { dateTime, shortDateTime } from "../../../shared/format";
import type { Column } from "../../../shared/table";
import { contentUrl } from "../api";
import { Thumbnail } from "./thumbnail";
import { useTypeName } from "./type-name";

/** The columns of the list; ids that can be sorted by are names the server knows. */
export function useFileColumns(): Column<LibraryFile>[] {
  const { t } = useTranslation("files");
  const typeName = useTypeName();
  return useMemo(
    () => [
      { id: "name", header: t("columns.name"), value: (file) => file.name, render: (file) => <FileName file={file} /> },
      { id: "type", header: t("columns.type"), value: typeName, render: (file) => <span title={file.content_type}>{typeName(file)}</span>, width: 128, from: 900, sortable: false },
      { id: "size", header: t("columns.size"), value: (file) => file.size, render: (file) => bytes(file.size), width: 92, align: "right", from: 600 },
      {
        id: "created_at",
        header: t("columns.date"),
        value: (file) => file.created_at,
        render: (file) => <span title={uploaded(file)}>{shortDateTime(file.created_at)}</span>,
        width: 140,
        from: 900,
      },
      { id: "uses", header: t("columns.uses"), value: (file) => file.uses, render: (file) => <UseCount count={file.uses} />, width: 92, from: 1200, sortable: false },
    ],
    [t, typeName],
  );
}

function uploaded(file: LibraryFile): string {
  return [dateTime(file.created_at), file.created_by?.name].filter(Boolean).join(" · ");
}

function FileName({ file }: { file: LibraryFile }) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 3, minWidth: 0 }}>
      <Thumbnail file={file} />
      <Box sx={{ minWidth: 0 }}>
        <Link href={contentUrl(file)} download={file.name} color="textPrimary" noWrap title={file.name} sx={{ display: "block", fontWeight: 550 }}>
          <bdi>{file.name}</bdi>
        </Link>
        <Typography variant="caption" component="p" color="textSecondary" noWrap sx={{ display: { sm: "none" } }}>
          {bytes(file.size)} · {shortDateTime(file.created_at)}
        </Typography>
      </Box>
    </Box>
  );
}

function UseCount({ count }: { count: number }) {
  const { t } = useTranslation("files");
  return (
    <Typography variant="inherit" component="span" color={count === 0 ? "textSecondary" : "textPrimary"}>
      {count === 0 ? t("unused") : t("uses", { count })}
    </Typography>
  );
}

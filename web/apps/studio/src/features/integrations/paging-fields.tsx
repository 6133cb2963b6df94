import { Box, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { newPaging, PAGING_KINDS } from "./api";
import type { Paging } from "./api";
import { Choice } from "./choice";

const NUMBERS: ReadonlySet<string> = new Set(["first", "size", "page_limit"]);
const LINES: Record<Paging["kind"], string[]> = {
  none: [],
  page: ["parameter", "first", "size_parameter", "size", "items_path", "page_limit"],
  offset: ["parameter", "size_parameter", "size", "items_path", "page_limit"],
  cursor: ["parameter", "cursor_path", "items_path", "page_limit"],
  link: ["items_path", "page_limit"],
};

/** How an endpoint that answers in pages is asked for all of them. */
export function PagingFields({ id, paging, onChange }: { id: string; paging: Paging; onChange: (paging: Paging) => void }) {
  const { t } = useTranslation("integrations");
  const values = paging as unknown as Record<string, string | number>;
  return (
    <>
      <Choice
        id={id}
        label={t("paging.title")}
        hint={paging.kind === "none" ? undefined : t("paging.hint")}
        value={paging.kind}
        choices={PAGING_KINDS}
        name={(kind) => t(`paging.kinds.${kind}`)}
        onChange={(kind) => onChange(newPaging(kind))}
      />
      {paging.kind !== "none" && (
        <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: "repeat(auto-fill, minmax(180px, 1fr))" }}>
          {LINES[paging.kind].map((name) => (
            <TextField
              key={name}
              id={`${id}-${name}`}
              label={t(`paging.${name}`)}
              type={NUMBERS.has(name) ? "number" : "text"}
              value={values[name] ?? ""}
              onChange={({ target }) => onChange({ ...paging, [name]: NUMBERS.has(name) ? Number(target.value) : target.value } as Paging)}
              slotProps={{ htmlInput: { spellCheck: false } }}
            />
          ))}
        </Box>
      )}
    </>
  );
}

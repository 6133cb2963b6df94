import { Box, FormHelperText, InputAdornment, OutlinedInput } from "@mui/material";
import { Search } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { EntriesModel } from "./use-component";

interface EntriesSearchProps {
  model: EntriesModel;
  typed: string;
  onType: (text: string) => void;
}

/** Searches where the server searches, and says where that is. */
export function EntriesSearch({ model, typed, onType }: EntriesSearchProps) {
  const { t } = useTranslation("maintenance");
  const id = useId();
  const titles = model.searched.join(", ");
  const where = titles === "" ? t("entries.searchedName") : t("entries.searched", { titles });
  return (
    <Box sx={{ width: { xs: "100%", sm: 320 }, minWidth: 0 }}>
      <OutlinedInput
        fullWidth
        size="small"
        type="search"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        placeholder={t("entries.search")}
        inputProps={{ "aria-label": t("entries.search"), "aria-describedby": id }}
        startAdornment={
          <InputAdornment position="start">
            <Search size={16} aria-hidden />
          </InputAdornment>
        }
      />
      <FormHelperText id={id} title={`${where} ${t("entries.searchedHint")}`} sx={{ mx: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
        {where}
      </FormHelperText>
    </Box>
  );
}

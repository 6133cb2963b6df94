/** A dialog in which one thing is found by typing and chosen with Enter. */

import { Autocomplete, Box, createFilterOptions, Dialog, InputAdornment, Paper, TextField, Typography } from "@mui/material";
import type { PaperProps, PopperProps } from "@mui/material";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";

import { focusOnMount } from "./focus";

export interface Choice {
  id: string;
  group: string;
  label: string;
  hint?: string;
  icon: ReactNode;
}

interface ChooserProps<Item extends Choice> {
  open: boolean;
  title: string;
  placeholder: string;
  /** Said when nothing fits what was typed. */
  nothing: (text: string) => string;
  items: readonly Item[];
  onChoose: (item: Item) => void;
  onClose: () => void;
}

/** More than anybody reads; typing narrows it down. */
const MOST_SHOWN = 60;

function searched<Item extends Choice>() {
  return createFilterOptions<Item>({ stringify: ({ label, hint }) => `${label} ${hint ?? ""}`, limit: MOST_SHOWN });
}

export function Chooser<Item extends Choice>({ open, title, onClose, ...body }: ChooserProps<Item>) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label={title}
      sx={{ "& .MuiDialog-container": { alignItems: "flex-start" } }}
      slotProps={{ paper: { sx: { mt: "12vh" } } }}
    >
      <Body {...body} onClose={onClose} />
    </Dialog>
  );
}

function Body<Item extends Choice>({ items, placeholder, nothing, onChoose, onClose }: Omit<ChooserProps<Item>, "open" | "title">) {
  const [text, setText] = useState("");
  const filter = useMemo(() => searched<Item>(), []);
  return (
    <Autocomplete
      open
      disablePortal
      autoHighlight
      options={items}
      value={null}
      inputValue={text}
      onInputChange={(_, value, reason) => reason === "input" && setText(value)}
      filterOptions={filter}
      getOptionLabel={(item) => item.label}
      getOptionKey={(item) => item.id}
      groupBy={(item) => item.group}
      noOptionsText={nothing(text)}
      forcePopupIcon={false}
      onChange={(_, item) => {
        if (!item) return;
        onClose();
        onChoose(item);
      }}
      onClose={(_, reason) => reason === "escape" && onClose()}
      slots={{ popper: InPlace, paper: Flat }}
      slotProps={{ listbox: { sx: { maxHeight: "50vh" } } }}
      renderInput={(params) => (
        <TextField
          {...params}
          inputRef={focusOnMount}
          placeholder={placeholder}
          sx={{
            "& .MuiOutlinedInput-notchedOutline": { border: "0 !important", boxShadow: "none !important" },
            "& .MuiInputBase-root": { py: "6px !important", pl: "14px !important", fontSize: "1rem" },
          }}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, "aria-label": placeholder },
            input: {
              ...params.slotProps.input,
              startAdornment: (
                <InputAdornment position="start">
                  <Search size={18} aria-hidden />
                </InputAdornment>
              ),
            },
          }}
        />
      )}
      renderOption={({ key, ...props }, item) => (
        <Box component="li" key={key} {...props} sx={{ gap: 2.5, display: "flex" }}>
          <Box aria-hidden sx={{ display: "flex", color: "text.secondary" }}>
            {item.icon}
          </Box>
          <Typography variant="body1" noWrap sx={{ flexShrink: 0, maxWidth: "70%" }}>
            {item.label}
          </Typography>
          <Typography variant="caption" color="textSecondary" noWrap title={item.hint}>
            {item.hint}
          </Typography>
        </Box>
      )}
    />
  );
}

/** The list belongs to the dialog instead of floating over it. */
function InPlace({ children }: Pick<PopperProps, "children">) {
  return <Box sx={{ borderTop: 1, borderColor: "divider" }}>{typeof children === "function" ? null : children}</Box>;
}

function Flat(props: PaperProps) {
  return <Paper {...props} elevation={0} sx={{ m: "0 !important", border: "0 !important", bgcolor: "transparent" }} />;
}

/** A dialog in which one thing is found by typing and chosen with Enter. */

import Autocomplete from "@mui/material/Autocomplete";
import Box from "@mui/material/Box";
import Dialog from "@mui/material/Dialog";
import InputAdornment from "@mui/material/InputAdornment";
import Paper, { type PaperProps } from "@mui/material/Paper";
import type { PopperProps } from "@mui/material/Popper";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { Search } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";

import { focusOnMount } from "./focus-on-mount";

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
  /** Told what is typed when the items are found elsewhere: they are shown as they are given. */
  onText?: (text: string) => void;
  /** Hints are sentences: they stand under their label, in full. */
  roomy?: boolean;
  onChoose: (item: Item) => void;
  onClose: () => void;
}

/** More than anybody reads; typing narrows it down. */
const MOST_SHOWN = 60;

/** How well an item fits: its label begins with the text, holds all the words, or only its hint does. Null: not at all. */
function fitOf({ label, hint, group }: Choice, text: string): number | null {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const holds = (where: string): boolean => words.every((word) => where.toLowerCase().includes(word));
  if (label.toLowerCase().startsWith(text)) return 0;
  if (holds(label)) return 1;
  return holds(`${label} ${hint ?? ""} ${group}`) ? 2 : null;
}

/** What fits, the best first. Groups stay together, in the order of their best. */
function searched<Item extends Choice>(items: Item[], { inputValue }: { inputValue: string }): Item[] {
  const text = inputValue.trim().toLowerCase();
  const found = items.flatMap((item) => {
    const fit = fitOf(item, text);
    return fit === null ? [] : [{ item, fit }];
  });
  const ranked = found.sort((one, other) => one.fit - other.fit).map(({ item }) => item);
  const groups = [...new Set(ranked.map(({ group }) => group))];
  return groups.flatMap((group) => ranked.filter((item) => item.group === group)).slice(0, MOST_SHOWN);
}

export function Chooser<Item extends Choice>({ open, title, onClose, ...body }: ChooserProps<Item>) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      sx={{ "& .MuiDialog-container": { alignItems: "flex-start" } }}
      slotProps={{ paper: { "aria-label": title, sx: { mt: "12vh" } } }}
    >
      <Body {...body} onClose={onClose} />
    </Dialog>
  );
}

function Body<Item extends Choice>({ items, roomy = false, onText, placeholder, nothing, onChoose, onClose }: Omit<ChooserProps<Item>, "open" | "title">) {
  const [text, setText] = useState("");
  return (
    <Autocomplete
      open
      disablePortal
      autoHighlight
      options={items}
      value={null}
      inputValue={text}
      onInputChange={(_, value, reason) => {
        if (reason !== "input") return;
        setText(value);
        onText?.(value);
      }}
      filterOptions={(all, state) => (onText ? all : searched(all, state))}
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
      slotProps={{ listbox: { sx: { maxHeight: "50vh", "& .MuiAutocomplete-groupLabel": { bgcolor: "tone.raised", lineHeight: "32px" } } } }}
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
        <Box component="li" key={key} {...props} sx={{ gap: roomy ? 3 : 2.5, display: "flex", ...(roomy && { alignItems: "flex-start !important" }) }}>
          <Box aria-hidden sx={{ display: "flex", color: "text.secondary" }}>
            {item.icon}
          </Box>
          <Box sx={{ minWidth: 0, display: roomy ? "block" : "contents" }}>
            <Typography variant="body1" component="span" noWrap sx={{ display: "block", flexShrink: 0, maxWidth: roomy ? "100%" : "70%" }}>
              {item.label}
            </Typography>
            <Typography variant="caption" component="span" color="textSecondary" noWrap={!roomy} title={roomy ? undefined : item.hint} sx={{ display: "block" }}>
              {item.hint}
            </Typography>
          </Box>
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

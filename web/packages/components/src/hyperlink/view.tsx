import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ActionIcon, focusOnMount } from "@aqtra/ui";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { textStyle } from "../shared/text-style";
import { useFieldControl } from "../shared/use-field-control";
import { AddressField } from "./address-field";
import { FollowedLink } from "./followed-link";
import type { hyperlinkSettings } from "./index";

function NoAddress() {
  const { t } = useTranslation("components");
  return (
    <Typography component="span" color="textSecondary">
      {t("noAddress")}
    </Typography>
  );
}

/** The link has no settings of a field: whether its address can be entered is decided by what it is bound to. */
const FIELD = { disabled: false, required: false, tab_index: 0 };

export function HyperlinkView({ node, settings, field, runtime, design }: ViewProps<typeof hyperlinkSettings>) {
  const { t } = useTranslation("components");
  const control = useFieldControl(node, FIELD, field, runtime);
  const [editing, setEditing] = useState(false);
  const [returning, setReturning] = useState(false);
  const bound = Boolean(settings.binding);
  const address = bound ? (typeof control.value === "string" ? control.value : "") : (settings.value ?? "");
  const label = runtime.text(settings.label);
  const link = (
    <FollowedLink address={address} openIn={settings.open_in} onFollow={runtime.follow} style={textStyle(settings)}>
      {(address || !bound ? label || address : "") || (design ? settings.binding || t("emptyLink") : bound && <NoAddress />)}
    </FollowedLink>
  );
  if (!bound || control.readOnly) return link;
  return (
    <FieldFrame control={control}>
      {editing ? (
        <AddressField
          control={control}
          onEnd={(byKey) => {
            setEditing(false);
            setReturning(byKey);
          }}
        />
      ) : (
        <Box sx={{ display: "flex", alignItems: "center", gap: 1, minHeight: 36 }}>
          <Box sx={{ minWidth: 0, flex: settings.text_alignment === "left" ? "0 1 auto" : 1 }}>{link}</Box>
          <ActionIcon
            size="small"
            icon={Pencil}
            iconSize={14}
            id={control.inputId}
            data-field={control.inputProps["data-field"]}
            aria-describedby={control.inputProps["aria-describedby"]}
            name={t("editNamed", { label: control.label || t("address") })}
            ref={returning ? focusOnMount : undefined}
            onClick={() => {
              setEditing(true);
            }}
          />
        </Box>
      )}
    </FieldFrame>
  );
}

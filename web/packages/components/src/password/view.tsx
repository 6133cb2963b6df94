import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { ActionIcon } from "@aqtra/ui";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ViewProps } from "../define";
import { ClearButton } from "../shared/clear-button";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { passwordSettings } from "./index";

/** Shows only what was typed into it: a value that came with the entry is nobody's to look at. */
export function PasswordView({ node, settings, field, runtime }: ViewProps<typeof passwordSettings>) {
  const { t } = useTranslation("components");
  const control = useFieldControl(node, settings, field, runtime);
  const [typed, setTyped] = useState<string | null>(null);
  const [revealed, setRevealed] = useState(false);
  const text = typed !== null && typed === control.value ? typed : "";
  const write = (next: string | null) => {
    setTyped(next);
    control.change(next);
  };
  return (
    <FieldFrame control={control}>
      <OutlinedInput
        fullWidth
        type={revealed ? "text" : "password"}
        value={text}
        placeholder={control.placeholder}
        readOnly={control.readOnly}
        autoComplete={settings.auto_complete || "off"}
        onChange={(event) => {
          write(event.target.value === "" ? null : event.target.value);
        }}
        onBlur={() => {
          control.commit();
        }}
        inputProps={{
          ...control.inputProps,
          maxLength: field?.property?.max_length ?? undefined,
          autoCapitalize: "none",
          autoCorrect: "off",
          spellCheck: false,
        }}
        endAdornment={
          control.disabled ? undefined : (
            <>
              {control.showClear && text !== "" && (
                <ClearButton
                  label={control.label}
                  onClear={() => {
                    write(null);
                    control.commit(null);
                  }}
                />
              )}
              <InputAdornment position="end" sx={{ mr: -2 }}>
                <ActionIcon
                  size="small"
                  icon={revealed ? EyeOff : Eye}
                  name={t(revealed ? "hideNamed" : "showNamed", { label: control.label || t("password") })}
                  aria-controls={control.inputId}
                  onMouseDown={(event) => {
                    event.preventDefault();
                  }}
                  onClick={() => {
                    setRevealed(!revealed);
                  }}
                />
              </InputAdornment>
            </>
          )
        }
      />
    </FieldFrame>
  );
}

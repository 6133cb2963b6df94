import InputAdornment from "@mui/material/InputAdornment";
import TextField, { type TextFieldProps } from "@mui/material/TextField";
import { ActionIcon } from "@aqtra/ui";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

export function PasswordField(props: Omit<TextFieldProps, "type">) {
  const { t } = useTranslation("workplace");
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      slotProps={{
        input: {
          endAdornment: (
            <InputAdornment position="end" sx={{ mr: -2 }}>
              <ActionIcon
                size="small"
                icon={shown ? EyeOff : Eye}
                name={t(shown ? "hidePassword" : "showPassword")}
                onClick={() => {
                  setShown(!shown);
                }}
              />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

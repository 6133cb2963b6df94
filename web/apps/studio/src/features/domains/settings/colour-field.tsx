import { Box, Button, InputAdornment, TextField } from "@mui/material";
import { useTheme } from "@mui/material/styles";
import { useTranslation } from "react-i18next";

interface ColourFieldProps {
  /** `#rrggbb`, or empty for the theme's own. */
  value: string;
  onChange: (value: string) => void;
}

const HEX = /^(#[0-9a-f]{6})?$/i;

export function ColourField({ value, onChange }: ColourFieldProps) {
  const { t } = useTranslation("domains");
  const theme = useTheme();
  const valid = HEX.test(value);
  const shown = valid && value !== "" ? value : theme.palette.primary.main;
  return (
    <Box sx={{ display: "flex", gap: 3, alignItems: "flex-end", flexWrap: "wrap" }}>
      <TextField
        id="primary-colour"
        label={t("settings.primaryColour")}
        value={value}
        placeholder={t("settings.themeColour")}
        error={!valid}
        helperText={valid ? undefined : t("settings.colourRule")}
        onChange={(event) => onChange(event.target.value.trim())}
        sx={{ maxWidth: 240 }}
        slotProps={{
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Box
                  component="input"
                  type="color"
                  aria-label={t("settings.pickColour")}
                  value={shown}
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
                  sx={{ width: 24, height: 24, p: 0, border: 0, borderRadius: "4px", bgcolor: "transparent", cursor: "pointer" }}
                />
              </InputAdornment>
            ),
          },
        }}
      />
      {value !== "" && (
        <Button variant="text" onClick={() => onChange("")}>
          {t("settings.useTheme")}
        </Button>
      )}
    </Box>
  );
}

import type { Components, Theme } from "@mui/material/styles";

import { controlHeight, duration, radius, touchHeight } from "./tokens";

/** Fingers instead of a mouse. */
const COARSE = "@media (pointer: coarse)";

/** Buttons and inputs: compact, outlined, label above and static. */
export const controlOverrides: Components<Theme> = {
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiButton: {
    defaultProps: { disableElevation: true, variant: "outlined", color: "primary" },
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: controlHeight.medium,
        padding: "4px 14px",
        borderRadius: radius.control,
        transition: `background-color ${duration.fast}ms, border-color ${duration.fast}ms`,
        [COARSE]: { minHeight: touchHeight },
        variants: [
          {
            props: { variant: "contained" },
            style: { "&.Mui-disabled": { color: theme.vars.palette.text.disabled, backgroundColor: theme.vars.palette.tone.sunken } },
          },
          {
            props: { variant: "soft" },
            style: {
              color: theme.vars.palette.primary.main,
              backgroundColor: theme.vars.palette.tone.accent,
              "&:hover": {
                backgroundColor: `color-mix(in srgb, ${theme.vars.palette.primary.main} 18%, ${theme.vars.palette.tone.accent})`,
              },
              "&.Mui-disabled": { backgroundColor: theme.vars.palette.tone.sunken },
            },
          },
          {
            props: { variant: "outlined", color: "primary" },
            style: {
              color: theme.vars.palette.text.primary,
              borderColor: theme.vars.palette.tone.control,
              backgroundColor: theme.vars.palette.background.paper,
              "&:hover": {
                backgroundColor: theme.vars.palette.tone.hover,
                borderColor: theme.vars.palette.text.disabled,
              },
            },
          },
        ],
      }),
      sizeSmall: { minHeight: controlHeight.small, padding: "2px 10px" },
      startIcon: { marginRight: 6 },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: radius.control,
        width: controlHeight.medium,
        height: controlHeight.medium,
        padding: 0,
        color: theme.vars.palette.text.secondary,
        "&:hover": {
          backgroundColor: theme.vars.palette.tone.hover,
          color: theme.vars.palette.text.primary,
        },
      }),
      sizeSmall: { width: 28, height: 28 },
    },
  },
  MuiTextField: { defaultProps: { fullWidth: true, size: "small" } },
  MuiFormControl: { defaultProps: { size: "small" } },
  MuiInputLabel: {
    defaultProps: { shrink: true },
    styleOverrides: {
      root: ({ theme }) => ({
        position: "static",
        transform: "none",
        maxWidth: "100%",
        marginBottom: 4,
        fontSize: theme.typography.body2.fontSize,
        fontWeight: 550,
        lineHeight: 1.5,
        whiteSpace: "normal",
        color: theme.vars.palette.text.primary,
        "&.Mui-focused": { color: theme.vars.palette.text.primary },
        "&.Mui-disabled": { color: theme.vars.palette.text.secondary },
      }),
      asterisk: ({ theme }) => ({ color: theme.vars.palette.error.main }),
    },
  },
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: radius.control,
        minHeight: controlHeight.medium,
        [COARSE]: { minHeight: touchHeight },
        backgroundColor: theme.vars.palette.background.paper,
        "& .MuiOutlinedInput-notchedOutline": {
          top: 0,
          borderColor: theme.vars.palette.tone.control,
          transition: `border-color ${duration.fast}ms`,
          "& legend": { display: "none" },
        },
        "&:hover:not(.Mui-disabled, .Mui-error, .Mui-focused) .MuiOutlinedInput-notchedOutline": {
          borderColor: theme.vars.palette.text.disabled,
        },
        "&.Mui-focused .MuiOutlinedInput-notchedOutline": {
          borderWidth: 1,
          boxShadow: `0 0 0 3px ${theme.alpha(theme.vars.palette.primary.main, 0.22)}`,
        },
        "&.Mui-error.Mui-focused .MuiOutlinedInput-notchedOutline": {
          boxShadow: `0 0 0 3px ${theme.alpha(theme.vars.palette.error.main, 0.2)}`,
        },
        "&.Mui-disabled": { backgroundColor: theme.vars.palette.tone.sunken },
      }),
      input: { padding: "6px 10px", height: 22 },
      multiline: { padding: 0 },
    },
  },
  MuiInputBase: {
    styleOverrides: {
      root: ({ theme }) => ({ fontSize: theme.typography.body1.fontSize }),
      input: ({ theme }) => ({
        "&::placeholder": { color: theme.vars.palette.text.secondary, opacity: 0.85 },
        "&.Mui-disabled": { WebkitTextFillColor: theme.vars.palette.text.secondary },
      }),
    },
  },
  MuiFormHelperText: {
    styleOverrides: { root: { marginInline: 0, marginTop: 4, fontSize: "0.75rem", lineHeight: 1.45 } },
  },
  MuiCheckbox: {
    styleOverrides: {
      root: ({ theme }) => ({ padding: 6, color: theme.vars.palette.text.disabled }),
    },
    defaultProps: { size: "small" },
  },
  MuiRadio: { defaultProps: { size: "small" }, styleOverrides: { root: { padding: 6 } } },
  MuiSwitch: { defaultProps: { size: "small" } },
  MuiFormControlLabel: {
    styleOverrides: { root: { marginLeft: -6 }, label: ({ theme }) => ({ fontSize: theme.typography.body1.fontSize }) },
  },
  // The date pickers' own text field; named here so that their code stays out of the first load.
  ...({
    MuiPickersOutlinedInput: {
      styleOverrides: {
        root: ({ theme }: { theme: Theme }) => ({
          borderRadius: radius.control,
          minHeight: controlHeight.medium,
          padding: "0 10px",
          backgroundColor: theme.vars.palette.background.paper,
          "&.Mui-disabled": { backgroundColor: theme.vars.palette.tone.sunken },
          "&.Mui-focused .MuiPickersOutlinedInput-notchedOutline": {
            borderWidth: 1,
            boxShadow: `0 0 0 3px ${theme.alpha(theme.vars.palette.primary.main, 0.22)}`,
          },
          "& .MuiIconButton-root": { width: 28, height: 28, marginInlineEnd: -4, "& svg": { fontSize: 18 } },
        }),
        notchedOutline: ({ theme }: { theme: Theme }) => ({
          top: 0,
          borderColor: theme.vars.palette.tone.control,
          "& legend": { display: "none" },
        }),
      },
    },
    MuiPickersSectionList: { styleOverrides: { root: { paddingBlock: 6 } } },
    MuiPickersInputBase: {
      styleOverrides: {
        root: { fontSize: "0.875rem" },
        // The label never covers the field, so what to type may always be seen.
        sectionsContainer: ({ theme, ownerState }: { theme: Theme; ownerState?: { isFieldValueEmpty?: boolean } }) => ({
          padding: "6px 0",
          opacity: "1 !important",
          ...(ownerState?.isFieldValueEmpty ? { color: theme.vars.palette.text.secondary } : {}),
        }),
      },
    },
  } as Components<Theme>),
  MuiAutocomplete: {
    styleOverrides: {
      paper: ({ theme }) => ({ marginTop: 4, border: `1px solid ${theme.vars.palette.divider}` }),
      listbox: { padding: 4 },
      option: { borderRadius: radius.control - 2, minHeight: 32, fontSize: "0.875rem" },
      inputRoot: { paddingBlock: "0 !important", paddingLeft: "0 !important" },
      input: { padding: "6px 10px !important" },
      endAdornment: { right: "6px !important" },
    },
  },
};

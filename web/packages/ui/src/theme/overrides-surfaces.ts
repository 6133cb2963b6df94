import type { Components, Theme } from "@mui/material/styles";

import { duration, radius } from "./tokens";

const SOFT_SHADOW = "0 8px 24px rgb(0 0 0 / 0.12)";
const DIALOG_SHADOW = "0 16px 48px rgb(0 0 0 / 0.22)";

/** Surfaces, lists, tables and messages: borders and tone first, shadow only for what floats. */
export const surfaceOverrides: Components<Theme> = {
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      "html, body, #root": { height: "100%" },
      body: { fontFeatureSettings: '"cv11", "ss03"', textRendering: "optimizeLegibility" },
      "::selection": { backgroundColor: theme.alpha(theme.vars.palette.primary.main, 0.24) },
      "@media (prefers-reduced-motion: reduce)": {
        "*, *::before, *::after": {
          animationDuration: "0.01ms !important",
          animationIterationCount: "1 !important",
          transitionDuration: "0.01ms !important",
          scrollBehavior: "auto !important",
        },
      },
    }),
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: {
      root: { backgroundImage: "none" },
      rounded: { borderRadius: radius.surface },
      outlined: ({ theme }) => ({ borderColor: theme.vars.palette.divider }),
    },
  },
  MuiAppBar: { defaultProps: { elevation: 0, color: "inherit" } },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({
        border: `1px solid ${theme.vars.palette.divider}`,
        backgroundColor: theme.vars.palette.tone.raised,
        boxShadow: DIALOG_SHADOW,
        [theme.breakpoints.down("sm")]: { margin: 16, width: "calc(100% - 32px)" },
      }),
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: ({ theme }) => ({ ...theme.typography.h3, padding: "20px 24px 8px" }),
    },
  },
  MuiDialogActions: { styleOverrides: { root: { padding: "12px 24px 20px", gap: 8 }, spacing: { "& > :not(style) ~ :not(style)": { marginLeft: 0 } } } },
  MuiPopover: {
    styleOverrides: {
      paper: ({ theme }) => ({
        border: `1px solid ${theme.vars.palette.divider}`,
        backgroundColor: theme.vars.palette.tone.raised,
        boxShadow: SOFT_SHADOW,
      }),
    },
  },
  MuiMenu: { styleOverrides: { list: { padding: 4 } } },
  MuiMenuItem: {
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 32,
        borderRadius: radius.control - 2,
        padding: "4px 8px",
        gap: 8,
        fontSize: theme.typography.body1.fontSize,
        [theme.breakpoints.down("sm")]: { minHeight: 40 },
      }),
    },
  },
  MuiListItemButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: radius.control,
        "&:hover": { backgroundColor: theme.vars.palette.tone.hover },
        "&.Mui-selected": {
          backgroundColor: theme.vars.palette.tone.selected,
          "&:hover": { backgroundColor: theme.vars.palette.tone.selected },
        },
      }),
    },
  },
  MuiListItemIcon: { styleOverrides: { root: { minWidth: 28, color: "inherit" } } },
  MuiTableCell: {
    styleOverrides: {
      root: ({ theme }) => ({
        padding: "8px 12px",
        borderColor: theme.vars.palette.divider,
        fontSize: theme.typography.body2.fontSize,
        lineHeight: 1.4,
      }),
      head: ({ theme }) => ({
        fontWeight: 550,
        color: theme.vars.palette.text.secondary,
        backgroundColor: theme.vars.palette.background.paper,
        whiteSpace: "nowrap",
      }),
    },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 400, enterNextDelay: 100 },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        padding: "4px 8px",
        borderRadius: radius.control,
        fontSize: theme.typography.caption.fontSize,
        fontWeight: 450,
        color: theme.vars.palette.background.paper,
        backgroundColor: theme.vars.palette.text.primary,
      }),
    },
  },
  MuiAlert: {
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: radius.surface,
        padding: "8px 12px",
        fontSize: theme.typography.body1.fontSize,
        alignItems: "flex-start",
        border: `1px solid ${theme.alpha(theme.vars.palette.text.primary, 0.08)}`,
      }),
      message: { padding: "4px 0" },
      icon: { padding: "6px 0" },
      action: { padding: 0, marginRight: 0 },
    },
  },
  MuiChip: {
    styleOverrides: { root: { borderRadius: radius.control, height: 24, fontWeight: 500 } },
    defaultProps: { size: "small" },
  },
  MuiTab: {
    styleOverrides: {
      root: { minHeight: 40, padding: "8px 12px", minWidth: 0, fontSize: "0.8125rem" },
    },
  },
  MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
  MuiPaginationItem: {
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: radius.control,
        "&.Mui-selected": { backgroundColor: theme.vars.palette.tone.accent, color: theme.vars.palette.primary.main, fontWeight: 600 },
      }),
    },
  },
  MuiSkeleton: { defaultProps: { animation: "wave" } },
  MuiBackdrop: { defaultProps: { transitionDuration: duration.normal } },
  MuiLink: { defaultProps: { underline: "hover" } },
};

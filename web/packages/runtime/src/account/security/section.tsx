import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId } from "react";

interface SectionProps {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One matter of the account: what it is at the left, what there is at the right; one below the other on phones. */
export function Section({ title, text, action, children }: SectionProps) {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{ display: "grid", gap: { xs: 3, md: 8 }, gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "240px minmax(0, 1fr)" }, py: 6, borderTop: 1, borderColor: "divider", "&:first-of-type": { borderTop: 0, pt: 0 } }}
    >
      <Box>
        <Typography id={id} variant="h3" component="h2">
          {title}
        </Typography>
        {text && (
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
            {text}
          </Typography>
        )}
        {action && <Box sx={{ mt: 3 }}>{action}</Box>}
      </Box>
      <Box sx={{ display: "grid", gap: 4, alignContent: "start", minWidth: 0 }}>{children}</Box>
    </Box>
  );
}

interface RowProps {
  icon?: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  /** Belongs to the row above, which has an icon. */
  inset?: boolean;
}

/** One thing of a section with what can be done to it. */
export function Row({ icon, title, text, actions, inset = false }: RowProps) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 3, flexWrap: "wrap", paddingInlineStart: inset ? 8 : 0 }}>
      {icon && (
        <Box aria-hidden sx={{ display: "flex", color: "text.secondary" }}>
          {icon}
        </Box>
      )}
      <Box sx={{ flex: "1 1 180px", minWidth: 0 }}>
        <Typography component="div" sx={{ fontWeight: 500, overflowWrap: "anywhere" }}>
          {title}
        </Typography>
        {text && (
          <Typography variant="body2" component="div" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
            {text}
          </Typography>
        )}
      </Box>
      {actions && <Box sx={{ display: "flex", gap: 2, flexWrap: "wrap" }}>{actions}</Box>}
    </Box>
  );
}

import { Box, Typography } from "@mui/material";

/** A property as people call it; the name that stands in expressions comes second, where it differs. */
export function PropertyName({ title, name }: { title: string; name: string }) {
  return (
    <>
      <Box component="span" sx={{ fontWeight: 600, color: "text.primary" }}>
        <bdi>{title}</bdi>
      </Box>
      {title !== name && (
        <Typography variant="mono" component="span" color="textSecondary" sx={{ marginInlineStart: 1.5, fontSize: "0.75rem" }}>
          {name}
        </Typography>
      )}
    </>
  );
}

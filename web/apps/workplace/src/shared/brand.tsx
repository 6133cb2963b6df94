import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useGetWorkplaceQuery } from "@aqtra/api/client";
import { useState } from "react";

const FILES = "/api/v1/workplace/files";
/** High enough to read, and room above and below it in a bar of 48 pixels. */
const LOGO_HEIGHT = 28;

interface BrandProps {
  name: string;
  /** As a heading of its own, or in the bar of the menu. */
  size?: "h3" | "h4";
}

/** What the application is called: its logo, or a mark in its colour beside its name. */
export function Brand({ name, size = "h4" }: BrandProps) {
  const { data } = useGetWorkplaceQuery();
  const [broken, setBroken] = useState<string>();
  const logo = data?.domain.settings.logo;
  const dark = data?.domain.settings.logo_dark || logo;
  if (!logo || broken === logo) {
    return (
      <>
        <BrandMark />
        <Typography variant={size} component="p" noWrap sx={{ flex: 1 }}>
          {name}
        </Typography>
      </>
    );
  }
  // Only the one that is seen is fetched.
  const picture = (file: string, scheme: "light" | "dark" | "both") => (
    <Box
      component="img"
      src={`${FILES}/${file}`}
      alt={name}
      loading="lazy"
      onError={() => {
        setBroken(logo);
      }}
      sx={[
        { height: LOGO_HEIGHT, maxWidth: "100%", objectFit: "contain", objectPosition: "left center", "[dir=rtl] &": { objectPosition: "right center" } },
        scheme === "dark" && { display: "none" },
        scheme !== "both" && ((theme) => theme.applyStyles("dark", { display: scheme === "dark" ? "block" : "none" })),
      ]}
    />
  );
  return (
    <Box sx={{ flex: 1, minWidth: 0, display: "flex", alignItems: "center" }}>
      {dark === logo || !dark ? (
        picture(logo, "both")
      ) : (
        <>
          {picture(logo, "light")}
          {picture(dark, "dark")}
        </>
      )}
    </Box>
  );
}

/** Where there is no room for a name: the icon of the application, or a mark in its colour. */
export function BrandMark() {
  const { data } = useGetWorkplaceQuery();
  const icon = data?.domain.settings.icon;
  if (icon) return <Box component="img" src={iconAddress(icon)} alt="" sx={{ width: 24, height: 24, borderRadius: 0.5, flexShrink: 0 }} />;
  return <Box aria-hidden sx={{ width: 8, height: 20, borderRadius: 0.5, bgcolor: "primary.main", flexShrink: 0, ml: 1 }} />;
}

/** The smallest size; its address changes with the picture. */
export function iconAddress(icon: string): string {
  return `/api/v1/workplace/icon?variant=192&of=${icon}`;
}

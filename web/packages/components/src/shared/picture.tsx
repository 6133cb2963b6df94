/** A picture in its box: loaded when it comes near the screen, and never a reason to jump. */
import Skeleton from "@mui/material/Skeleton";
import { styled } from "@mui/material/styles";
import { ImageOff, type LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { CssSize } from "../settings";

interface PictureProps {
  src: string;
  alt: string;
  /** Of the element: without one the picture has its own, and a common shape until it is known. */
  height: CssSize | undefined;
  /** Of a vector picture: it grows to the width of its box. */
  grows?: boolean;
}

/** `<img>` on purpose: what a vector picture contains is drawn, and nothing in it runs. */
export function Picture({ src, alt, height, grows = false }: PictureProps) {
  const { t } = useTranslation("components");
  const [state, setState] = useState<{ src: string; is: "loaded" | "broken" }>();
  const current = state?.src === src ? state.is : "loading";
  const sized = cssSize(height) !== undefined;
  if (current === "broken") return <PictureRoom icon={ImageOff} text={t("pictureBroken")} sized={sized} />;
  return (
    <Frame data-sized={sized || undefined} data-loading={current === "loading" || undefined}>
      {current === "loading" && <Skeleton variant="rectangular" width="100%" height="100%" sx={{ position: "absolute", inset: 0 }} />}
      <img
        // A new address is a new picture: the old one must not stand there until it has come.
        key={src}
        src={src}
        alt={alt}
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => {
          setState({ src, is: "loaded" });
        }}
        onError={() => {
          setState({ src, is: "broken" });
        }}
        style={{ width: grows || sized ? "100%" : undefined, maxWidth: "100%", height: sized ? "100%" : "auto", objectFit: "contain", display: "block" }}
      />
    </Frame>
  );
}

const Frame = styled("div")({
  position: "relative",
  width: "100%",
  overflow: "hidden",
  borderRadius: "inherit",
  "&[data-sized]": { height: "100%" },
  "&[data-loading]:not([data-sized])": { aspectRatio: "4 / 3" },
});

interface PictureRoomProps {
  icon: LucideIcon;
  text: string;
  sized: boolean;
  action?: ReactNode;
}

/** Where a picture would be. */
export function PictureRoom({ icon: Icon, text, sized, action }: PictureRoomProps) {
  return (
    <Room data-sized={sized || undefined}>
      <Icon size={22} aria-hidden />
      {text !== "" && <span>{text}</span>}
      {action}
    </Room>
  );
}

const Room = styled("div")(({ theme }) => ({
  display: "flex",
  flexDirection: "column",
  alignItems: "center",
  justifyContent: "center",
  gap: theme.spacing(1.5),
  padding: theme.spacing(2),
  width: "100%",
  minHeight: 96,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.tone.hover,
  color: theme.vars.palette.text.secondary,
  textAlign: "center",
  ...theme.typography.body2,
  "&[data-sized]": { height: "100%", minHeight: 0 },
}));

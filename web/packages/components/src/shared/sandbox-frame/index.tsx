import { ErrorState } from "@aqtra/ui";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useColorScheme, useTheme } from "@mui/material/styles";
import { useEffect, useRef, useState } from "react";

import { followAddress } from "../safe-address";
import { frameTheme } from "./frame-theme";
import { CONNECT, FRAME_ADDRESS, readTold, type Shown } from "./messages";

/** A frame that has not answered by then will not. */
const PATIENCE_MS = 15_000;

interface SandboxFrameProps {
  html: string;
  /** Its name for screen readers. */
  title: string;
  language: string;
  /** CSS height; without it the frame is as high as its content. */
  height?: string | undefined;
}

/**
 * Markup that people wrote, in a frame without origin: it reaches neither this page nor its session. Links come back
 * through a channel and are followed here, if their address is harmless.
 */
export function SandboxFrame({ html, title, language, height }: SandboxFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useTheme();
  const { colorScheme } = useColorScheme();
  const scheme = colorScheme === "dark" ? "dark" : "light";
  const [port, setPort] = useState<MessagePort>();
  const [content, setContent] = useState<number>();
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const ready = content !== undefined;

  useEffect(() => () => port?.close(), [port]);

  useEffect(() => {
    if (ready || failed) return;
    const timer = setTimeout(() => {
      setFailed(true);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [ready, failed]);

  useEffect(() => {
    if (!port || !place.current) return;
    port.postMessage({
      html,
      language,
      direction: document.documentElement.dir || "ltr",
      scrolls: height !== undefined,
      theme: frameTheme(place.current, theme, scheme),
    } satisfies Shown);
  }, [port, html, language, height, theme, scheme]);

  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      const told = readTold(data);
      if (told?.type === "height") setContent(told.height);
      if (told?.type === "open") followAddress(told.address, told.inNewTab);
    };
    // It has no origin that could be named. Nothing but the channel is handed over, and only our own frame loads here.
    frame.current?.contentWindow?.postMessage(CONNECT, "*", [port2]);
    setPort(port1);
  };

  if (failed) {
    const retry = () => {
      setFailed(false);
      setAttempt(attempt + 1);
    };
    return <ErrorState onRetry={retry} />;
  }
  return (
    <Box ref={place} aria-busy={ready ? undefined : true} sx={{ position: "relative", height: height ?? (ready ? undefined : 80) }}>
      {!ready && <Skeleton variant="rounded" aria-hidden sx={{ position: "absolute", inset: 0, height: "100%" }} />}
      <iframe
        key={attempt}
        ref={frame}
        src={FRAME_ADDRESS}
        title={title}
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        onLoad={connect}
        style={{ display: "block", width: "100%", height: height ? "100%" : (content ?? 0), border: 0, colorScheme: scheme }}
      />
    </Box>
  );
}

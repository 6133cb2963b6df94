import MuiLink from "@mui/material/Link";
import { VisuallyHidden } from "@aqtra/ui";
import { ExternalLink } from "lucide-react";
import type { CSSProperties, MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { destinationOf } from "../shared/address";

interface FollowedLinkProps {
  address: string;
  openIn: "same_tab" | "new_tab" | undefined;
  /** Goes to a path of this application. */
  onFollow: (path: string) => void;
  style: CSSProperties;
  children: ReactNode;
}

/** A link where the address may be followed, text otherwise. */
export function FollowedLink({ address, openIn, onFollow, style, children }: FollowedLinkProps) {
  const { t } = useTranslation("components");
  const destination = destinationOf(address, window.location.href);
  const shown: CSSProperties = { display: "block", overflowWrap: "anywhere", ...style };
  if (!destination) return <span style={shown}>{children}</span>;
  const { href, inside, isPage } = destination;
  const inNewTab = isPage && (openIn ?? (inside === undefined ? "new_tab" : "same_tab")) === "new_tab";
  const follow = (event: MouseEvent) => {
    // With a key held down people choose themselves where it opens.
    if (inside === undefined || inNewTab || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow(inside);
  };
  return (
    <span style={shown}>
      <MuiLink href={href} onClick={follow} style={{ color: style.color }} {...(inNewTab ? { target: "_blank", rel: "noopener noreferrer" } : {})}>
        {children}
        {inNewTab && (
          <>
            <ExternalLink size={12} aria-hidden style={{ marginInlineStart: 4, verticalAlign: "-1px" }} />
            {" "}
            <VisuallyHidden>({t("inNewTab")})</VisuallyHidden>
          </>
        )}
      </MuiLink>
    </span>
  );
}

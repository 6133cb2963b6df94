import Badge from "@mui/material/Badge";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useGetSessionQuery } from "@aqtra/api/client";
import { ActionIcon, useToast } from "@aqtra/ui";
import { Bell as BellIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import type { MessageNews } from "../../shared/message-news";
import { useUnread } from "./use-messages";

const MessagesPanel = lazy(() => import("./messages-panel").then((module) => ({ default: module.MessagesPanel })));

/** Messages to the reader. Visitors have none, and whoever is viewed keeps theirs to themselves. */
export function Bell() {
  const { t } = useTranslation("workplace");
  const { data: session } = useGetSessionQuery();
  const toast = useToast();
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [isOpen, setOpen] = useState(false);
  const isOff = !session?.user || Boolean(session.viewing);
  const open = () => {
    setOpen(true);
  };
  const show = (news: MessageNews) => {
    // The list that is open shows it already.
    if (news.type === "message" && isOpen) return;
    const action = news.type === "message" && (
      <Button size="small" onClick={open}>
        {t("messages.open")}
      </Button>
    );
    toast.show(<ToastText news={news} />, { tone: "info", action });
  };
  const unread = useUnread(isOff, show);
  if (isOff) return null;
  return (
    <>
      <Badge
        badgeContent={unread}
        color="primary"
        max={99}
        overlap="circular"
        slotProps={{ badge: { "aria-hidden": true, sx: { fontSize: "0.6875rem", height: 16, minWidth: 16, px: 1 } } }}
      >
        <ActionIcon
          ref={setButton}
          icon={BellIcon}
          name={unread ? t("messages.bellUnread", { count: unread }) : t("messages.bell")}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={open}
        />
      </Badge>
      {isOpen && (
        <Suspense fallback={null}>
          <MessagesPanel
            anchor={button}
            unread={unread}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function ToastText({ news: { subject, text } }: { news: MessageNews }) {
  return (
    <>
      {subject && (
        <Typography variant="body2" component="p" sx={{ fontWeight: 600, overflowWrap: "anywhere" }}>
          {subject}
        </Typography>
      )}
      <Typography
        variant="body2"
        component="p"
        sx={{ whiteSpace: "pre-line", overflowWrap: "anywhere", display: "-webkit-box", WebkitLineClamp: "4", WebkitBoxOrient: "vertical", overflow: "hidden" }}
      >
        {text}
      </Typography>
    </>
  );
}

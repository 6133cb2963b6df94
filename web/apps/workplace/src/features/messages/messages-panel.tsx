import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import List from "@mui/material/List";
import Popover from "@mui/material/Popover";
import Typography from "@mui/material/Typography";
import { isProblem } from "@aqtra/api";
import { useListMessagesQuery, useMarkAllMessagesReadMutation } from "@aqtra/api/client";
import { ActionIcon, EmptyState, ErrorState, SkeletonRows } from "@aqtra/ui";
import { BellOff, CheckCheck, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { MessageItem } from "./message-item";

/** What fits on a screen; more comes when it is asked for. */
const PAGE = 20;
const MOST = 100;

interface MessagesPanelProps {
  anchor: HTMLElement | null;
  unread: number;
  onClose: () => void;
}

/** The list behind the bell, the latest first. Opening a message reads it. */
export function MessagesPanel({ anchor, unread, onClose }: MessagesPanelProps) {
  const { t } = useTranslation("workplace");
  const [top, setTop] = useState(PAGE);
  const { data, error, refetch, isFetching } = useListMessagesQuery({ $top: top });
  const [readAll, { isLoading }] = useMarkAllMessagesReadMutation();
  const messages = data?.value;
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
      transformOrigin={{ vertical: "top", horizontal: "right" }}
      slotProps={{
        paper: {
          role: "dialog",
          "aria-labelledby": "messages-title",
          sx: { width: { xs: "calc(100vw - 16px)", sm: 400 }, maxWidth: "none", maxHeight: "min(640px, 80dvh)", display: "flex", flexDirection: "column" },
        },
      }}
    >
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, pl: 4, pr: 2, py: 2, borderBottom: 1, borderColor: "divider" }}>
        <Typography id="messages-title" variant="h4" component="h2" sx={{ flex: 1 }}>
          {t("messages.title")}
        </Typography>
        {unread > 0 && (
          <Button size="small" startIcon={<CheckCheck size={16} aria-hidden />} loading={isLoading} onClick={() => void readAll()}>
            {t("messages.readAll")}
          </Button>
        )}
        <ActionIcon size="small" icon={X} name={t("messages.close")} onClick={onClose} />
      </Box>
      <Box sx={{ overflowY: "auto", minHeight: 0 }} aria-busy={isFetching}>
        {!messages && !error && <SkeletonRows />}
        {!messages && error && <Failed error={error} onRetry={() => void refetch()} />}
        {messages?.length === 0 && <EmptyState icon={BellOff} title={t("messages.emptyTitle")} text={t("messages.emptyText")} />}
        {messages && messages.length > 0 && (
          <List disablePadding aria-labelledby="messages-title">
            {messages.map((message) => (
              <MessageItem key={message.id} message={message} />
            ))}
          </List>
        )}
        {data && data.count > top && top < MOST && (
          <Box sx={{ p: 2, display: "grid" }}>
            <Button
              loading={isFetching}
              onClick={() => {
                setTop((before) => Math.min(before + PAGE, MOST));
              }}
            >
              {t("messages.more")}
            </Button>
          </Box>
        )}
      </Box>
    </Popover>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation("workplace");
  return <ErrorState compact title={t("messages.failed")} traceId={isProblem(error) ? error.trace_id : undefined} onRetry={onRetry} />;
}

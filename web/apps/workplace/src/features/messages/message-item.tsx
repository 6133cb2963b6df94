import Box from "@mui/material/Box";
import Collapse from "@mui/material/Collapse";
import ListItem from "@mui/material/ListItem";
import ListItemButton from "@mui/material/ListItemButton";
import Typography from "@mui/material/Typography";
import type { Message } from "@aqtra/api";
import { useMarkMessageReadMutation } from "@aqtra/api/client";
import { VisuallyHidden } from "@aqtra/ui";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

/** One message: its subject, when it came, and opened its whole text. */
export function MessageItem({ message }: { message: Message }) {
  const { t, i18n } = useTranslation("workplace");
  const [isOpen, setOpen] = useState(false);
  const [markRead] = useMarkMessageReadMutation();
  const body = useId();
  const isUnread = message.read_at === null;
  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen && isUnread) void markRead({ message: message.id });
  };
  return (
    <ListItem disablePadding sx={{ display: "block", borderBottom: 1, borderColor: "divider", "&:last-child": { borderBottom: 0 } }}>
      <ListItemButton aria-expanded={isOpen} aria-controls={isOpen ? body : undefined} onClick={toggle} sx={{ alignItems: "start", gap: 2.5, px: 4, py: 2.5 }}>
        <Box aria-hidden sx={{ width: 8, height: 8, mt: 1.75, borderRadius: "50%", flexShrink: 0, bgcolor: isUnread ? "primary.main" : "transparent" }} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {isUnread && <VisuallyHidden>{t("messages.unread")}</VisuallyHidden>}
          <Box sx={{ display: "flex", gap: 2, alignItems: "baseline" }}>
            <Typography component="span" noWrap={!isOpen} sx={{ flex: 1, minWidth: 0, fontWeight: isUnread ? 600 : 400, overflowWrap: "anywhere" }}>
              {message.subject || t("messages.noSubject")}
            </Typography>
            <Typography component="time" variant="caption" color="textSecondary" noWrap dateTime={message.created_at} sx={{ flexShrink: 0 }}>
              {shortTime(message.created_at, i18n.language)}
            </Typography>
          </Box>
          {!isOpen && (
            <Typography component="span" variant="body2" color="textSecondary" noWrap sx={{ display: "block" }}>
              {message.text}
            </Typography>
          )}
        </Box>
      </ListItemButton>
      <Collapse in={isOpen} id={body} unmountOnExit>
        <Box sx={{ pl: 8.5, pr: 4, pb: 4 }}>{message.html === null ? <Plain text={message.text} /> : <Rich html={message.html} title={message.subject} />}</Box>
      </Collapse>
    </ListItem>
  );
}

function Plain({ text }: { text: string }) {
  return (
    <Typography variant="body2" sx={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
      {text}
    </Typography>
  );
}

/** Markup that says nothing of its looks is read in the letters of a page, not of a typewriter. */
const PLAIN_LOOK = "<style>body{margin:12px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}</style>";

/** In a frame in which nothing runs, opens or is sent anywhere: what it says comes from whoever fills the template in. */
function Rich({ html, title }: { html: string; title: string }) {
  const { t } = useTranslation("workplace");
  return (
    <Box
      component="iframe"
      title={title || t("messages.noSubject")}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={PLAIN_LOOK + html}
      sx={{ display: "block", width: "100%", height: 240, border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "common.white", colorScheme: "light" }}
    />
  );
}

/** The time of today's messages, the day of others. */
function shortTime(at: string, locale: string): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, isToday ? { timeStyle: "short" } : { dateStyle: "medium" }).format(moment);
}

import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import type { OpenSession } from "@aqtra/api";
import { useEndOtherSessionsMutation, useEndOwnSessionMutation, useListOwnSessionsQuery } from "@aqtra/api/client";
import { ConfirmDialog, ErrorState, SkeletonRows } from "@aqtra/ui";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDates } from "../dates";
import { deviceWords } from "../device-words";
import { ProblemNote } from "../problem-note";
import { asProblem } from "../use-passkey";
import { Row, Section } from "./section";

/** Where one is signed in, this browser first; the rest can be signed out from here. */
export function SessionsSection() {
  const { t } = useTranslation("account");
  const { data, error, refetch } = useListOwnSessionsQuery();
  const [endOthers, ending] = useEndOtherSessionsMutation();
  const [asked, setAsked] = useState(false);
  const others = (data?.length ?? 0) > 1;
  return (
    <Section
      title={t("sessions.title")}
      text={t("sessions.text")}
      action={
        others && (
          <Button loading={ending.isLoading} onClick={() => setAsked(true)}>
            {t("sessions.endOthers")}
          </Button>
        )
      }
    >
      <ProblemNote error={ending.error} />
      {!data && !error && <SkeletonRows rows={3} />}
      {!data && error !== undefined && <ErrorState compact traceId={asProblem(error).trace_id} onRetry={() => void refetch()} />}
      {data?.map((session) => <SessionRow key={session.id} session={session} />)}
      <ConfirmDialog
        open={asked}
        title={t("sessions.endOthers")}
        text={t("sessions.endOthersText")}
        confirmLabel={t("sessions.endOthersDo")}
        onConfirm={() => {
          setAsked(false);
          void endOthers();
        }}
        onCancel={() => setAsked(false)}
      />
    </Section>
  );
}

function SessionRow({ session }: { session: OpenSession }) {
  const { t } = useTranslation("account");
  const { moment } = useDates();
  const [end, { isLoading, error }] = useEndOwnSessionMutation();
  const phone = /Mobile|iPhone|Android/.test(session.user_agent ?? "");
  const words = deviceWords(session.user_agent) ?? t("sessions.unknown");
  return (
    <>
      <Row
        icon={phone ? <Smartphone size={20} /> : <Monitor size={20} />}
        title={
          <>
            {words} {session.current && <Chip size="small" label={t("sessions.this")} sx={{ ml: 1 }} />}
          </>
        }
        text={[session.address, t("sessions.seen", { at: moment(session.last_seen_at) }), t("sessions.since", { at: moment(session.created_at) })].filter(Boolean).join(" · ")}
        actions={
          !session.current && (
            <Button size="small" loading={isLoading} aria-label={t("sessions.endOne", { device: words })} onClick={() => void end({ sessionId: session.id })}>
              {t("sessions.end")}
            </Button>
          )
        }
      />
      <ProblemNote error={error} />
    </>
  );
}

import { ActionIcon, EmptyState, SkeletonRows, useToast } from "@aqtra/ui";
import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import { Copy, KeyRound, Plus, Trash2, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { dateTime } from "../../../shared/format";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { useRuns } from "../runs-context";
import { useCreateWebhookMutation, useDeleteWebhookMutation, useListWebhooksQuery, useRotateWebhookMutation } from "./api";
import type { Webhook, WebhookWithSecret } from "./api";
import { Deliveries } from "./deliveries";
import { SecretDialog } from "./secret-dialog";
import { WebhookDialog } from "./webhook-dialog";

/** The addresses at which other systems start the published flow, and what came in there. */
export function WebhooksTab() {
  const { t } = useTranslation("flow-runs");
  const { document, flow } = useRuns();
  const place = { key: document.key, flow: flow.key };
  const { data, error, refetch } = useListWebhooksQuery(place);
  const [create] = useCreateWebhookMutation();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<WebhookWithSecret | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  if (error) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const opened = data.find(({ id }) => id === chosen);
  const add = (
    <Button size="small" variant="outlined" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("webhooks.add")}
    </Button>
  );
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      {data.length === 0 ? (
        <EmptyState compact icon={WebhookIcon} title={t("webhooks.empty")} text={t("webhooks.about")} action={add} />
      ) : (
        <>
          <Typography variant="body2" color="textSecondary">
            {t("webhooks.about")}
          </Typography>
          <List webhooks={data} chosen={chosen} onChosen={setChosen} onSecret={setShown} />
          <div>{add}</div>
        </>
      )}
      {opened && <Deliveries key={opened.id} webhook={opened} />}
      {adding && (
        <WebhookDialog
          onClose={() => setAdding(false)}
          onCreate={async (newWebhook) => {
            const made = await create({ ...place, newWebhook });
            if (made.error) return made.error;
            setAdding(false);
            setShown(made.data);
            return null;
          }}
        />
      )}
      {shown && <SecretDialog webhook={shown} onClose={() => setShown(null)} />}
    </Box>
  );
}

interface ListProps {
  webhooks: readonly Webhook[];
  chosen: string | null;
  onChosen: (id: string | null) => void;
  onSecret: (webhook: WebhookWithSecret) => void;
}

function List({ webhooks, chosen, onChosen, onSecret }: ListProps) {
  const { t } = useTranslation("flow-runs");
  return (
    <Table size="small" aria-label={t("webhooks.title")}>
      <TableHead>
        <TableRow>
          {(["name", "address", "how"] as const).map((column) => (
            <TableCell key={column}>{t(`webhooks.${column}`)}</TableCell>
          ))}
          <TableCell />
        </TableRow>
      </TableHead>
      <TableBody>
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} selected={webhook.id === chosen} onSelect={() => onChosen(webhook.id === chosen ? null : webhook.id)} onSecret={onSecret} />
        ))}
      </TableBody>
    </Table>
  );
}

interface RowProps {
  webhook: Webhook;
  selected: boolean;
  onSelect: () => void;
  onSecret: (webhook: WebhookWithSecret) => void;
}

function Row({ webhook, selected, onSelect, onSecret }: RowProps) {
  const { t } = useTranslation("flow-runs");
  const { name, preset } = webhook;
  const toast = useToast();
  const { rotate, remove, problem, reset } = useChanges(webhook, onSecret);
  const address = `${window.location.origin}${webhook.address}`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address);
    toast.show(t("webhooks.copied"));
  };
  return (
    <>
      <TableRow selected={selected}>
        <TableCell>{name}</TableCell>
        <TableCell>
          <Typography variant="mono" sx={{ overflowWrap: "anywhere" }}>
            {address}
          </Typography>
        </TableCell>
        <TableCell>
          {t(`webhooks.presets.${preset}`)}
          {webhook.earlier_until && (
            <Typography variant="caption" color="textSecondary" component="div">
              {t("webhooks.earlier", { until: dateTime(webhook.earlier_until) })}
            </Typography>
          )}
        </TableCell>
        <TableCell sx={{ whiteSpace: "nowrap", textAlign: "right" }}>
          <Button size="small" variant="text" aria-pressed={selected} aria-label={t("webhooks.deliveries", { name })} onClick={onSelect}>
            {t("webhooks.show")}
          </Button>
          <ActionIcon icon={Copy} size="small" name={t("webhooks.copyAddress", { name })} onClick={() => void copy()} />
          <ActionIcon icon={KeyRound} size="small" name={t("webhooks.rotate", { name })} onClick={() => void rotate()} />
          <ActionIcon icon={Trash2} size="small" name={t("webhooks.delete", { name })} onClick={() => void remove()} />
        </TableCell>
      </TableRow>
      {problem !== undefined && (
        <TableRow>
          <TableCell colSpan={4}>
            <ProblemNotice error={problem} onClose={reset} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

/** Both ask first: what a sender holds is worth less, or nothing, afterwards. */
function useChanges({ id, name }: Webhook, onSecret: (webhook: WebhookWithSecret) => void) {
  const { t } = useTranslation("flow-runs");
  const confirm = useConfirm();
  const [draw, drawing] = useRotateWebhookMutation();
  const [erase, erasing] = useDeleteWebhookMutation();
  const rotate = async (): Promise<void> => {
    if (!(await confirm({ title: t("webhooks.rotateTitle", { name }), text: t("webhooks.rotateText"), action: t("webhooks.rotateAction") }))) return;
    const drawn = await draw({ webhookId: id, newSecret: {} });
    if (drawn.data) onSecret(drawn.data);
  };
  const remove = async (): Promise<void> => {
    if (await confirm({ title: t("webhooks.deleteTitle", { name }), text: t("webhooks.deleteText"), action: t("webhooks.deleteAction"), destructive: true })) await erase({ webhookId: id });
  };
  const reset = (): void => {
    drawing.reset();
    erasing.reset();
  };
  return { rotate, remove, reset, problem: drawing.error ?? erasing.error };
}

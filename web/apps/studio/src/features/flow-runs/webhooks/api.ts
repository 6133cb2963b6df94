/** Requests about webhooks, and what a new one begins with. */

import type { DeliveryView, NewWebhookWrite, WebhookView, WebhookWithSecret } from "@aqtra/api";

import { api } from "../../../shared/api";

export const { useListWebhooksQuery, useCreateWebhookMutation, useRotateWebhookMutation, useDeleteWebhookMutation, useListDeliveriesQuery } = api;

export type Webhook = WebhookView;
export type Delivery = DeliveryView;
export type { WebhookWithSecret };

export const PRESETS = ["github", "stripe", "slack", "shared", "custom"] as const;
export type Preset = (typeof PRESETS)[number];

/** What is typed; empty text: not set. */
export interface Draft {
  name: string;
  preset: Preset;
  header: string;
  prefix: string;
  encoding: "hex" | "base64";
  signed: string;
  timestampHeader: string;
  deliveryHeader: string;
  responds: boolean;
  secret: string;
}

export const EMPTY: Draft = {
  name: "", preset: "github", header: "X-Signature", prefix: "", encoding: "hex", signed: "{body}", timestampHeader: "", deliveryHeader: "", responds: false, secret: "",
};
export const SHORTEST_SECRET = 16;

export function isComplete({ name, preset, header, secret }: Draft): boolean {
  return name.trim() !== "" && (preset !== "custom" || header.trim() !== "") && (secret === "" || secret.length >= SHORTEST_SECRET);
}

export function orderOf(draft: Draft): NewWebhookWrite {
  const { name, preset, responds } = draft;
  return {
    name: name.trim(),
    preset,
    responds,
    ...(draft.deliveryHeader.trim() === "" ? {} : { delivery_header: draft.deliveryHeader.trim() }),
    ...(draft.secret === "" ? {} : { secret: draft.secret }),
    ...(preset === "custom" ? { proof: proofOf(draft) } : {}),
  };
}

function proofOf({ header, prefix, encoding, signed, timestampHeader }: Draft) {
  return { header: header.trim(), prefix, encoding, signed, ...(timestampHeader.trim() === "" ? {} : { timestamp_header: timestampHeader.trim() }) };
}

/** The mail server of the installation, as Studio knows it. */

import type { MailDelivery, SmtpChangeWrite, SmtpServerInfo, SmtpSettings } from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api/types";

export const {
  useGetSmtpSettingsQuery,
  useSaveSmtpSettingsMutation,
  useRemoveSmtpSettingsMutation,
  useSendSmtpTestMailMutation,
  useListMailDeliveriesQuery,
} = api;

export type Settings = Answer<SmtpSettings>;
export type Server = Answer<SmtpServerInfo>;
export type Delivery = Answer<MailDelivery>;
export type Change = SmtpChangeWrite;

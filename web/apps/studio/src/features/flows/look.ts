/** Icon and hue of steps and their groups. */

import {
  ArrowRightToLine, ArrowUpFromLine, BadgeCheck, Bell, Braces, Calculator, CirclePlay, CloudUpload, CodeXml, CopyX,
  DatabaseBackup, DatabaseSearch, DatabaseZap, FileDown, FileInput, FileQuestionMark, FileSearch, FileSpreadsheet,
  FileType, FormInput, Group, KeyRound, Library, ListChecks, ListFilter, LogIn, MailCheck, MailPlus, Merge,
  MousePointerClick, Play, Plug, RadioTower, RectangleEllipsis, Reply, RotateCcwKey, Search, Send, ShieldPlus,
  Shuffle, Sigma, Split, SquareDashed, SquareFunction, TableProperties, Ungroup, UserCheck, UserMinus, UserPen,
  UserPlus, UserSearch, Users, Workflow,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement } from "react";
import type { ReactElement } from "react";

interface GroupLook {
  icon: LucideIcon;
  /** Degrees from the accent's hue: groups stay distinct whatever accent a theme has. */
  hue: number;
}

const GROUPS: Record<string, GroupLook> = {
  input: { icon: ArrowRightToLine, hue: 0 },
  model_transformation: { icon: Shuffle, hue: 110 },
  user_contexts: { icon: Users, hue: 150 },
  output: { icon: ArrowUpFromLine, hue: 225 },
};

const OTHER: GroupLook = { icon: SquareFunction, hue: 60 };

const STEPS: Record<string, LucideIcon> = {
  get_values_from_connector: Plug,
  subscribe_to_connector: RadioTower,
  get_action_model: FormInput,
  get_workflow_model: Workflow,
  get_empty_model: SquareDashed,
  proxy_get_entry: FileInput,
  proxy_query_entry: TableProperties,
  get_raw_model: Braces,
  import_file: FileSpreadsheet,
  transform_model: Shuffle,
  join_models: Merge,
  extract_collections: Ungroup,
  filter_source: ListFilter,
  lookup_reference: Search,
  execute_script: CodeXml,
  query_entity_by_filter: DatabaseSearch,
  select_many: Split,
  get_entity_by_id: FileSearch,
  load_catalogs_by_key: Library,
  distinct: CopyX,
  group_by: Group,
  calculate_array: Sigma,
  simple_math: Calculator,
  execute_dataflow: CirclePlay,
  get_file_info: FileQuestionMark,
  register_context_for_model: ShieldPlus,
  register_external_user: UserPlus,
  prepare_external_keys: KeyRound,
  assign_context_role_for_model: UserCheck,
  get_one_time_code_for_user: RectangleEllipsis,
  confirm_one_time_code_for_user: BadgeCheck,
  update_or_create_user_info: UserPen,
  get_user_info: UserSearch,
  login_with_password: LogIn,
  reset_user_password_request: RotateCcwKey,
  confirm_user_email_request: MailCheck,
  remove_assigned_roles_for_user: UserMinus,
  export_to_file: FileDown,
  render_template: FileType,
  send_templated_notification: MailPlus,
  send_notification: Bell,
  store_entry_over_bus: Send,
  update_entry: DatabaseZap,
  deferred_update_entry: DatabaseBackup,
  apply_deferred_update_operations: ListChecks,
  execute_api_call: CloudUpload,
  write_response: Reply,
  form_action: MousePointerClick,
  execute_workflow: Play,
};

export function stepIcon(type: string, group: string | undefined): ReactElement {
  return createElement(STEPS[type] ?? groupLook(group).icon, { size: 18, strokeWidth: 1.75, "aria-hidden": true });
}

export function groupLook(group: string | undefined): GroupLook {
  return GROUPS[group ?? ""] ?? OTHER;
}

const ACCENT = "var(--aq-palette-primary-main)";

/** The group's colour, as light or dark as the theme's accent. */
export function groupColour(group: string | undefined): string {
  return `oklch(from ${ACCENT} l max(c, 0.1) calc(h + ${groupLook(group).hue}))`;
}

/** The same, quiet enough to lie under an icon. */
export function groupTint(group: string | undefined): string {
  return `color-mix(in oklch, ${groupColour(group)} 14%, var(--aq-palette-background-paper))`;
}

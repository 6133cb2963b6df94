import { Box, Link, Typography } from "@mui/material";
import { CircleCheck, CircleSlash } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import type { Column } from "../../../shared/table";
import { useRoles } from "../api";
import type { User } from "../api";
import { fullName } from "./draft";

/** The columns of the list of users; the server keeps them in the order of their user names. */
export function useUserColumns(): Column<User>[] {
  const { t } = useTranslation("access");
  const { data: roles } = useRoles();
  return useMemo(() => {
    const names = new Map(roles?.map(({ id, name }) => [id, name]));
    const rolesOf = ({ assignments }: User): string => [...new Set(assignments.map(({ role }) => names.get(role) ?? `#${role}`))].join(", ");
    return [
      {
        id: "user_name",
        header: t("users.user_name"),
        value: (user) => user.user_name,
        sortable: false,
        render: ({ id, user_name: userName }) => (
          <Link component={RouterLink} to={`/access/users/${id}`} color="textPrimary" noWrap title={userName} sx={{ fontWeight: 550, display: "block" }} onClick={(event) => event.stopPropagation()}>
            <bdi>{userName}</bdi>
          </Link>
        ),
      },
      { id: "name", header: t("users.name"), value: fullName, sortable: false, width: 220, from: 600, render: (user) => <Text text={fullName(user)} /> },
      { id: "email", header: t("users.email"), value: ({ email }) => email, sortable: false, width: 240, from: 900, render: ({ email }) => <Text text={email ?? ""} /> },
      { id: "roles", header: t("users.roles"), value: rolesOf, sortable: false, width: 260, from: 900, render: (user) => <Text text={rolesOf(user)} /> },
      { id: "active", header: t("users.state"), value: ({ active }) => active, sortable: false, width: 124, render: (user) => <State user={user} /> },
    ];
  }, [roles, t]);
}

function Text({ text }: { text: string }) {
  return text === "" ? "—" : <bdi title={text}>{text}</bdi>;
}

function State({ user: { active, locked } }: { user: User }) {
  const { t } = useTranslation("access");
  const Icon = active && !locked ? CircleCheck : CircleSlash;
  return (
    <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 1.5, color: active ? (locked ? "warning.main" : "success.main") : "text.secondary" }}>
      <Icon size={14} aria-hidden />
      <Typography variant="body2" component="span" color={active ? "textPrimary" : "textSecondary"}>
        {t(`users.states.${active ? (locked ? "locked" : "active") : "inactive"}`)}
      </Typography>
    </Box>
  );
}

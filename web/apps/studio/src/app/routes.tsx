/** Addresses of Studio. Each screen is its own chunk, the editor above all. */

import { EmptyState } from "@aqtra/ui";
import { Button } from "@mui/material";
import { Compass } from "lucide-react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, Link } from "react-router";
import type { RouteObject } from "react-router";

import { RouteCrash } from "./error-boundary";
import { Shell } from "./shell/shell";

const Home = lazy(() => import("../features/home").then((feature) => ({ default: feature.Home })));
const Components = lazy(() => import("../features/component-list").then((feature) => ({ default: feature.ComponentsList })));
const ComponentEditor = lazy(() => import("../features/editor").then((feature) => ({ default: feature.ComponentEditor })));
const Modules = lazy(() => import("../features/modules").then((feature) => ({ default: feature.ModuleListScreen })));
const Module = lazy(() => import("../features/modules").then((feature) => ({ default: feature.ModuleScreen })));
const Publication = lazy(() => import("../features/publication/screen").then((feature) => ({ default: feature.PublicationScreen })));
const Integrations = lazy(() => import("../features/integrations").then((feature) => ({ default: feature.IntegrationListScreen })));
const Integration = lazy(() => import("../features/integrations").then((feature) => ({ default: feature.SystemScreen })));
const Templates = lazy(() => import("../features/templates").then((feature) => ({ default: feature.TemplateListScreen })));
const Template = lazy(() => import("../features/templates").then((feature) => ({ default: feature.TemplateScreen })));
const Files = lazy(() => import("../features/files/screen").then((feature) => ({ default: feature.FilesScreen })));
const Maintenance = lazy(() => import("../features/maintenance").then((feature) => ({ default: feature.MaintenanceScreen })));
const Import = lazy(() => import("../features/maintenance").then((feature) => ({ default: feature.ImportScreen })));
const Audit = lazy(() => import("../features/audit").then((feature) => ({ default: feature.AuditScreen })));
const DomainSettings = lazy(() => import("../features/domains").then((feature) => ({ default: feature.DomainSettingsScreen })));
const ApiTokens = lazy(() => import("../features/tokens").then((feature) => ({ default: feature.TokensScreen })));
const ServiceAccounts = lazy(() => import("../features/service-accounts").then((feature) => ({ default: feature.ServiceAccountsScreen })));
const ServiceAccount = lazy(() => import("../features/service-accounts").then((feature) => ({ default: feature.ServiceAccountScreen })));
const Providers = lazy(() => import("../features/identity-providers").then((feature) => ({ default: feature.ProviderListScreen })));
const Provider = lazy(() => import("../features/identity-providers").then((feature) => ({ default: feature.ProviderScreen })));
const Provisioning = lazy(() => import("../features/provisioning").then((feature) => ({ default: feature.ProvisioningScreen })));
const MenuEditor = lazy(() => import("../features/domains").then((feature) => ({ default: feature.MenuScreen })));
const PermissionSets = lazy(() => import("../features/access").then((feature) => ({ default: feature.PermissionSetsScreen })));
const PermissionSet = lazy(() => import("../features/access").then((feature) => ({ default: feature.PermissionSetScreen })));
const Roles = lazy(() => import("../features/access").then((feature) => ({ default: feature.RolesScreen })));
const Role = lazy(() => import("../features/access").then((feature) => ({ default: feature.RoleScreen })));
const Users = lazy(() => import("../features/access").then((feature) => ({ default: feature.UsersScreen })));
const User = lazy(() => import("../features/access").then((feature) => ({ default: feature.UserScreen })));

const Smtp = lazy(() => import("../features/smtp").then((feature) => ({ default: feature.SmtpScreen })));

const Account = lazy(() => import("../features/account").then((feature) => ({ default: feature.AccountScreen })));

export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      {
        errorElement: <RouteCrash />,
        children: [
          { index: true, element: <Home /> },
          { path: "components", element: <Components /> },
          { path: "components/:key", element: <ComponentEditor /> },
          { path: "modules", element: <Modules /> },
          { path: "modules/:key", element: <Module /> },
          { path: "publication", element: <Publication /> },
          { path: "maintenance/:tab?", element: <Maintenance /> },
          { path: "maintenance/import/:component", element: <Import /> },
          { path: "integrations", element: <Integrations /> },
          { path: "integrations/:id", element: <Integration /> },
          { path: "templates", element: <Templates /> },
          { path: "templates/:id", element: <Template /> },
          { path: "files/:folder?", element: <Files /> },
          { path: "extensions/smtp", element: <Smtp /> },
          { path: "access/audit", element: <Audit /> },
          { path: "domains/:name/settings", element: <DomainSettings /> },
          { path: "domains/:name/menu", element: <MenuEditor /> },
          { path: "account/tokens", element: <ApiTokens /> },
          { path: "access/service-accounts", element: <ServiceAccounts /> },
          { path: "access/service-accounts/:id", element: <ServiceAccount /> },
          { path: "account", element: <Account /> },
          { path: "access/providers", element: <Providers /> },
          { path: "access/providers/:id", element: <Provider /> },
          { path: "access/provisioning", element: <Provisioning /> },
          { path: "access/permissions", element: <PermissionSets /> },
          { path: "access/permissions/:id", element: <PermissionSet /> },
          { path: "access/roles", element: <Roles /> },
          { path: "access/roles/:id", element: <Role /> },
          { path: "access/users", element: <Users /> },
          { path: "access/users/:id", element: <User /> },
          { path: "*", element: <NotFound /> },
        ],
      },
    ],
  },
];

export function makeRouter() {
  return createBrowserRouter(routes, { basename: "/studio" });
}

function NotFound() {
  const { t } = useTranslation("app");
  return (
    <EmptyState
      icon={Compass}
      title={t("notFound.title")}
      text={t("notFound.text")}
      action={
        <Button component={Link} to="/">
          {t("notFound.action")}
        </Button>
      }
    />
  );
}

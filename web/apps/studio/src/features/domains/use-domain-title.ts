import { useGetDomainsQuery } from "../../shared/api";

/** The title of a domain, or its name until that is known. */
export function useDomainTitle(name: string): string {
  const { data } = useGetDomainsQuery(undefined);
  return data?.find((domain) => domain.name === name)?.title || name;
}

"""Values of application domains, in the shape the API shows them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from aqtra.kernel.file_types import PICTURES, PIXELS
from aqtra.metadata.documents import LocalizedText

DEFAULT_DOMAIN = "digital-workplace"
MAX_MENU_ITEMS = 1000
MAX_MENU_DEPTH = 20
MAX_PROVIDERS = 100
WAYS_IN = ("default_provider", "local_sign_in", "login_component", "providers", "session_storage")
"""Settings of who gets in, and how."""
FILES = {"logo": PICTURES, "logo_dark": PICTURES, "icon": PIXELS, "no_image": PICTURES}
"""Settings that name a file of the library, which all visitors of the domain see, and what it may be."""
OF_INSTALLATION = frozenset({"hosts", "default_provider", "local_sign_in", "providers"})
"""Settings that mean something in one installation only: an export leaves them out, an import as they are."""

DOMAIN_NAME_PATTERN = r"^[a-z][a-z0-9-]{0,62}$"
DomainName = Annotated[str, StringConstraints(pattern=DOMAIN_NAME_PATTERN)]
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$", to_lower=True)]
Colour = Annotated[str, StringConstraints(pattern=r"^(#[0-9a-fA-F]{6})?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DomainSettings(_Strict):
    """Main and style settings (studio.md 2.3, 2.4) that Workplace serves. Empty colours mean the theme's own.

    `hosts` are the host names that lead to the domain. Of signing in: `session_storage` local outlives the browser;
    `default_provider` None offers user name and password first; `providers` None offers all that are enabled;
    `login_component`, which is public, takes the place of the sign-in form. Of Workplace installed as an application
    (studio.md 2.5): `app_name`, empty is the title, and `app_short_name` for under its icon, empty is the name.
    Of the library: `logo` stands in place of the title, `logo_dark` where the page is dark; `icon`, square, is drawn in
    all sizes that browsers ask for; `no_image` stands where an Image element has no picture.
    """

    title: str = Field("", max_length=200)
    hide_top_bar: bool = False
    static_menu: bool = True
    hide_breadcrumbs: bool = False
    hide_user_login: bool = False
    hide_locale: bool = False
    default_component: UUID | None = None
    default_page: UUID | None = None
    primary_color: Colour = ""
    hosts: tuple[HostName, ...] = ()
    session_storage: Literal["local", "session"] = "session"
    default_provider: UUID | None = None
    local_sign_in: bool = True
    providers: Annotated[tuple[UUID, ...], Field(max_length=MAX_PROVIDERS)] | None = None
    login_component: UUID | None = None
    app_name: str = Field("", max_length=100)
    app_short_name: str = Field("", max_length=30)
    no_image: UUID | None = None
    logo: UUID | None = None
    logo_dark: UUID | None = None
    icon: UUID | None = None

    @property
    def files(self) -> frozenset[UUID]:
        """Files of the library that the settings name."""
        return frozenset(file for field in FILES if (file := getattr(self, field)) is not None)


class VersionedSettings(DomainSettings):
    """Settings with the version they were read at; a change must name it."""

    version: int = Field(ge=0)


class Domain(BaseModel):
    """A card of the Home screen. The two counts are all components of the domain and those published (D22)."""

    model_config = ConfigDict(frozen=True)

    key: UUID
    name: str
    title: str
    is_default: bool
    enabled: bool
    built_in: bool
    components: int
    published_components: int


class NewDomain(_Strict):
    """What Add application asks for."""

    name: DomainName
    title: str = Field("", max_length=200)


class DomainChange(_Strict):
    """What the switches of a card change; None leaves as it is."""

    enabled: bool | None = None
    is_default: bool | None = None


class MenuItem(_Strict):
    """One item; without a component it is a group heading. Without a page it opens the first one."""

    id: UUID
    component: UUID | None = None
    page: UUID | None = None
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,60}$")] = ""
    label: LocalizedText = LocalizedText()
    children: tuple["MenuItem", ...] = ()


class Menu(_Strict):
    """The navigation menu of a domain with the version it was read at."""

    version: int = Field(ge=0)
    items: tuple[MenuItem, ...] = ()

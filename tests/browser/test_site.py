"""The built site as people meet it: a cheap telephone, a desk, light and dark, with and without scripts."""

from __future__ import annotations

import pytest

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
PAGES = (
    "",
    "report/",
    "report/refugees/",
    "report/sources/",
    "statements/",
    "statements/imrf-2026/",
    "statements/imrf-2026/changes/2/",
    "statements/imrf-2026/verify/",
    "members/",
    "members/by-name/",
    "members/harbour-network/",
    "countries/",
    "countries/jp/",
    "themes/",
    "themes/refugees/",
    "practices/",
    "practices/contract-desk/",
    "meetings/",
    "meetings/geneva-dialogue/",
    "recommendations/",
    "status/",
    "about/",
    "data/",
    "search/",
    "404.html",
    "es/",
    "es/report/refugees/",
    "es/members/harbour-network/",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def open_page(browser):
    """Opens pages in a window of their own, closed afterwards."""
    contexts = []

    def opened(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_violates_a_rule_of_accessibility(open_page, address, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    # The policy of the pages forbids what a tester's own script does; it is tested below.
    page = open_page(viewport=SIZES[size], color_scheme=scheme, bypass_csp=True)
    found = []
    for path in PAGES:
        page.goto(address + path)
        answer = Axe().run(page, options={"runOnly": RULES}).response
        assert answer["passes"], path
        found += [(path, fault["id"], node["html"][:120]) for fault in answer["violations"] for node in fault["nodes"]]
    assert found == []


@pytest.mark.parametrize("size", SIZES)
def test_no_page_asks_another_site_for_anything(open_page, address, size):
    page = open_page(viewport=SIZES[size])
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    host = address.removesuffix("campaign/")
    assert asked
    # The page for a wrong address is served from any path, so that its links start at the host's root.
    assert [url for url in asked if not url.startswith(host)] == []
    assert [text for text in said if "404" not in text] == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("size", SIZES)
def test_no_page_scrolls_sideways(open_page, address, size):
    page = open_page(viewport=SIZES[size])
    for path in PAGES:
        page.goto(address + path)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= window, path


def test_every_page_can_be_reached_and_read_without_scripts_on_a_telephone(open_page, address):
    page = open_page(viewport=SIZES["phone"], java_script_enabled=False)
    page.goto(address)
    page.get_by_text("Menu", exact=True).click()
    page.locator(".menu a", has_text="Members").click()
    page.get_by_role("link", name="Harbour & <Network>").first.click()
    assert page.url.endswith("/campaign/members/harbour-network/")
    assert page.get_by_role("link", name="office@harbour.example").is_visible()
    page.get_by_role("link", name="Search").click()
    assert page.get_by_text("The search needs JavaScript.").is_visible()


def test_the_language_switch_leads_to_the_same_page(open_page, address):
    page = open_page(viewport=SIZES["phone"])
    page.goto(f"{address}members/harbour-network/")
    page.get_by_role("link", name="Español").click()
    assert page.url == f"{address}es/members/harbour-network/"
    page.get_by_role("link", name="English").click()
    assert page.url == f"{address}members/harbour-network/"


@pytest.mark.parametrize(
    ("folder", "words", "title", "target"),
    [
        ("", "firewall", "Between two procedures", "report/refugees/#refugees-sec-one"),
        ("es/", "refugio", "Vías seguras", "es/statements/imrf-2026/#sec-needs"),
    ],
)
def test_the_search_finds_and_sends_nothing(open_page, address, folder, words, title, target):
    page = open_page(viewport=SIZES["phone"])
    page.goto(f"{address}{folder}search/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill("#query", words)
    page.wait_for_selector(".found .page")
    assert title in page.inner_text(".found ol")
    assert words in page.inner_text(".found mark").lower()
    assert page.get_attribute(".found .section a", "href") is not None
    hrefs = page.eval_on_selector_all(".found a", "links => links.map(link => link.href)")
    assert address + target in hrefs
    assert not [url for url in asked if words in url]
    page.fill("#query", "")
    page.locator(".found .page").first.wait_for(state="detached")


def test_the_search_says_when_there_is_nothing(open_page, address):
    page = open_page(viewport=SIZES["desk"])
    page.goto(f"{address}search/")
    page.fill("#query", "zzzzqqq")
    page.get_by_text("Nothing was found.").wait_for()
    assert page.get_attribute(".found [role=status]", "role") == "status"


def test_the_search_says_when_its_index_cannot_be_fetched(open_page, address):
    page = open_page(viewport=SIZES["desk"])
    page.route("**/search_index.json", lambda route: route.abort())
    page.goto(f"{address}search/")
    page.fill("#query", "refugees")
    page.get_by_text("could not be fetched").wait_for()
    assert not page.query_selector(".found .page")


def test_a_search_shows_text_and_never_runs_it(open_page, address):
    page = open_page(viewport=SIZES["desk"])
    doc = {
        "location": "x/",
        "title": "<img src=x onerror=alert(1)> firewall",
        "text": "<script>alert(2)</script> firewall",
    }
    config = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": {"title": {}, "text": {}, "tags": {}}}
    page.route("**/search_index.json", lambda route: route.fulfill(json={"config": config, "docs": [doc]}))
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.goto(f"{address}search/")
    page.fill("#query", "firewall")
    page.wait_for_selector(".found .page")
    assert page.locator(".found img, .found script").count() == 0
    assert alerts == []


def test_the_page_is_dark_where_the_reader_wants_it_dark(open_page, address):
    grounds = set()
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme, java_script_enabled=True)
        page.goto(address)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == {"rgb(255, 255, 255)", "rgb(18, 23, 26)"}


def test_the_keyboard_gets_past_the_menu_and_into_it(open_page, address):
    page = open_page(viewport=SIZES["phone"])
    page.goto(f"{address}report/refugees/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#page-title")
    page.goto(address)
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu a", has_text="Members").is_visible()


def test_contents_stand_beside_a_long_text_on_a_desk_and_above_it_on_a_telephone(open_page, address):
    places = {}
    for size, viewport in SIZES.items():
        page = open_page(viewport=viewport)
        page.goto(f"{address}report/refugees/")
        places[size] = (
            page.locator(".contents > div").bounding_box(),
            page.locator("#refugees-sec-one").bounding_box(),
        )
    contents, heading = places["desk"]
    assert contents["x"] > heading["x"] + 400
    contents, heading = places["phone"]
    assert contents["y"] + contents["height"] <= heading["y"]


def test_a_telephone_loads_little(open_page, address):
    page = open_page(viewport=SIZES["phone"])
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{address}members/harbour-network/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 250_000

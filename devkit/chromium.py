"""A headless Chromium, driven by its DevTools protocol."""

import json
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

from . import process
from .console import Stop
from .system_packages import BROWSERS

OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)
PATIENCE = 30  # seconds for the browser to start, and for a page to be ready


class Chromium:
    """One tab of a browser of its own; a context that ends it.

    ``complaints`` are warnings and errors of the page's console so far.
    """

    def __init__(self):
        program = next(filter(None, map(shutil.which, BROWSERS)), None)
        if not program:
            raise Stop("There is no Chromium on this machine.")
        self._profile = Path(tempfile.mkdtemp(prefix="acdn-chromium-"))
        self._browser = subprocess.Popen(
            [program, *OPTIONS, f"--user-data-dir={self._profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=process.end_with_parent,
        )
        self._number = 0
        self.complaints = []

    def __enter__(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port()}/json") as answer:
            tabs = json.load(answer)
        address = next(
            tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"
        )
        self._socket = websocket.create_connection(address, timeout=PATIENCE)
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_exception):
        self._browser.terminate()
        self._browser.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method, **parameters):
        """One call of the protocol; its result. Of events, complaints are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                break
            self.complaints += complaints(answer)
        if "error" in answer:
            raise Stop(f"Chromium, {method}: {answer['error']['message']}")
        return answer["result"]

    def evaluate(self, code):
        """The value of JavaScript code, which may await."""
        answer = self.call(
            "Runtime.evaluate",
            expression=code,
            awaitPromise=True,
            returnByValue=True,
            replMode=True,
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            error = details.get("exception", {}).get("description", details["text"])
            raise Stop(f"The page, running {code}: {error}")
        return answer["result"].get("value")

    def wait_until(self, code, what):
        deadline = time.monotonic() + PATIENCE
        while not self.evaluate(code):
            if time.monotonic() > deadline:
                raise Stop(f"The page has no {what} after {PATIENCE} seconds.")
            time.sleep(0.1)

    def _port(self):
        file = self._profile / "DevToolsActivePort"
        deadline = time.monotonic() + PATIENCE
        while not file.is_file() or not file.read_text().strip():
            if time.monotonic() > deadline or self._browser.poll() is not None:
                raise Stop("Chromium does not start on this machine.")
            time.sleep(0.05)
        return file.read_text().split()[0]


def complaints(event):
    """What an event of the protocol says against the page, as a list of text."""
    details = event.get("params", {})
    match event.get("method"):
        case "Runtime.consoleAPICalled" if details["type"] in ("warning", "error"):
            parts = details["args"]
            texts = [part.get("value", part.get("description")) for part in parts]
            return [" ".join(map(str, texts))]
        case "Log.entryAdded" if details["entry"]["level"] in ("warning", "error"):
            return [details["entry"]["text"]]
        case "Runtime.exceptionThrown":
            thrown = details["exceptionDetails"]
            return [thrown.get("exception", {}).get("description", thrown["text"])]
    return []

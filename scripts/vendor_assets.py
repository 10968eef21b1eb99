"""Bring style sheet, fonts, icons and htmx into the repository, so that no page ever asks another machine for anything.

Packs the versions of `vendor.lock.json` with npm, checks them against the integrity written there, copies the files
named there with their licences, cuts one sprite of the icons we use and writes the hash of every file into the lock.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "scripts" / "vendor.lock.json"
SYMBOL = re.compile(r'<symbol [^>]*?id="(?P<name>[a-z0-9-]+)".*?</symbol>', re.DOTALL)
UNICODE_RANGE = {
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,"
    "U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,"
    "U+2212,U+2215,U+FEFF,U+FFFD",
}


def pack(name: str, version: str, integrity: str, into: Path) -> Path:
    """Fetch one package through npm and unpack it; a tarball that is not the locked one stops everything."""
    answer = subprocess.run(
        ["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", str(into), f"{name}@{version}"],
        check=True,
        capture_output=True,
        text=True,
    )
    made = json.loads(answer.stdout)[0]
    if made["integrity"] != integrity:
        sys.exit(f"{name}@{version}: integrity {made['integrity']} differs from the lock")
    with tarfile.open(into / made["filename"].replace("@", "").replace("/", "-")) as archive:
        archive.extractall(into / made["name"].replace("/", "-"), filter="data")
    return into / str(made["name"]).replace("/", "-") / "package"


def sprite(symbols: str, names: list[str]) -> str:
    """One SVG with the symbols of `names`; a name the set does not know is an error."""
    found = {match["name"]: match[0] for match in SYMBOL.finditer(symbols)}
    unknown = sorted(set(names) - set(found))
    if unknown:
        sys.exit(f"no such icons: {', '.join(unknown)}")
    body = "\n".join(found[name] for name in sorted(set(names)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def font_faces(weights: list[int]) -> str:
    """The style sheet that loads the faces we ship, subset by subset."""
    return "".join(
        "@font-face { font-family: 'Be Vietnam Pro'; font-style: normal; font-display: swap; "
        f"font-weight: {weight}; src: url(be-vietnam-pro-{subset}-{weight}-normal.woff2) format('woff2'); "
        f"unicode-range: {ranges}; }}\n"
        for weight in weights
        for subset, ranges in UNICODE_RANGE.items()
    )


def hashes(folders: list[Path]) -> dict[str, str]:
    """SHA-256 of every vendored file by its path in the repository."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def folder_of(package: dict[str, Any]) -> Path:
    """Where a package of the lock lies in the repository."""
    return ROOT / str(package["folder"])


def main() -> None:
    """Fetch, copy, cut and lock."""
    lock: dict[str, Any] = json.loads(LOCK.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        for name, package in lock["packages"].items():
            source = pack(name, package["version"], package["integrity"], Path(temporary))
            target = folder_of(package)
            target.mkdir(parents=True, exist_ok=True)
            for origin, kept in package["files"].items():
                (target / kept).write_bytes((source / origin).read_bytes())
            if name == "bootstrap-icons":
                symbols = (source / "bootstrap-icons.svg").read_text("utf-8")
                (target / "sprite.svg").write_text(sprite(symbols, lock["icons"]), "utf-8")
            if name == "@fontsource/be-vietnam-pro":
                (target / "be-vietnam-pro.css").write_text(font_faces([400, 500, 600]), "utf-8")
            print(f"{name} {package['version']} -> {package['folder']}")
    lock["sha256"] = hashes([folder_of(package) for package in lock["packages"].values()])
    LOCK.write_text(json.dumps(lock, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

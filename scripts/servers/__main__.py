"""``scripts/services``: start, stop and look after the real servers."""

from __future__ import annotations

import argparse
import json
import sys

from scripts.servers import FOLDER, Server, ServerError, given, known, server, url_of


def main() -> int:
    """Do what was asked; 1 where a server cannot be had or does not run."""
    asked = _arguments()
    urls: dict[str, dict[str, str | None]] = {}
    for name in asked.names or known():
        try:
            urls[name] = {"url": _do(asked.act, name, asked.nodes)}
        except ServerError as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            urls[name] = {"url": None}
    if asked.json:
        print(json.dumps(urls))
    else:
        for name, found in urls.items():
            print(f"{name:14} {found['url'] or '–'}")
    return 0 if asked.act == "stop" or all(found["url"] for found in urls.values()) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/services", description=__doc__)
    parser.add_argument("act", choices=("start", "stop", "status"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known())}; none means all")
    parser.add_argument("--nodes", type=int, choices=(1, 3), default=None, help="nodes of Elasticsearch")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for name in asked.names:
        if name not in known():
            parser.error(f"no such server: {name}")
    return asked


def _do(act: str, name: str, nodes: int | None) -> str | None:
    chosen: Server = server(name)
    if act == "stop":
        chosen.stop(FOLDER / name)
        return None
    if act == "status":
        return url_of(name)
    if url := given(name):
        return url
    if nodes is not None and name == "elasticsearch":
        from scripts.servers import elasticsearch

        return elasticsearch.start(FOLDER / name, nodes)
    return chosen.start(FOLDER / name)


if __name__ == "__main__":
    sys.exit(main())

"""Elasticsearch: one node or a cluster of three, in Docker where an engine runs, else from its jars.

The folder holds the program, ``state.json`` (ways to the nodes and their process ids) and, for each size of cluster,
the nodes' data and logs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from scripts.servers import ServerError, processes
from scripts.servers.elasticsearch import answering, docker, jars

_HEAP: Final = {1: "1g", 3: "512m"}


def start(folder: Path, nodes: int | None = None) -> str:
    """See ``Server``; several nodes give a URL with several hosts, parted by commas.

    Args:
        nodes: 1 or 3; None takes what runs, else starts one.
    """
    with processes.alone(folder):
        if url := status(folder):
            if nodes not in {None, len(url.split(","))}:
                raise ServerError("It runs with another number of nodes: scripts/services stop elasticsearch")
            return url
        if nodes != 3 and docker.runs():
            return _in_docker(folder)
        return _from_jars(folder, nodes or 1)


def stop(folder: Path) -> None:
    """See ``Server``."""
    with processes.alone(folder):
        state = _state(folder)
        for process in state.get("processes", ()):
            processes.end(process)
        if "container" in state:
            docker.stop(state["container"])
        (folder / "state.json").unlink(missing_ok=True)


def status(folder: Path) -> str | None:
    """See ``Server``."""
    state = _state(folder)
    alive = [url for url in state.get("urls", ()) if answering.answers(url)]
    return _joined(state["urls"]) if alive else None


def node_processes(folder: Path) -> Sequence[Sequence[int]]:
    """Process id and birth of each node, in order, for drills that end or freeze one."""
    return list(_state(folder).get("processes", ()))


def start_again(folder: Path, node: int) -> None:
    """Start one node of a cluster again that has ended, with its own data and ports."""
    state = _state(folder)
    state["processes"][node] = _begin(folder, state["urls"], state["transports"], node)
    _keep(folder, state)


def _in_docker(folder: Path) -> str:
    container, url = docker.start(_HEAP[1])
    _keep(folder, {"container": container, "urls": [url]})
    answering.wait([url])
    return url


def _from_jars(folder: Path, nodes: int) -> str:
    ports = processes.free_ports(2 * nodes)
    urls = [f"http://127.0.0.1:{port}" for port in ports[:nodes]]
    transports = [f"127.0.0.1:{port}" for port in ports[nodes:]]
    started = [_begin(folder, urls, transports, node) for node in range(nodes)]
    _keep(folder, {"processes": started, "urls": urls, "transports": transports})
    answering.wait(urls)
    return _joined(urls)


def _begin(folder: Path, urls: Sequence[str], transports: Sequence[str], node: int) -> list[int]:
    nodes, name = len(urls), f"n{node + 1}"
    place = folder / f"data-{nodes}" / name
    seeds = (
        ["discovery.type=single-node"]
        if nodes == 1
        else [
            f"discovery.seed_hosts={','.join(transports)}",
            f"cluster.initial_master_nodes={','.join(f'n{at + 1}' for at in range(nodes))}",
        ]
    )
    settings = [
        f"cluster.name=docarchive-{nodes}", f"node.name={name}", "network.host=127.0.0.1",
        f"path.data={place / 'data'}", f"path.logs={place / 'logs'}",
        f"http.port={urls[node].rpartition(':')[2]}", f"transport.port={transports[node].rpartition(':')[2]}",
        "cluster.routing.allocation.disk.threshold_enabled=false", *seeds,
    ]  # fmt: skip
    (place / "logs").mkdir(parents=True, exist_ok=True)
    program: list[str | Path] = [
        jars.python(folder),
        Path(__file__).with_name("node.py"),
        jars.home(folder),
        _HEAP[nodes],
    ]
    return processes.begin([*program, *settings], place / "logs" / "node.log")


def _state(folder: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return state


def _keep(folder: Path, state: dict[str, Any]) -> None:
    fresh = folder / "state.new"
    fresh.write_text(json.dumps(state), encoding="utf-8")
    fresh.replace(folder / "state.json")


def _joined(urls: Sequence[str]) -> str:
    """``http://127.0.0.1:9200,127.0.0.1:9201``: one URL for all the nodes."""
    return "http://" + ",".join(url.removeprefix("http://") for url in urls)

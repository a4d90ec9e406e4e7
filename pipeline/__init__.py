"""How it runs: everything that touches disk, processes and network."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("paragraf")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0.0.0"

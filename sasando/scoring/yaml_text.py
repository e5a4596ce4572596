"""Reading YAML without coercion: every scalar stays the text that stands in the file.

`on`, `007` and `2021` come back as written; an empty scalar or `null` is None. What the format of instrument
files does not allow (floats, anchors, a key given twice) is reported with its path.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from sasando.scoring.faults import FaultList

Tree = str | None | list[Any] | dict[str, Any]

_FLOAT = "tag:yaml.org,2002:float"
_NULL = "tag:yaml.org,2002:null"


def read_tree(path: Path, faults: FaultList) -> Tree:
    """The content of the file as nested dicts, lists and texts; None for an empty file or an unreadable one.

    For an unreadable one a fault says why.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.add("", "berkas tidak ada", "periksa nama dan foldernya")
    except IsADirectoryError:
        faults.add("", "ini folder, bukan berkas", "sebutkan satu berkas instrumen (.yaml) di dalamnya")
    except UnicodeDecodeError as error:
        faults.add("", f"bukan teks UTF-8 (byte ke-{error.start + 1})", "simpan ulang berkas sebagai UTF-8")
    except OSError as error:
        faults.add("", f"berkas tidak dapat dibaca ({error.strerror})", "periksa hak akses berkas")
    else:
        return _parse(content, faults)
    return None


def _parse(content: str, faults: FaultList) -> Tree:
    try:
        root = YAML(typ="safe", pure=True).compose(content)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"baris {mark.line + 1}" if mark else ""
        faults.add(where, f"bukan YAML yang benar ({error.problem or error.context})", "perbaiki baris itu")
        return None
    except (YAMLError, RecursionError, ValueError) as error:
        faults.add("", f"bukan YAML yang benar ({error})".replace("\n", " "), "perbaiki isi berkas")
        return None
    if root is None:
        return None
    return _plain(root, "", faults)


def _plain(node: Any, path: str, faults: FaultList) -> Tree:
    if node.anchor:
        # An alias shares its node, so a loop among aliases would never end: none are followed.
        faults.add(
            path, "jangkar (&) dan rujukan (*) tidak dipakai dalam format ini", "tuliskan isinya penuh"
        )
        return None
    if isinstance(node, ScalarNode):
        return _scalar(node, path, faults)
    if isinstance(node, SequenceNode):
        return [_plain(item, f"{path}[{position}]", faults) for position, item in enumerate(node.value)]
    assert isinstance(node, MappingNode)  # noqa: S101 - YAML knows three kinds of nodes
    return _mapping(node, path, faults)


def _scalar(node: ScalarNode, path: str, faults: FaultList) -> str | None:
    text = str(node.value)
    if node.tag == _NULL:
        return None
    if node.tag == _FLOAT:
        remedy = f'tulis sebagai teks dalam tanda kutip: "{text}", atau sebagai pecahan seperti "20/6"'
        faults.add(path, f"{text} adalah bilangan float", remedy)
    return text


def _mapping(node: MappingNode, path: str, faults: FaultList) -> dict[str, Tree]:
    result: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            faults.add(path, "kunci harus satu kata, bukan daftar", "hapus tanda ? atau kurung pada kunci")
            continue
        key = str(key_node.value)
        inner = f"{path}.{key}" if path else key
        if key in result:
            faults.add(inner, "kunci ini ditulis dua kali", "hapus atau gabungkan salah satunya")
        result[key] = _plain(value_node, inner, faults)
    return result

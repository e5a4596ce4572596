"""Office files are archives that carry the time they were packed; the same content must give the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb">\d{4}-\d\d-\d\dT[\d:]+Z<")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest an archive can name


def repacked(archive: bytes, *, undated: bool = False) -> bytes:
    """The same archive with every member dated alike; archives inside (a chart's workbook) too.

    `undated`: the properties lose their own date as well.
    """
    written = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = repacked(content, undated=True)
            elif undated and name == _PROPERTIES:
                content = _MOMENT.sub(b">1980-01-01T00:00:00Z<", content)
            member = ZipInfo(name, EPOCH)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, content)
    return written.getvalue()

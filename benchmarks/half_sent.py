"""`python -m benchmarks.half_sent`: what reading costs while forms that never end are held open, by how many of the
eight threads of a process may wait for them. Not part of `make bench`: it has no bound, and is told in decision 29."""

from __future__ import annotations

import socket
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Event

from benchmarks.measure import REPETITIONS
from benchmarks.serving import WORKERS, connected, environment_of, get, served

PAGE = "/d/kab-kupang/"
SLOW = "/lambat/"  # as `room_wsgi` names it
ROOMS = (4, 5, 6, 7, 8)
FORMS, READERS, PAGES, PATIENCE = 40, 8, 25, 5
FORM = (
    "POST /akun/masuk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 30\r\n\r\nlogin=a"
)


def main() -> None:
    print("| may wait | held open | reading: median | p95 | beside two slow pages: median | p95 |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as data:
        anew = environment_of(data) | {"SASANDO_KEEP_PAGES": "false"}
        for room, forms in [(6, 0), *((room, FORMS) for room in ROOMS)]:
            with served("benchmarks.room_wsgi:application", anew | {"BENCH_ROOM": str(room)}) as port:
                print(_line(port, room, forms), flush=True)


def _line(port: int, room: int, forms: int) -> str:
    get(connected(port), PAGE)
    with ExitStack() as held:
        for _ in range(forms):
            held.enter_context(_begun(port))
        time.sleep(1)  # those without room are refused after a quarter of a second
        open_ones = min(forms, WORKERS * room)
        return f"| {room} | {open_ones} | {_read(port, 0)} | {_read(port, 2)} |"


def _begun(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(FORM.encode())
    return connection


def _read(port: int, slow: int) -> str:
    """Median and p95 of pages that several ask for at once, while as many others ask for slow ones all the time."""
    over = Event()
    with ThreadPoolExecutor(READERS + slow) as crowd:
        others = [crowd.submit(_slowly, port, over) for _ in range(slow)]
        try:
            runs = [
                [took for one in crowd.map(_visit, [port] * READERS) for took in one]
                for _ in range(REPETITIONS)
            ]
        except OSError:
            return "nobody reads | –"
        finally:
            over.set()
        for one in others:
            one.result()
    middle = statistics.median(statistics.median(took) for took in runs)
    late = statistics.median(statistics.quantiles(took, n=20)[-1] for took in runs)
    return f"{1000 * middle:.1f} ms | {1000 * late:.1f} ms"


def _slowly(port: int, over: Event) -> None:
    while not over.is_set():
        with closing(connected(port)) as connection:
            get(connection, SLOW)


def _visit(port: int) -> list[float]:
    """Each page on a connection of its own: who reads is shared out between the processes anew."""
    took = []
    for _ in range(PAGES):
        started = time.perf_counter()
        with closing(connected(port)) as connection:
            connection.timeout = PATIENCE
            get(connection, PAGE)
        took.append(time.perf_counter() - started)
    return took


if __name__ == "__main__":
    main()

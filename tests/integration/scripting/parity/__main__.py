"""Writes what is expected anew, from the server."""

import asyncio
import json

from aqtra.scripting.service import Scripts
from tests.integration.scripting.conftest import Bench
from tests.integration.scripting.parity import corpus

with asyncio.Runner() as runner:
    bench = Bench(runner, Scripts())
    found = {
        "cases": {name: corpus.results(bench.run, source) for name, source in corpus.modules().items()},
        "failures": {name: corpus.failure(bench.run, source) for name, source in corpus.failing().items()},
    }
    runner.run(bench.scripts.close())
corpus.EXPECTED.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")

"""An oracle for the data layer: the same questions are asked of PostgreSQL and of plain Python.

A *world* is a random object model, published through the stages of a publication, with random entries, written through
the service. What went in is kept in memory. Hypothesis then draws queries, and two answers are compared as JSON text:

* the real one, of `entries_of(services).readable_by(…).list(…)`;
* the oracle's, made in memory from the documented meaning of the query options (the module docstrings of
  `aqtra.catalogs.odata`), never from the SQL that is generated.

| Module | Holds |
|---|---|
| `world`, `answers`, `text` | entries in memory, their JSON, what the database does with text |
| `models`, `values`, `loading` | random models and values, their way into the database |
| `expressions`, `evaluation`, `functions` | conditions and what they are worth |
| `ordering`, `listing`, `shape`, `aggregation` | the whole answers |
| `strategies`, `literals`, `questions`, `pivots`, `mutation` | what is asked |

`test_listings` compares `$filter`, `$orderby`, `$top`, `$skip`, `$count`, `$select`, `$expand` and `$search` together,
`test_walks` follows `@odata.nextLink` to the end, `test_pivots` compares `$apply`, and `test_mutations` spoils options
and accepts nothing but an answer or a refusal that names its place.

The tests of exact values (`exact` draws them) follow numbers of 38 digits, integers beyond 2⁵³, days, times and
instants beside changes of clocks: `test_exact_values` through the API, the database and a flow, `test_exact_files`
through exports and imports, `test_exact_browser` through a form in Chromium in several zones.

Text is ordered by code points here, as in the embedded PostgreSQL, whose databases have the locale C and the provider
`builtin`. A database of one's own orders text as its own locale does, so the oracle would differ from it.

`AQTRA_ORACLE_EXAMPLES=5000` asks so many queries of each sort of each world, and makes more worlds; the number that was
compared stands at the end of the run. A failing example is reduced by Hypothesis and names the world's seed.
"""

"""What CKAN's harvester reads from a catalog: the data sets as JSON on the last line. Used by catalog.py.

Run:  python tests/python/ckan_reader.py catalog.ttl      (exit 77: CKAN is not installed here)
"""

import json
import sys
from pathlib import Path

try:
    from ckanext.dcat.processors import RDFParser
except ImportError as missing:
    print(f"CKAN is not installed: {missing}", file=sys.stderr)
    sys.exit(77)

parser = RDFParser(profiles=["euro_dcat_ap_3", "euro_dcat_ap_scheming"])
parser.parse(Path(sys.argv[1]).read_text("utf-8"), _format="turtle")
print(json.dumps(list(parser.datasets())))

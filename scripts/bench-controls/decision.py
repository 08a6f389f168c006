"""Prints an invented decision on control that covers the supplier-payment documents for a year from today."""

import datetime
import json
import pathlib
import sys
import tomllib

grounds = set()
for path in sorted(pathlib.Path(sys.argv[1]).glob("controls/supplier-payments/*.md")):
    _, front, _ = path.read_text().split("+++\n", 2)
    grounds.update(tomllib.loads(front)["grounds"])
today = datetime.date.today()
decision = {
    "id": f"bench-{today}",
    "case_number": "PROV 1",
    "controls": ["supplier-payments"],
    "authorities": ["kommunstyrelsen"],
    "registers": ["*"],
    "personal_data": ["indirect", "staff"],
    "purpose": "internal-control",
    "grounds": sorted(grounds),
    "decided_by": "Prov Beslutsson",
    "delegation": "1.1",
    "from": str(today),
    "to": str(today + datetime.timedelta(days=300)),
    "staff_informed_on": str(today - datetime.timedelta(days=1)),
    "dpia": "PROV 2",
    "reason": "prov",
    "by": ["Anna Prov", "Bo Prov"],
    "at": [str(today), str(today)],
}
for key, value in decision.items():
    print(f"{key} = {json.dumps(value, ensure_ascii=False)}")

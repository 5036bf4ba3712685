"""Reads a calendar file from standard input as calendars do, and says what stands in it as JSON."""

import json
import sys
from datetime import timezone

import icalendar

calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
zones = [str(it["TZID"]) for it in calendar.walk("VTIMEZONE")]
# The zone as the file itself describes it, not as this machine knows it.
described = {str(it["TZID"]): it.to_tz() for it in calendar.walk("VTIMEZONE")}


def instant(field):
    at = field.dt
    zone = field.params.get("TZID")
    if zone is not None:
        at = at.replace(tzinfo=None)
        at = at.replace(tzinfo=described[zone]) if not hasattr(described[zone], "localize") else described[zone].localize(at)
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


entries = [
    {
        "uid": str(it["UID"]),
        "starts": instant(it["DTSTART"]),
        "ends": instant(it["DTEND"]),
        "summary": str(it["SUMMARY"]),
        "place": str(it.get("LOCATION", "")),
        "text": str(it.get("DESCRIPTION", "")),
        "status": str(it["STATUS"]),
        "wrong": [str(error) for error in it.errors],
    }
    for it in calendar.walk("VEVENT")
]
json.dump({"zones": zones, "entries": entries, "wrong": [str(it) for it in calendar.errors]}, sys.stdout)

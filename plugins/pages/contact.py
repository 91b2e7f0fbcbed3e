"""How to reach an office, as its page begins with it; and whom to ask where an office has not said so."""

from __future__ import annotations

from urllib.parse import urlsplit

from plugins import addresses
from plugins.library import Library
from plugins.units import Profile

# Complaint services that people know by name, by their host. Others are called by their address.
_SERVICES = {"lapor.go.id": "SP4N-LAPOR!", "wbs.kpk.go.id": "KPK Whistleblower's System"}


def contacts(profile: Profile | None) -> dict[str, object] | None:
    """What a profile says; None where there is none, or where it holds no way to reach anybody."""
    if profile is None or not _reaches(profile):
        return None
    press = profile.press_contact
    return {
        "address": profile.address,
        "hours": profile.hours,
        "phone": profile.phone,
        "email": profile.email,
        "whatsapp": profile.whatsapp,
        "website": profile.website,
        "complaint": profile.complaint,
        "complaint_name": _service(profile.complaint),
        "press_contact": {"name": press.name, "phone": press.phone, "email": press.email} if press else None,
        "social": [{"network": network, "url": url} for network, url in profile.social],
    }


def ask(unit_id: str, library: Library) -> dict[str, str] | None:
    """The unit above one without contacts of its own: `{name, path, phone, email}`; None where it has none either."""
    registry, today = library.places.registry, library.places.today
    parent = registry.at(unit_id, today).parent
    profile = library.places.profiles.get(parent)
    if profile is None or not (profile.phone or profile.email):
        return None
    return {
        "name": registry.at(parent, today).name,
        "path": addresses.unit(parent),
        "phone": profile.phone,
        "email": profile.email,
    }


def _reaches(profile: Profile) -> bool:
    plain = (profile.address, profile.phone, profile.email, profile.whatsapp, profile.website, profile.complaint)
    return any((*plain, profile.hours, profile.press_contact, profile.social))


def _service(address: str) -> str:
    """What people call the place at which complaints are made: a name, or the host; empty of an empty address."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return _SERVICES.get(host, host)

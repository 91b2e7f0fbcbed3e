"""What rules know of the newsroom as a whole: registered contacts, names of units, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from plugins.rules.draft import Known
from plugins.rules.verifying import mail, number
from plugins.units import Official, Profile, Registry

_LEVELS = re.compile(r"^(?:Provinsi|Kabupaten|Kota)(?: Administrasi)? ")


def known(
    registry: Registry,
    profiles: Mapping[str, Profile],
    site_url: str = "",
    officials: Iterable[Official] = (),
) -> Known:
    """What the registers say: every registered contact is allowed in every story, whichever unit it belongs to."""
    named = {name: unit for unit in sorted(registry.units, reverse=True) for name in _names(registry, unit)}
    addresses = [site_url, *(address for profile in profiles.values() for address in _addresses(profile))]
    by_unit: dict[str, tuple[Official, ...]] = {}
    for official in officials:
        by_unit[official.unit] = (*by_unit.get(official.unit, ()), official)
    return Known(
        contacts=frozenset(contact for profile in profiles.values() for contact in _contacts(profile)),
        unit_names=dict(sorted(named.items())),
        cities=frozenset(_LEVELS.sub("", region.name) for region in registry.regions.values()),
        hosts=frozenset(host for address in addresses if (host := _host(address))),
        officials=by_unit,
    )


def with_profile(known: Known, profile: Profile) -> Known:
    """The same with the contacts and sites of a profile that is not registered yet."""
    hosts = {host for address in _addresses(profile) if (host := _host(address))}
    return replace(known, contacts=known.contacts | {*_contacts(profile)}, hosts=known.hosts | hosts)


def _names(registry: Registry, unit_id: str) -> Iterator[str]:
    unit = registry.units[unit_id]
    changed = (event.name for event in registry.events(unit_id) if not event.successors and event.event == "renamed")
    yield from filter(None, (unit.name, unit.short_name, *unit.aliases, *changed))


def _contacts(profile: Profile) -> Iterator[str]:
    officer = profile.press_contact
    numbers = (profile.phone, profile.whatsapp, officer.phone if officer else "")
    mails = (profile.email, officer.email if officer else "")
    yield from (number(written) for written in numbers if written)
    yield from (mail(written) for written in mails if written)


def _addresses(profile: Profile) -> Iterator[str]:
    yield from (profile.website, profile.complaint, *(address for _, address in profile.social))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "") if address else ""

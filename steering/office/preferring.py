"""Preferring: how somebody wants to be written to, where the law leaves a choice."""

from models import Digest, Preference
from steering.office.compose import address as checked
from steering.office.opening import Office


def prefer(office: Office, address: str, *, digest: Digest) -> Preference:
    """Keep a wish; the same wish again changes nothing."""
    wanted = checked(address).casefold()
    with office.writing() as tx:
        kept = tx.session.get(Preference, (office.region_key, wanted))
        if kept is not None and kept.digest is digest:
            return kept
        wish = Preference(region_key=office.region_key, address=wanted, digest=digest, changed_at=office.now)
        tx.keep([wish])
        # The trail stays for ever; an address must be able to leave.
        tx.enter("preference.set", office.region_key, {"digest": digest})
        return wish

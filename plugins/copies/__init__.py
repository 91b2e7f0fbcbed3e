"""Which stories are the same release, put out by several offices; which photos are the same picture.

Pure: texts and pictures become short signatures, and of signatures and dates alone follows which story came first. The
library keeps both and asks only for what a change can reach.
"""

from plugins.copies.declared import follow
from plugins.copies.grouping import WINDOW, Release, Standing, Told, groups, judge, within_reach
from plugins.copies.signatures import BANDS, bands, signature, similarity

__all__ = [
    "BANDS",
    "WINDOW",
    "Release",
    "Standing",
    "Told",
    "bands",
    "follow",
    "groups",
    "judge",
    "signature",
    "similarity",
    "within_reach",
]

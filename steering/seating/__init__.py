"""Seating: who fills a seat on a day, and who may act for it. Seats stay, people come and go."""

from steering.seating.rights import Allowed, Refused, right_to_act

__all__ = ["Allowed", "Refused", "right_to_act"]

"""What the committee office does with a meeting, from its plan to its approved minutes.

Each act is one transaction with its audit entry and its letters, and is harmless when it is done twice.
"""

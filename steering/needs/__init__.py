"""Needs for action (Handlungsbedarfe) as the internal steering group works on them: pure rules."""

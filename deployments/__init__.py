"""Every way in: command line, schedules, regions."""

"""The calendar: working days, notice periods, the plan backward from a council date, and calendar files."""

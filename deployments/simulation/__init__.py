"""Playing years with invented people: a calendar, the mails of each person, and what would go wrong."""

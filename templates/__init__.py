"""What people read: notices, documents and pages, and the one Jinja environment."""

"""What may be done, decided in the database."""

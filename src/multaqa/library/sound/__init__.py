"""Sound as files: joined and converted with PyAV. Only for child processes: it takes a processor for itself."""

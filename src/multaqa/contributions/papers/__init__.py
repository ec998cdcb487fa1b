"""What is done to the file of a working paper, in a process that knows neither the database nor the people."""

"""What the operator asks of an installed Multaqa: to serve, to be looked over, to be kept and to be brought back.

Owns the data folder, its lock, the backup and its way back, the doctor, and the process around the ASGI application.
Knows no domain word; what the pages and the engine do is not its business.
"""

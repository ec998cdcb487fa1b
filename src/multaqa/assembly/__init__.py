"""The month: cycles, sittings, agendas, ballots, minutes, decisions and actions."""
